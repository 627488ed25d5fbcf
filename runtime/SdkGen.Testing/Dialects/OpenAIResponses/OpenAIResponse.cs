using System.Text.Json;
using System.Text.Json.Nodes;

namespace SdkGen.Testing.Dialects.OpenAIResponses;

/// <summary>An answer in one piece: <c>response</c>, with its items.</summary>
internal static class OpenAIResponse
{
    public static JsonObject Create(ChatReply reply, ChatRequest request, int number, long created, bool isStateless)
    {
        var body = request.Json;
        var reason = reply.FinishReason switch
        {
            "length" or "max_output_tokens" => "max_output_tokens",
            "content_filter" => "content_filter",
            _ => null,
        };
        return new JsonObject
        {
            ["id"] = $"resp_emulator{number:D6}",
            ["object"] = "response",
            ["created_at"] = created,
            ["status"] = reason is null ? "completed" : "incomplete",
            ["background"] = body.IsTrue("background"),
            ["completed_at"] = reason is null ? created : null,
            ["error"] = null,
            ["incomplete_details"] = reason is null ? null : new JsonObject { ["reason"] = reason },
            ["instructions"] = body.Text("instructions"),
            ["max_output_tokens"] = Copy(body, "max_output_tokens"),
            ["max_tool_calls"] = Copy(body, "max_tool_calls"),
            ["model"] = reply.Model ?? request.Model,
            ["output"] = Output(reply, number, reason is not null),
            ["parallel_tool_calls"] = Copy(body, "parallel_tool_calls") ?? true,
            ["previous_response_id"] = body.Text("previous_response_id"),
            ["reasoning"] = Copy(body, "reasoning") ?? new JsonObject { ["effort"] = null, ["summary"] = null },
            ["service_tier"] = "default",
            ["store"] = !isStateless && body.Member("store") is not { ValueKind: JsonValueKind.False },
            ["temperature"] = Copy(body, "temperature") ?? 1.0,
            ["text"] = Copy(body, "text") ?? new JsonObject { ["format"] = new JsonObject { ["type"] = "text" } },
            ["tool_choice"] = Copy(body, "tool_choice") ?? "auto",
            ["tools"] = Copy(body, "tools") ?? new JsonArray(),
            ["top_p"] = Copy(body, "top_p") ?? 1.0,
            ["truncation"] = Copy(body, "truncation") ?? "disabled",
            ["usage"] = Usage(reply.Usage ?? TokenEstimate.Of(request, reply)),
            ["user"] = null,
            ["metadata"] = Copy(body, "metadata") ?? new JsonObject(),
        };
    }

    private static JsonNode? Copy(JsonElement body, string name) => body.Member(name) is { } value ? JsonNode.Parse(value.GetRawText()) : null;

    private static JsonArray Output(ChatReply reply, int number, bool isIncomplete)
    {
        var output = new JsonArray();
        if (reply.Text is not null || reply.Refusal is not null)
        {
            var parts = new JsonArray();
            if (reply.Text is { } text)
                parts.Add((JsonNode)new JsonObject { ["type"] = "output_text", ["text"] = text, ["annotations"] = new JsonArray(), ["logprobs"] = new JsonArray() });
            if (reply.Refusal is { } refusal)
                parts.Add((JsonNode)new JsonObject { ["type"] = "refusal", ["refusal"] = refusal });
            output.Add((JsonNode)new JsonObject
            {
                ["id"] = $"msg_emulator{number:D6}",
                ["type"] = "message",
                ["status"] = isIncomplete && reply.ToolCalls.Count == 0 ? "incomplete" : "completed",
                ["role"] = "assistant",
                ["content"] = parts,
            });
        }

        for (var i = 0; i < reply.ToolCalls.Count; i++)
        {
            var call = reply.ToolCalls[i];
            output.Add((JsonNode)new JsonObject
            {
                ["id"] = $"fc_emulator{number:D6}{i:D2}",
                ["type"] = "function_call",
                ["status"] = isIncomplete && i == reply.ToolCalls.Count - 1 ? "incomplete" : "completed",
                ["arguments"] = call.Arguments,
                ["call_id"] = call.Id ?? $"call_{number:D6}{i:D2}emulator",
                ["name"] = call.Name,
            });
        }

        return output;
    }

    private static JsonObject Usage(TokenCounts counts) => new()
    {
        ["input_tokens"] = counts.Input,
        ["input_tokens_details"] = new JsonObject { ["cached_tokens"] = counts.CachedInput },
        ["output_tokens"] = counts.Output,
        ["output_tokens_details"] = new JsonObject { ["reasoning_tokens"] = counts.Reasoning },
        ["total_tokens"] = counts.Input + counts.Output,
    };
}
