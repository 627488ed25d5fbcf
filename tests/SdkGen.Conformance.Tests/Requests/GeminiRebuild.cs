using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;
using SdkGen.Dialects.Gemini;

namespace SdkGen.Conformance.Tests.Requests;

/// <summary>Makes messages and options of a recorded request, by the standard abstractions as far as they go and by wire name beyond.</summary>
internal static class GeminiRebuild
{
    public static ChatOptions Options(JsonObject recorded)
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

    public static ChatMessage Message(JsonObject content, Queue<FunctionCallContent> calls)
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
