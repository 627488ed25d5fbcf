using System.Reflection;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using SdkGen.Testing;

namespace SdkGen.Runtime.Tests.Pipeline;

public sealed class DefaultOptionsTests
{
    private static readonly string[] s_ofOneRequest = ["AllowBackgroundResponses", "ContinuationToken", "ConversationId", "ModelId"];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_a_request_leaves_open_is_filled_in_and_nothing_else()
    {
        using var model = new TestModel<OpenAIModels.Gpt41Mini>(_ => "Oui.");
        var defaults = new OpenAIModels.Gpt41Mini.Options { Instructions = "Answer in French.", Temperature = 0.5f, AdditionalProperties = new() { ["user"] = "u", ["store"] = true } };
        var chat = model.WithDefaults(defaults);
        var request = new ChatOptions { Temperature = 1, AdditionalProperties = new() { ["store"] = false } };

        await chat.GetResponseAsync("Hi", request, Token);
        await chat.GetStreamingResponseAsync("Hi", cancellationToken: Token).ToChatResponseAsync(Token);

        var (first, second) = (model.Requests[0].Options!, model.Requests[1].Options!);
        (first.Instructions, first.Temperature, first.AdditionalProperties!["user"], first.AdditionalProperties["store"]).ShouldBe(("Answer in French.", 1f, "u", false));
        (second.Instructions, second.Temperature).ShouldBe(("Answer in French.", 0.5f));
        second.ShouldBeOfType<OpenAIModels.Gpt41Mini.Options>();
        request.Instructions.ShouldBeNull();
        request.AdditionalProperties.Count.ShouldBe(1);
    }

    /// <summary>A property that the abstractions get later must not be forgotten here.</summary>
    [Fact]
    public async Task Every_property_is_filled_in()
    {
        using var model = new TestModel<AnyModel>(_ => "Yes.");
        var defaults = new ChatOptions
        {
            Instructions = "x",
            Temperature = 1,
            TopP = 1,
            TopK = 1,
            FrequencyPenalty = 1,
            PresencePenalty = 1,
            MaxOutputTokens = 1,
            Seed = 1,
            StopSequences = ["x"],
            Reasoning = new(),
            ResponseFormat = ChatResponseFormat.Json,
            AllowMultipleToolCalls = true,
            ToolMode = ChatToolMode.Auto,
            Tools = [],
            RawRepresentationFactory = _ => null,
            AdditionalProperties = new() { ["x"] = 1 },
        };

        await model.WithDefaults(defaults).GetResponseAsync("Hi", new ChatOptions(), Token);

        var sent = model.Requests[0].Options;
        typeof(ChatOptions).GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => !s_ofOneRequest.Contains(property.Name) && property.GetValue(sent) is null)
            .Select(property => property.Name).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_application_sets_the_defaults_of_a_model_and_a_client_has_others()
    {
        await using var server = await LlmEmulator.StartAsync(cancellationToken: Token);
        await using var services = new ServiceCollection()
            .AddLlm(llm => llm
                .AddOpenAI(options =>
                {
                    options.BaseUrl = server.OpenAIUrl;
                    options.ApiKey = "any";
                })
                .SetDefaults<OpenAIModels.Gpt41Mini>(new() { Instructions = "Be brief." }))
            .BuildServiceProvider();
        var chat = services.GetRequiredService<IChatClient<OpenAIModels.Gpt41Mini>>();

        await chat.GetResponseAsync("Hi", cancellationToken: Token);
        await chat.WithDefaults(new ChatOptions { Instructions = "Be long." }).GetResponseAsync("Hi", cancellationToken: Token);
        await services.GetRequiredService<IChatClient<OpenAIModels.Gpt41>>().GetResponseAsync("Hi", cancellationToken: Token);

        server.Requests.Select(request => request.Json.GetProperty("messages")[0].GetProperty("content").GetString()).ShouldBe(["Be brief.", "Be long.", "Hi"]);
    }

    /// <summary>A model of which nothing is known, so that nothing is refused.</summary>
    private sealed class AnyModel : IModel;
}
