using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using SdkGen.Runtime.Tests.Support;
using SdkGen.Runtime.Tests.Tools;

namespace SdkGen.Runtime.Tests.Pipeline;

public class ArgumentRepairTests
{
    private const string Good = """{"city":"Oslo","days":2}""";

    [Theory]
    [InlineData("{'city': 'Oslo', days: 2,}", Good, "Text")]
    [InlineData("```json\n{\"city\":\"Oslo\",\"days\":2}\n```", Good, "Text")]
    [InlineData("""{"city":"Oslo","days":2""", Good, "Text")]
    [InlineData("\"{\\\"city\\\":\\\"Oslo\\\",\\\"days\\\":2}\"", Good, "Decoded")]
    [InlineData("\"\\\"{\\\\\\\"city\\\\\\\":\\\\\\\"Oslo\\\\\\\",\\\\\\\"days\\\\\\\":2}\\\"\"", Good, "Decoded,Decoded")]
    [InlineData("""{"arguments": {"city":"Oslo","days":2}}""", Good, "Unwrapped")]
    [InlineData("""{"name": "Forecast", "arguments": "{\"city\":\"Oslo\",\"days\":2}"}""", Good, "Unwrapped")]
    [InlineData("""{"input": {"parameters": {"city":"Oslo","days":2}}}""", Good, "Unwrapped,Unwrapped")]
    [InlineData("""[{"city":"Oslo","days":2}]""", Good, "Unwrapped")]
    [InlineData("""{"arguments": "{'city': 'Oslo', 'days': 2"}""", Good, "Text,Unwrapped")]
    public async Task Broken_arguments_are_made_to_fit_and_the_call_says_how(string sent, string ran, string kinds)
    {
        var tool = new CheckedTool();
        var (response, call) = await CallAsync(tool, sent, new());
        tool.Ran.ShouldBe([ran]);
        ResultOf(response).ShouldBe("sunny");
        var repair = call.Arguments.ShouldBeOfType<RawArguments>().Repair.ShouldNotBeNull();
        string.Join(',', repair.Steps.Select(step => step.Kind)).ShouldBe(kinds);
        Encoding.UTF8.GetString(repair.Before.Span).ShouldBe(sent);
        Encoding.UTF8.GetString(repair.After.Span).ShouldBe(ran);
        call.AdditionalProperties![ArgumentRepair.PropertyName].ShouldBeOfType<JsonElement>().GetProperty("before").GetString().ShouldBe(sent);
        call.Exception.ShouldBeNull();
    }

    [Theory]
    [InlineData("""{"city":"Oslo","days":"2"}""", Good, ArgumentCoercions.Scalars, ".days: \"2\" → 2")]
    [InlineData("""{"city":"Oslo","unit":"celsius"}""", """{"city":"Oslo","unit":"Celsius"}""", ArgumentCoercions.EnumCase, ".unit: \"celsius\" → \"Celsius\"")]
    [InlineData("""{"city":"Oslo","stops":"[{\"lat\": 1.5}]"}""", """{"city":"Oslo","stops":[{"lat":1.5}]}""", ArgumentCoercions.Containers, ".stops: \"[{\\\"lat\\\": 1.5}]\" → [{\"lat\": 1.5}]")]
    [InlineData("""{"city":"Oslo","stops":[{"lat":"1.5"}]}""", """{"city":"Oslo","stops":[{"lat":1.5}]}""", ArgumentCoercions.All, ".stops[0].lat: \"1.5\" → 1.5")]
    public async Task Values_are_coerced_only_where_allowed_and_always_recorded(string sent, string ran, ArgumentCoercions coercion, string step)
    {
        var strict = new CheckedTool();
        var (refused, call) = await CallAsync(strict, sent, new() { Coercions = ArgumentCoercions.All & ~coercion });
        strict.Ran.ShouldBeEmpty();
        ResultOf(refused).ShouldStartWith("$.");
        call.Arguments.ShouldBeOfType<RawArguments>().Repair.ShouldBeNull();
        (call.AdditionalProperties is null).ShouldBeTrue();

        var lenient = new CheckedTool();
        (_, call) = await CallAsync(lenient, sent, new() { Coercions = coercion });
        lenient.Ran.ShouldBe([ran]);
        var only = call.Arguments.ShouldBeOfType<RawArguments>().Repair!.Steps.ShouldHaveSingleItem();
        only.Kind.ShouldBe(ArgumentRepairKind.Coerced);
        $"{only.Path}: {only.Before} → {only.After}".ShouldBe(step);
    }

    [Theory]
    [InlineData("{'city': 'Oslo', 'days': 99}", "$.days: expected an integer from 1 to 14, received 99")]
    [InlineData("{'days': 2}", "$.city: expected a string, received nothing")]
    [InlineData("no arguments at all", "not valid JSON")]
    [InlineData("""{"city": 1, "arguments": {"city": "Oslo"}}""", "$.city: expected a string, received 1")]
    [InlineData("""{"city":"Oslo","unit":"kelvin"}""", "$.unit: expected Celsius or Fahrenheit, received \"kelvin\"")]
    public async Task What_fits_in_no_reading_is_told_to_the_model_and_never_reaches_the_method(string sent, string told)
    {
        var tool = new CheckedTool();
        var (response, call) = await CallAsync(tool, sent, new() { Coercions = ArgumentCoercions.All });
        tool.Ran.ShouldBeEmpty();
        ResultOf(response).ShouldContain(told);
        Encoding.UTF8.GetString(call.Arguments.ShouldBeOfType<RawArguments>().Utf8.Span).ShouldBe(sent);
    }

    [Fact]
    public void What_is_no_text_has_no_reading()
    {
        foreach (var text in new[] { """{"\ud800":1}""", """["\ud800"]""", """{"arguments":"\udc00"}""" })
            ArgumentRepairer.TryRepair(System.Text.Encoding.UTF8.GetBytes(text), default, _ => default, ArgumentCoercions.None, out _, out _).ShouldBeFalse();
    }

    [Fact]
    public async Task Arguments_that_fit_stay_as_they_are_although_they_look_wrapped()
    {
        var tool = new CheckedTool();
        var (_, call) = await CallAsync(tool, """{"city":"Oslo","input":"{\"city\":\"Rome\"}"}""", new() { Coercions = ArgumentCoercions.All });
        tool.Ran.ShouldBe(["""{"city":"Oslo","input":"{\"city\":\"Rome\"}"}"""]);
        call.Arguments.ShouldBeOfType<RawArguments>().Repair.ShouldBeNull();
    }

    [Theory]
    [InlineData("""{"arguments":{"city":"Oslo","days":2}}""", "Unwrapped")]
    [InlineData("""{"city":"Oslo","days":"2"}""", "Coerced")]
    [InlineData("""{"city":"Oslo","days":2}""", null)]
    public async Task Arguments_that_another_client_has_read_are_made_to_fit_too(string sent, string? kind)
    {
        var tool = new CheckedTool();
        var arguments = JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(sent)!.ToDictionary(x => x.Key, x => (object?)x.Value);
        var call = new FunctionCallContent("c1", "Forecast", arguments);
        var inner = new FakeChatClient(new ChatMessage(ChatRole.Assistant, [call]), new ChatMessage(ChatRole.Assistant, "done"));
        await inner.WithTools([tool], new() { Coercions = ArgumentCoercions.Scalars }).GetResponseAsync("hi");
        tool.Ran.ShouldBe([Good]);
        (call.Arguments as RawArguments)?.Repair!.Steps.ShouldHaveSingleItem().Kind.ToString().ShouldBe(kind);
        (call.Arguments is RawArguments).ShouldBe(kind is not null);
    }

    [Theory]
    [InlineData("{'city': 'Oslo', 'unit': 'fahrenheit', days: '2'", """{"city":"Oslo","days":2,"unit":"Fahrenheit","degrees":21.5}""")]
    [InlineData("```json\n{\"parameters\": \"{\\\"city\\\": \\\"Oslo\\\"}\"}\n```", """{"city":"Oslo","days":3,"unit":"Celsius","degrees":21.5}""")]
    [InlineData("{'city': 'Oslo', 'days': '99'}", null)]
    public async Task A_generated_tool_gets_only_what_its_contract_accepts(string sent, string? result)
    {
        var call = new FunctionCallContent("c1", "GetForecast", RawArguments.FromJson(Encoding.UTF8.GetBytes(sent)));
        var inner = new FakeChatClient(new ChatMessage(ChatRole.Assistant, [call]), new ChatMessage(ChatRole.Assistant, "done"));
        var response = await inner.WithTools(Weather.Tools, new() { Coercions = ArgumentCoercions.All }).GetResponseAsync("hi");
        if (result is null)
            ResultOf(response).ShouldContain("$.days: expected an integer from 1 to 14, received \"99\"");
        else
            ResultOf(response).ShouldBe(result);
    }

    [Fact]
    public async Task Nothing_is_repaired_when_switched_off_or_when_the_service_cut_the_answer_off()
    {
        var tool = new CheckedTool();
        var (response, _) = await CallAsync(tool, "{'city': 'Oslo'}", new() { RepairArguments = false });
        ResultOf(response).ShouldContain("not valid JSON");
        (response, _) = await CallAsync(tool, RawArguments.FromCutOff("{\"city\": \"Os"u8.ToArray()), new());
        ResultOf(response).ShouldContain("cut off");
        tool.Ran.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_person_is_asked_only_about_arguments_that_fit(bool streaming)
    {
        var tool = new CheckedTool(requiresApproval: true);
        var call = new FunctionCallContent("c1", "Forecast", RawArguments.FromJson("{'city': 'Oslo', 'days': 2}"u8.ToArray()));
        var inner = new FakeChatClient(new ChatMessage(ChatRole.Assistant, [call]), new ChatMessage(ChatRole.Assistant, "done"));
        var response = await AskAsync(inner.WithTools([tool]), streaming);
        var request = response.Messages.SelectMany(x => x.Contents).OfType<ToolApprovalRequestContent>().ShouldHaveSingleItem();
        request.ToolCall.ShouldBeOfType<FunctionCallContent>().Arguments.ShouldBeOfType<RawArguments>().Repair.ShouldNotBeNull();
        tool.Ran.ShouldBeEmpty();

        call = new FunctionCallContent("c1", "Forecast", RawArguments.FromJson("""{"city":"Oslo","days":99}"""u8.ToArray()));
        inner = new FakeChatClient(new ChatMessage(ChatRole.Assistant, [call]), new ChatMessage(ChatRole.Assistant, "done"));
        response = await AskAsync(inner.WithTools([tool]), streaming);
        response.Messages.SelectMany(x => x.Contents).OfType<ToolApprovalRequestContent>().ShouldBeEmpty();
        ResultOf(response).ShouldContain("$.days: expected an integer from 1 to 14, received 99");
        tool.Ran.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_repaired_call_goes_back_to_the_service_and_into_a_saved_conversation()
    {
        var tool = new CheckedTool();
        var (response, _) = await CallAsync(tool, "{'city': 'Oslo'}", new());
        var json = JsonSerializer.Serialize(response.Messages.ToList(), LlmJson.Options);
        var saved = JsonSerializer.Deserialize<List<ChatMessage>>(json, LlmJson.Options)!;
        var call = saved.SelectMany(x => x.Contents).OfType<FunctionCallContent>().Single();
        ((JsonElement)call.Arguments!["city"]!).GetString().ShouldBe("Oslo");
        ((JsonElement)call.AdditionalProperties![ArgumentRepair.PropertyName]!).GetProperty("steps")[0].GetProperty("kind").GetString().ShouldBe("Text");
    }

    private static Task<(ChatResponse Response, FunctionCallContent Call)> CallAsync(CheckedTool tool, string arguments, ToolLoopOptions options) =>
        CallAsync(tool, RawArguments.FromJson(Encoding.UTF8.GetBytes(arguments)), options);

    private static async Task<(ChatResponse Response, FunctionCallContent Call)> CallAsync(CheckedTool tool, RawArguments arguments, ToolLoopOptions options)
    {
        var call = new FunctionCallContent("c1", "Forecast", arguments);
        var inner = new FakeChatClient(new ChatMessage(ChatRole.Assistant, [call]), new ChatMessage(ChatRole.Assistant, "done"));
        return (await inner.WithTools([tool], options).GetResponseAsync("hi"), call);
    }

    private static async Task<ChatResponse> AskAsync(IChatClient client, bool streaming) =>
        streaming ? await client.GetStreamingResponseAsync("hi").ToChatResponseAsync() : await client.GetResponseAsync("hi");

    private static string ResultOf(ChatResponse response) =>
        response.Messages.SelectMany(x => x.Contents).OfType<FunctionResultContent>().Single().Result.ShouldBeOfType<string>();
}
