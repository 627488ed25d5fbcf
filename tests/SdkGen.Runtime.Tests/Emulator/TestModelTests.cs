using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Microsoft.Extensions.AI;
using SdkGen.Runtime.Tests.Tools;
using SdkGen.Testing;

namespace SdkGen.Runtime.Tests.Emulator;

public sealed class TestModelTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>But those whose schema leaves a value open, because the JSON is known to a converter alone.</summary>
    public static TheoryData<string> EveryTool => [.. EveryType.Tools.Concat(TightTools.Tools).Select(tool => tool.Name).Where(name => name != nameof(EveryType.ByContext))];

    /// <summary>Arguments that are made up pass the tool's own checks, which are stricter than its schema.</summary>
    [Theory]
    [MemberData(nameof(EveryTool))]
    public async Task Every_tool_is_called_with_arguments_that_fit(string name)
    {
        var tool = EveryType.Tools.Concat(TightTools.Tools).Single(tool => tool.Name == name);
        var response = await new TestModel<OpenAIModels.Gpt41Mini>().WithTools([tool]).GetResponseAsync("Go", cancellationToken: Token);

        var call = response.Messages.SelectMany(message => message.Contents).OfType<FunctionCallContent>().ShouldHaveSingleItem();
        var result = response.Messages.SelectMany(message => message.Contents).OfType<FunctionResultContent>().ShouldHaveSingleItem();
        result.Exception.ShouldBeNull();
        (result.Result?.ToString() ?? "").ShouldNotContain("$.", customMessage: ((RawArguments)call.Arguments!).ToString());
        response.FinishReason.ShouldBe(ChatFinishReason.Stop);
    }

    [Fact]
    public async Task It_says_what_the_tools_answered()
    {
        var response = await new TestModel<OpenAIModels.Gpt41Mini>().WithTools(TightTools.Tools).GetResponseAsync("Go", cancellationToken: Token);

        response.Text.ShouldContain("Plate: ");
        response.Messages.SelectMany(message => message.Contents).OfType<FunctionCallContent>().Count().ShouldBe(TightTools.Tools.Count);
        response.Usage!.TotalTokenCount.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_schema_for_the_answer_is_kept()
    {
        var schema = JsonDocument.Parse("""{"type":"object","required":["name","tags"],"properties":{"note":{"type":"string"},"name":{"type":"string","minLength":3},"tags":{"type":"array","minItems":2,"uniqueItems":true,"items":{"type":"integer","minimum":5}}}}""").RootElement;

        var response = await new TestModel<OpenAIModels.Gpt41Mini>().GetResponseAsync("Go", new() { ResponseFormat = ChatResponseFormat.ForJsonSchema(schema) }, Token);

        response.Text.ShouldBe("""{"name":"aaa","tags":[5,6]}""");
    }

    [Fact]
    public async Task A_function_answers_and_sees_the_request()
    {
        using var model = new TestModel<OpenAIModels.Gpt41Mini>(messages => $"{messages.Count} messages, the last says {messages[^1].Text}");

        (await model.GetResponseAsync("Hi", new() { Temperature = 1 }, Token)).Text.ShouldBe("1 messages, the last says Hi");

        model.Requests.ShouldHaveSingleItem().Options!.Temperature.ShouldBe(1);
    }

    [Fact]
    public async Task Streams_are_the_same_answer()
    {
        IChatClient<OpenAIModels.Gpt41Mini> Model() => new TestModel<OpenAIModels.Gpt41Mini>();

        var whole = await Model().WithTools(TightTools.Tools).GetResponseAsync("Go", cancellationToken: Token);
        var streamed = await Model().WithTools(TightTools.Tools).GetStreamingResponseAsync("Go", cancellationToken: Token).ToChatResponseAsync(Token);

        streamed.Text.ShouldBe(whole.Text);
        streamed.FinishReason.ShouldBe(whole.FinishReason);
        streamed.Usage!.TotalTokenCount.ShouldBe(whole.Usage!.TotalTokenCount);
        streamed.ModelId.ShouldBe("gpt-4.1-mini");
    }

    [Fact]
    public async Task What_cannot_be_made_up_is_named()
    {
        var schema = JsonDocument.Parse("""{"type":"object","required":["code"],"properties":{"code":{"type":"string","pattern":"^(?=a)b$"}}}""").RootElement;

        var thrown = await Should.ThrowAsync<NotSupportedException>(() =>
            new TestModel<OpenAIModels.Gpt41Mini>().GetResponseAsync("Go", new() { ResponseFormat = ChatResponseFormat.ForJsonSchema(schema) }, Token));

        thrown.Message.ShouldBe("The answer cannot be made up: $.code is a text of 0 characters and more that fits '^(?=a)b$', and none was found. Give TestModel a function that answers.");
    }
}

/// <summary>Tools whose arguments have to fit tightly.</summary>
public static class TightTools
{
    [LlmTool] public static string Plate([RegularExpression("[A-Z]{1,3}-[A-Z]{2} ?[1-9][0-9]{0,3}")] string plate) => plate;

    [LlmTool] public static string Range([Range(3, 7)] int low, [Range(-9.5, -2.25)] double below, [Range(typeof(decimal), "0.01", "0.02")] decimal small) => $"{low} {below} {small}";

    [LlmTool] public static string Text([Length(5, 6)] string exact, [EmailAddress] string mail, [Url] string page, [Base64String] string data, [AllowedValues("x", "y")] string one) => exact + mail + page + data + one;

    [LlmTool] public static int Lists([MinLength(3)] int[] numbers, [Length(2, 2)] HashSet<string> words, [MinLength(1)] Dictionary<string, Node> map) => numbers.Length + words.Count + map.Count;

    /// <summary>A list.</summary>
    public sealed record Node(string Name, Node? Next, IReadOnlyList<Node> Others);
}
