using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using SdkGen.Json;
using SdkGen.Wire.CohereChat;

namespace SdkGen.Dialects.CohereChat;

/// <summary>Writes what an answer may rely on and cite: files of text, and results of tools.</summary>
internal sealed class CohereDocumentWriter
{
    /// <summary>A file as a document: JSON by its own fields, text under its name.</summary>
    /// <returns>Null where the file is neither.</returns>
    public CohereChatDocument? Document(DataContent file)
    {
        if (file.MediaType == "application/json" && Parsed(file.Data) is { ValueKind: JsonValueKind.Object } fields)
            return new() { Id = file.Name, Data = fields };
        if (!file.HasTopLevelMediaType("text") && file.MediaType != "application/json")
            return null;
        var members = new Dictionary<string, object?>();
        if (file.Name is not null)
            members["title"] = file.Name;
        members["text"] = Encoding.UTF8.GetString(file.Data.Span);
        return new() { Id = file.Name, Data = RawJson.Parse(JsonValues.Text(members)) };
    }

    /// <summary>The result of a tool: text as it is, an object as a document whose fields can be cited, a list of objects as several, parts as parts, anything else as JSON.</summary>
    public CohereChatContent Result(object? result, Func<IEnumerable<AIContent>, CohereChatContent?> parts) => result switch
    {
        null => "",
        string text => text,
        AIContent content => parts([content]) ?? "",
        IEnumerable<AIContent> contents => parts(contents) ?? "",
        _ => Result(JsonValues.Of(result)),
    };

    private static CohereChatContent Result(JsonElement json)
    {
        if (json.ValueKind == JsonValueKind.String)
            return JsonText.Of(json) ?? json.GetRawText();
        var content = new CohereChatContent { Parts = [] };
        if (json.ValueKind == JsonValueKind.Object)
            content.Parts.Add(Part(json));
        else if (json.ValueKind == JsonValueKind.Array && json.GetArrayLength() > 0 && json.EnumerateArray().All(item => item.ValueKind == JsonValueKind.Object))
        {
            foreach (var item in json.EnumerateArray())
                content.Parts.Add(Part(item));
        }

        return content.Parts.Count > 0 ? content : json.GetRawText();
    }

    private static CohereChatContentPart Part(JsonElement fields) => new() { Type = "document", Document = new() { Data = fields } };

    private static JsonElement? Parsed(ReadOnlyMemory<byte> utf8)
    {
        try
        {
            var reader = new Utf8JsonReader(utf8.Span);
            return JsonElement.ParseValue(ref reader);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
