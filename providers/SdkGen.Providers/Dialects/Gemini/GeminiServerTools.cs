using System.Text.Json;
using Microsoft.Extensions.AI;
using SdkGen.Wire.Gemini;

namespace SdkGen.Dialects.Gemini;

/// <summary>Calls that the service runs itself and tells of: searches and the like.</summary>
internal static class GeminiServerTools
{
    private const string WebSearch = "GOOGLE_SEARCH_WEB";

    public static ToolCallContent Call(GeminiServerToolCall call)
    {
        var id = call.Id ?? "";
        var type = GeminiFacts.Text(call.ToolType);
        if (type == WebSearch)
            return new WebSearchToolCallContent(id) { Queries = Queries(call) };
        return new FunctionCallContent(id, AnswerParts.Text(call.ToolName) ?? type ?? "", RawArguments.FromJson(call.Args?.Utf8 ?? default)) { InformationalOnly = true };
    }

    public static ToolResultContent Result(GeminiServerToolResponse response) => GeminiFacts.Text(response.ToolType) == WebSearch
        ? new WebSearchToolResultContent(response.Id ?? "")
        : new FunctionResultContent(response.Id ?? "", response.Response?.ToElement());

    private static List<string>? Queries(GeminiServerToolCall call)
    {
        if (call.Args?.ToElement() is not { ValueKind: JsonValueKind.Object } arguments || !arguments.TryGetProperty("queries", out var queries) || queries.ValueKind != JsonValueKind.Array)
            return null;
        return [.. queries.EnumerateArray().Select(Json.JsonText.Of).OfType<string>()];
    }
}
