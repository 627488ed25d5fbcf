using System.Text.Json;
using SdkGen.Testing.Dialects.CohereChat;

namespace SdkGen.Testing.Dialects.CohereV1;

/// <summary>Finds what the service would refuse in a chat request of its first version.</summary>
internal static class CohereV1Judge
{
    private static readonly (string Name, double Min, double Max)[] s_ranges = [("frequency_penalty", 0, 1), ("presence_penalty", 0, 1), ("p", 0, 0.99), ("k", 0, 500), ("max_tokens", 0, int.MaxValue), ("temperature", 0, 5)];

    public static CohereError? Judge(RecordedRequest request, ModelList models)
    {
        if (!request.IsJsonObject)
            return CohereJudge.Invalid("the body is not a JSON object");
        var body = request.Json;
        if (body.Text("model") is { } model && !models.Has(model))
            return CohereError.UnknownModel(model);
        foreach (var (name, min, max) in s_ranges)
        {
            if (body.Member(name) is { } value && (value.ValueKind != JsonValueKind.Number || value.GetDouble() < min || value.GetDouble() > max))
                return CohereJudge.Invalid($"{name} must be between {min} and {max} inclusive");
        }

        return JudgeConversation(body) ?? JudgeTools(body);
    }

    private static CohereError? JudgeConversation(JsonElement body)
    {
        var hasResults = body.Items("tool_results").Any();
        if (body.Text("message") is not { } message)
            return CohereJudge.Invalid("message is required");
        if (message.Length == 0 && !hasResults)
            return CohereJudge.Invalid("message must be at least 1 token long or tool results must be specified.");
        var index = 0;
        foreach (var said in body.Items("chat_history"))
        {
            // The service reads roles in any case.
            var role = said.Text("role")?.ToUpperInvariant();
            if (role is not ("USER" or "CHATBOT" or "SYSTEM" or "TOOL"))
                return CohereJudge.Invalid($"role '{said.Text("role")}' at chat_history[{index}] must be one of USER, CHATBOT, SYSTEM, TOOL");
            if (role == "TOOL" ? !said.Items("tool_results").Any() : said.Text("message") is null)
                return CohereJudge.Invalid($"{(role == "TOOL" ? "tool_results" : "message")} is required at chat_history[{index}]");
            index++;
        }

        return hasResults && !body.Items("tools").Any() ? CohereJudge.Invalid("tool_results can only be specified with tools") : JudgeResults(body);
    }

    private static CohereError? JudgeResults(JsonElement body)
    {
        foreach (var result in body.Items("tool_results").Concat(body.Items("chat_history").SelectMany(said => said.Items("tool_results"))))
        {
            if (result.Member("call")?.Text("name") is null || result.Member("outputs") is not { ValueKind: JsonValueKind.Array } outputs || outputs.EnumerateArray().Any(output => output.ValueKind != JsonValueKind.Object))
                return CohereJudge.Invalid("each tool result needs its call and a list of outputs, which are objects");
        }

        return null;
    }

    private static CohereError? JudgeTools(JsonElement body) =>
        body.Items("tools").Any(tool => tool.Text("name") is not { Length: > 0 } || tool.Text("description") is null)
            ? CohereJudge.Invalid("each tool must have a name and a description")
            : null;
}
