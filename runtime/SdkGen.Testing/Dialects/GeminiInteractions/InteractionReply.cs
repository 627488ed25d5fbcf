using System.Globalization;
using System.Text.Json.Nodes;

namespace SdkGen.Testing.Dialects.GeminiInteractions;

/// <summary>A script's answer as an interaction: its steps, thoughts signed.</summary>
internal sealed class InteractionReply
{
    /// <summary>How ids of the emulator begin; those of others cannot be judged.</summary>
    public const string IdPrefix = "v1_emulator";

    public InteractionReply(ChatReply reply, ChatRequest request, int number, TimeProvider time)
    {
        Reply = reply;
        Id = $"{IdPrefix}{number:D8}";
        Model = reply.Model ?? request.Model;
        Steps = [.. Make(reply, number)];
        var counts = reply.Usage ?? TokenEstimate.Of(request, reply);
        var now = time.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        End = new JsonObject
        {
            ["id"] = Id,
            ["object"] = "interaction",
            ["model"] = Model,
            ["status"] = reply.FinishReason ?? (reply.ToolCalls.Count > 0 ? "requires_action" : "completed"),
            ["created"] = now,
            ["updated"] = now,
            ["usage"] = new JsonObject
            {
                ["total_input_tokens"] = counts.Input,
                ["total_cached_tokens"] = counts.CachedInput,
                ["total_output_tokens"] = counts.Output - counts.Reasoning,
                ["total_thought_tokens"] = counts.Reasoning,
                ["total_tool_use_tokens"] = 0,
                ["total_tokens"] = counts.Input + counts.Output,
            },
        };
        Whole = End.DeepClone().AsObject();
        Whole["steps"] = new JsonArray([.. Steps.Select(step => step.DeepClone())]);
    }

    public ChatReply Reply { get; }

    public string Id { get; }

    public string Model { get; }

    public IReadOnlyList<JsonObject> Steps { get; }

    /// <summary>The interaction without its steps, as the last event of a stream has it.</summary>
    public JsonObject End { get; }

    public JsonObject Whole { get; }

    private static IEnumerable<JsonObject> Make(ChatReply reply, int number)
    {
        var thought = new JsonObject { ["type"] = "thought", ["signature"] = Signature(number) };
        if (reply.Reasoning is { } reasoning)
            thought["summary"] = Texts(reasoning);
        yield return thought;
        if ((reply.Text ?? reply.Refusal) is { } text)
            yield return new() { ["type"] = "model_output", ["content"] = Texts(text) };
        for (var i = 0; i < reply.ToolCalls.Count; i++)
        {
            var call = reply.ToolCalls[i];
            yield return new() { ["type"] = "function_call", ["id"] = call.Id ?? $"fc_emulator{number:D4}{i:D2}", ["name"] = call.Name, ["arguments"] = JsonNode.Parse(call.Arguments) };
        }
    }

    private static JsonArray Texts(string text) => [new JsonObject { ["type"] = "text", ["text"] = text }];

    private static string Signature(int number) => Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes($"emulator-{number:D8}"));
}
