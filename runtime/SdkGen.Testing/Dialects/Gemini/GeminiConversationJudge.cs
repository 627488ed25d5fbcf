using System.Text.Json;
using System.Text.RegularExpressions;

namespace SdkGen.Testing.Dialects.Gemini;

/// <summary>Finds what the service would refuse in the contents: roles, empty parts, results that do not match their calls, missing signatures.</summary>
internal static partial class GeminiConversationJudge
{
    private static readonly string[] s_data =
        ["text", "inlineData", "fileData", "functionCall", "functionResponse", "executableCode", "codeExecutionResult", "toolCall", "toolResponse"];

    public static GeminiError? Judge(JsonElement body, GeminiCall call)
    {
        var contents = body.List("contents").ToList();
        if (contents.Count == 0)
            return new GeminiError(400, "* contents: contents are not specified") { Field = "contents" };
        var open = 0;
        for (var i = 0; i < contents.Count; i++)
        {
            if ((JudgeContent(contents[i], i, call) ?? JudgeOrder(contents, i, ref open)) is { } error)
                return error;
        }

        return call.IsNewer ? JudgeSignatures(contents) : null;
    }

    private static GeminiError? JudgeContent(JsonElement content, int index, GeminiCall call)
    {
        if (content.Word("role") is var role && role is not ("user" or "model" or "function") && (role is not null || call.IsVertex))
            return new GeminiError(400, "The roles are user and model; use one of them.");
        var parts = content.List("parts").ToList();
        if (parts.Count == 0)
            return GeminiJudge.Invalid($"contents[{index}].parts", "it must not be empty.");
        for (var i = 0; i < parts.Count; i++)
        {
            var path = $"contents[{index}].parts[{i}]";
            var data = s_data.Count(name => parts[i].Field(name) is not null);
            if (data > 1)
                return GeminiJudge.Invalid(path, "a part is of one kind only.");
            if (data == 0 && parts[i].Word("thoughtSignature") is null)
                return GeminiJudge.Invalid($"{path}.data", "one field of it must be set.");
            if (parts[i].Word("thoughtSignature") is { } signature && !Base64().IsMatch(signature))
                return GeminiJudge.Invalid($"{path}.thought_signature", "it is no Base64.");
            if (parts[i].Field("functionResponse") is { } result && (result.Word("name") is not { Length: > 0 } || result.Field("response") is not { ValueKind: JsonValueKind.Object }))
                return GeminiJudge.Invalid($"{path}.function_response", "it needs a name and a response, which is an object.");
            if (parts[i].Field("functionCall") is { } made && made.Word("name") is not { Length: > 0 })
                return GeminiJudge.Invalid($"{path}.function_call.name", "it must not be empty.");
        }

        return null;
    }

    /// <param name="contents">All contents.</param>
    /// <param name="index">The one to judge.</param>
    /// <param name="open">Calls of the content before that wait for their results.</param>
    private static GeminiError? JudgeOrder(List<JsonElement> contents, int index, ref int open)
    {
        var calls = Count(contents[index], "functionCall");
        var results = Count(contents[index], "functionResponse");
        if (results > 0 && open == 0)
            return new GeminiError(400, "A turn with function responses must come directly after a turn with function calls.");
        if (results != open)
            return new GeminiError(400, "The number of function response parts must be the number of function call parts of the turn before.");
        if (calls > 0 && index > 0 && contents[index - 1].Word("role") == "model")
            return new GeminiError(400, "A turn with function calls must come directly after a user's turn or a turn with function responses.");
        open = calls;
        return null;
    }

    /// <summary>In the turn that is going on, the first call of each step must have the signature that it came with.</summary>
    private static GeminiError? JudgeSignatures(List<JsonElement> contents)
    {
        var start = contents.FindLastIndex(content => content.Word("role") != "model" && Count(content, "functionResponse") == 0);
        for (var i = Math.Max(0, start); i < contents.Count; i++)
        {
            var first = contents[i].List("parts").Select((part, place) => (Part: part, Place: place)).FirstOrDefault(item => item.Part.Field("functionCall") is not null);
            if (first.Part.ValueKind == JsonValueKind.Object && first.Part.Word("thoughtSignature") is null)
                return new GeminiError(400, $"The function call at position {first.Place + 1} of content {i + 1} lacks its thought_signature. Send calls back with the signature that they came with.");
        }

        return null;
    }

    private static int Count(JsonElement content, string kind) => content.List("parts").Count(part => part.Field(kind) is not null);

    [GeneratedRegex("^[A-Za-z0-9+/_-]+={0,2}$", RegexOptions.CultureInvariant)]
    private static partial Regex Base64();
}
