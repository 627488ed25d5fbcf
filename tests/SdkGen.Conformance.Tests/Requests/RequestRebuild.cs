using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;
using SdkGen.Conformance.Tests.Recordings;

namespace SdkGen.Conformance.Tests.Requests;

/// <summary>How requests of one dialect are made again: as messages and options of the standard abstractions, without a raw slot.</summary>
internal abstract class RequestRebuild
{
    private static readonly RequestRebuild[] s_all =
    [
        new OpenAIChatRebuild(), new OpenAIResponsesRebuild(), new AnthropicRebuild(), new GeminiRebuild(), new GeminiInteractionsRebuild(), new BedrockConverseRebuild(), new CohereChatRebuild(),
        new CohereV1Rebuild(), new OllamaChatRebuild(),
    ];

    /// <summary>The dialect, as <c>expected.json</c> names it.</summary>
    public abstract string Dialect { get; }

    /// <summary>Null where the recording is of no chat.</summary>
    public static RequestRebuild? Of(Recording recording) => s_all.FirstOrDefault(rebuild => rebuild.Dialect == recording.Dialect);

    /// <summary>
    /// The request as the service understands it, so that two bodies that say the same are equal. What our client leaves out or says otherwise on purpose is taken out of
    /// both here, each with its reason; nothing else may differ.
    /// </summary>
    public abstract JsonObject Meaning(JsonObject body, Recording recording);

    /// <summary>The settings.</summary>
    public abstract ChatOptions Options(JsonObject meaning);

    /// <summary>The conversation, oldest first.</summary>
    public abstract IEnumerable<Turn> Turns(JsonObject body);

    /// <summary>What is counted of a request as it is sent.</summary>
    public abstract RequestFacts Facts(JsonObject sent);

    /// <summary>Every object at any depth that is of a kind.</summary>
    protected static int Count(JsonNode? json, Func<JsonObject, bool> isOfKind) => json switch
    {
        JsonObject members => (isOfKind(members) ? 1 : 0) + members.Sum(member => Count(member.Value, isOfKind)),
        JsonArray items => items.Sum(item => Count(item, isOfKind)),
        _ => 0,
    };

    /// <summary>Objects whose <c>type</c> is one of these.</summary>
    protected static int CountTypes(JsonNode? json, params string[] types) => Count(json, part => part["type"] is JsonValue type && types.Contains(type.ToString()));
}

/// <summary>One turn of a recorded conversation.</summary>
/// <param name="Answer">A whole answer as the service sends it, which the client reads; null for what the caller says.</param>
/// <param name="Said">What the caller says, knowing the calls of the answer before, whose results it holds in their order.</param>
internal sealed record Turn(JsonObject? Answer, Func<Queue<FunctionCallContent>, ChatMessage>? Said)
{
    public static Turn Of(ChatMessage said) => new(null, _ => said);
}

/// <summary>What <c>requestFacts</c> counts. Null where the path tells it.</summary>
internal sealed record RequestFacts(int Messages, IReadOnlyList<string?> Tools, double? Temperature, double? MaxTokens, int Images, int Files, string? Model = null)
{
    public static double? Number(JsonNode? value) => value is JsonValue number && number.TryGetValue<double>(out var found) ? found : null;
}
