using System.Text.Json;

namespace SdkGen.Testing.Dialects.Gemini;

/// <summary>The fields of requests. The service takes no others, each in either of the two spellings of protocol buffers.</summary>
internal static class GeminiFields
{
    /// <summary>The messages: fields without a colon are not looked into. A star says that the field is of Vertex AI alone, a plus that it is not.</summary>
    private static readonly Dictionary<string, Dictionary<string, (string? Type, char Only)>> s_messages = Read(
        "Request model contents:Content systemInstruction:Content tools:Tool toolConfig:ToolConfig generationConfig:GenerationConfig safetySettings:SafetySetting cachedContent store+ serviceTier+ labels* modelArmorConfig*",
        "Content role parts:Part",
        "Part text thought thoughtSignature inlineData:Blob fileData:FileData functionCall:FunctionCall functionResponse:FunctionResponse executableCode:ExecutableCode codeExecutionResult:CodeExecutionResult toolCall toolResponse videoMetadata mediaResolution partMetadata mediaProcessing",
        "Blob mimeType data displayName*",
        "FileData mimeType fileUri displayName*",
        "FunctionCall id name args partialArgs* willContinue*",
        "FunctionResponse id name response parts:FunctionResponsePart willContinue scheduling",
        "FunctionResponsePart inlineData:Blob fileData:FileData",
        "ExecutableCode id language code",
        "CodeExecutionResult id outcome output",
        "Tool functionDeclarations:FunctionDeclaration googleSearch googleSearchRetrieval codeExecution urlContext fileSearch googleMaps computerUse mcpServers+ retrieval* enterpriseWebSearch*",
        "FunctionDeclaration name description parameters:Schema parametersJsonSchema response:Schema responseJsonSchema behavior",
        "ToolConfig functionCallingConfig:FunctionCallingConfig retrievalConfig includeServerSideToolInvocations+",
        "FunctionCallingConfig mode allowedFunctionNames streamFunctionCallArguments*",
        "GenerationConfig temperature topP topK maxOutputTokens candidateCount stopSequences seed presencePenalty frequencyPenalty responseLogprobs logprobs responseMimeType responseSchema:Schema responseJsonSchema responseFormat responseModalities thinkingConfig:ThinkingConfig speechConfig imageConfig mediaResolution enableEnhancedCivicAnswers enableAffectiveDialog translationConfig audioTranscriptionConfig routingConfig* audioTimestamp* modelSelectionConfig*",
        "ThinkingConfig includeThoughts thinkingBudget thinkingLevel",
        "SafetySetting category threshold method*",
        "Schema type format title description nullable enum items:Schema minItems maxItems properties required propertyOrdering minProperties maxProperties minimum maximum minLength maxLength pattern example anyOf:Schema default additionalProperties* ref* defs*",
        "TokenCountRequest contents:Content generateContentRequest:Request+ model* systemInstruction:Content* tools:Tool* generationConfig:GenerationConfig* instances*",
        "EmbeddingRequest model content:Content taskType title outputDimensionality embedContentConfig autoTruncate*",
        "EmbeddingRequests model requests:EmbeddingRequest",
        "PredictRequest instances parameters labels");

    /// <summary>Looks for a field that the service does not have.</summary>
    /// <param name="json">The message.</param>
    /// <param name="type">Its type.</param>
    /// <param name="isVertex">It is sent to Vertex AI.</param>
    /// <param name="path">Where it stands.</param>
    public static GeminiError? Judge(JsonElement json, string type, bool isVertex, string path = "")
    {
        if (json.ValueKind == JsonValueKind.Array)
        {
            var index = 0;
            return json.EnumerateArray().Select(item => Judge(item, type, isVertex, $"{path}[{index++}]")).FirstOrDefault(error => error is not null);
        }

        if (json.ValueKind != JsonValueKind.Object)
            return json.ValueKind == JsonValueKind.Null ? null : new GeminiError(400, $"The JSON payload is not valid. Expected an object at '{path}'.") { Field = path };
        foreach (var member in json.EnumerateObject())
        {
            var at = path.Length == 0 ? Snake(member.Name) : $"{path}.{Snake(member.Name)}";
            if (!s_messages[type].TryGetValue(Camel(member.Name), out var field) || field.Only == (isVertex ? '+' : '*'))
                return new GeminiError(400, $"The JSON payload is not valid. Unknown name \"{member.Name}\"{(path.Length == 0 ? "" : $" at '{path}'")}: there is no such field.") { Field = path };
            if (field.Type is { } inner && Judge(member.Value, inner, isVertex, at) is { } error)
                return error;
        }

        return null;
    }

    /// <summary>A member in either spelling, unless it is missing or null.</summary>
    public static JsonElement? Field(this JsonElement json, string name) => json.Member(name) ?? json.Member(Snake(name));

    /// <summary>The items of a list; of a field that stands alone, the one item that it is.</summary>
    public static IEnumerable<JsonElement> List(this JsonElement json, string name) => json.Field(name) switch
    {
        { ValueKind: JsonValueKind.Array } list => list.EnumerateArray(),
        { ValueKind: JsonValueKind.Object } single => [single],
        _ => [],
    };

    public static string? Word(this JsonElement json, string name) => json.Text(name) ?? json.Text(Snake(name));

    private static Dictionary<string, Dictionary<string, (string? Type, char Only)>> Read(params string[] messages) => messages.Select(message => message.Split(' ')).ToDictionary(
        words => words[0],
        words => words.Skip(1).ToDictionary(
            word => word.TrimEnd('*', '+').Split(':')[0],
            word => (word.TrimEnd('*', '+').Split(':') is [_, var type] ? type : null, word[^1])));

    private static string Camel(string name)
    {
        var parts = name.Split('_');
        return parts[0] + string.Concat(parts.Skip(1).Select(part => part.Length == 0 ? "" : char.ToUpperInvariant(part[0]) + part[1..]));
    }

    private static string Snake(string name) => string.Concat(name.Select(letter => char.IsAsciiLetterUpper(letter) ? $"_{char.ToLowerInvariant(letter)}" : letter.ToString()));
}
