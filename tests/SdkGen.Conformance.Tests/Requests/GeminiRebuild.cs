using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;
using SdkGen.Conformance.Tests.Recordings;
using SdkGen.Dialects.Gemini;

namespace SdkGen.Conformance.Tests.Requests;

/// <summary>Requests of the Gemini API and Vertex AI.</summary>
internal sealed class GeminiRebuild : RequestRebuild
{
    public override string Dialect => "gemini";

    public override JsonObject Meaning(JsonObject body, Recording recording) => GeminiMeaning.Of(body);

    public override IEnumerable<Turn> Turns(JsonObject body)
    {
        var number = 0;
        foreach (var content in GeminiMeaning.Of(body)["contents"]!.AsArray().Select(content => content!.AsObject()))
        {
            yield return (string?)content["role"] == "model"
                ? new(new JsonObject { ["candidates"] = new JsonArray(new JsonObject { ["content"] = content.DeepClone(), ["finishReason"] = "STOP" }), ["responseId"] = $"r{number++}" }, null)
                : new(null, calls => Message(content, calls));
        }
    }

    public override RequestFacts Facts(JsonObject sent) => new(
        sent["contents"]!.AsArray().Count,
        [.. (sent["tools"]?.AsArray() ?? []).SelectMany(tool => tool!.AsObject()).SelectMany(tool => tool.Key == "functionDeclarations" ? tool.Value!.AsArray().Select(function => (string?)function!["name"]) : [Snake(tool.Key)])],
        RequestFacts.Number(sent["generationConfig"]?["temperature"]),
        RequestFacts.Number(sent["generationConfig"]?["maxOutputTokens"]),
        Count(sent["contents"], part => MediaType(part)?.StartsWith("image/", StringComparison.Ordinal) == true),
        Count(sent["contents"], part => MediaType(part) is { } type && !(type.Split('/')[0] is "image" or "audio" or "video")));

    private static string? MediaType(JsonObject part) => (string?)(part["inlineData"] ?? part["fileData"])?["mimeType"];

    private static string Snake(string name) => string.Concat(name.Select(letter => char.IsAsciiLetterUpper(letter) ? $"_{char.ToLowerInvariant(letter)}" : letter.ToString()));

    public override ChatOptions Options(JsonObject recorded)
    {
        var options = new ChatOptions { Instructions = Instructions(recorded) };
        foreach (var (name, value) in recorded)
        {
            if (name is not ("contents" or "systemInstruction" or "tools" or "toolConfig" or "generationConfig"))
                Add(options, name, value);
        }

        foreach (var (name, value) in recorded["generationConfig"]?.AsObject() ?? [])
            TakeSetting(options, name, value!);
        foreach (var tool in recorded["tools"]?.AsArray() ?? [])
            (options.Tools ??= []).Add(Tool(tool!.AsObject()));
        options.ToolMode = ToolMode(recorded["toolConfig"]?["functionCallingConfig"]);
        return options;
    }

    private static ChatMessage Message(JsonObject content, Queue<FunctionCallContent> calls)
    {
        var contents = content["parts"]!.AsArray().Select(part => Content(part!.AsObject(), calls)).ToList();
        return new(contents.Exists(part => part is FunctionResultContent) ? ChatRole.Tool : ChatRole.User, contents);
    }

    private static AIContent Content(JsonObject part, Queue<FunctionCallContent> calls)
    {
        if (part["text"] is { } text)
            return new TextContent((string?)text);
        if (part["inlineData"] is { } data)
            return new DataContent($"data:{data["mimeType"]};base64,{data["data"]}");
        if (part["fileData"] is { } file)
            return new UriContent((string)file["fileUri"]!, (string)file["mimeType"]!);
        return new FunctionResultContent(calls.Dequeue().CallId, JsonSerializer.SerializeToElement(part["functionResponse"]!["response"]));
    }

    private static string? Instructions(JsonObject recorded) =>
        recorded["systemInstruction"]?["parts"] is { } parts ? string.Concat(parts.AsArray().Select(part => (string?)part!["text"])) : null;

    private static void TakeSetting(ChatOptions options, string name, JsonNode value)
    {
        switch (name)
        {
            case "temperature": options.Temperature = (float)value.GetValue<double>(); break;
            case "topP": options.TopP = (float)value.GetValue<double>(); break;
            case "topK": options.TopK = (int)value.GetValue<double>(); break;
            case "presencePenalty": options.PresencePenalty = (float)value.GetValue<double>(); break;
            case "frequencyPenalty": options.FrequencyPenalty = (float)value.GetValue<double>(); break;
            case "maxOutputTokens": options.MaxOutputTokens = (int)value.GetValue<double>(); break;
            case "seed": options.Seed = (long)value.GetValue<double>(); break;
            case "stopSequences": options.StopSequences = [.. value.AsArray().Select(text => (string)text!)]; break;
            case "responseMimeType": options.ResponseFormat ??= ChatResponseFormat.Json; break;
            case "schema": options.ResponseFormat = ChatResponseFormat.ForJsonSchema(JsonSerializer.SerializeToElement(value)); break;
            case "thinkingConfig":
                foreach (var (inner, setting) in value.AsObject())
                    Add(options, $"generationConfig.thinkingConfig.{inner}", setting);
                break;
            default: Add(options, $"generationConfig.{name}", value); break;
        }
    }

    private static void Add(ChatOptions options, string name, JsonNode? value) => (options.AdditionalProperties ??= [])[name] = JsonSerializer.SerializeToElement(value);

    private static AITool Tool(JsonObject tool)
    {
        var (name, value) = tool.Single();
        return name switch
        {
            "function" => AIFunctionFactory.CreateDeclaration((string)value!["name"]!, (string?)value["description"] ?? "", JsonSerializer.SerializeToElement(value["schema"])),
            "googleSearch" => new HostedWebSearchTool(),
            "codeExecution" => new HostedCodeInterpreterTool(),
            "fileSearch" => new HostedFileSearchTool { Inputs = [.. value!["fileSearchStoreNames"]!.AsArray().Select(store => new HostedVectorStoreContent((string)store!))] },
            _ => new GeminiServiceTool(name, JsonSerializer.SerializeToElement(value)),
        };
    }

    private static ChatToolMode? ToolMode(JsonNode? config) => (string?)config?["mode"] switch
    {
        "AUTO" => ChatToolMode.Auto,
        "NONE" => ChatToolMode.None,
        "ANY" => config!["allowedFunctionNames"] is JsonArray { Count: 1 } names ? ChatToolMode.RequireSpecific((string)names[0]!) : ChatToolMode.RequireAny,
        _ => null,
    };
}
