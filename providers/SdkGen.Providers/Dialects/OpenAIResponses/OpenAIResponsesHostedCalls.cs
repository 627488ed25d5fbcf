using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using SdkGen.Json;
using SdkGen.Wire.OpenAIResponses;

namespace SdkGen.Dialects.OpenAIResponses;

/// <summary>Reads the items that are neither messages nor reasoning nor calls of the caller's functions. Each leaves its whole item with its first part, to be sent back.</summary>
internal static class OpenAIResponsesHostedCalls
{
    /// <summary>Adds the parts of an item: a call and its result where the abstractions know the tool, else a part that does nothing but keep the item.</summary>
    public static void Read(OpenAIResponsesItem item, string? responseId, int index, List<AIContent> contents)
    {
        var first = contents.Count;
        var id = AnswerParts.Word(item.Id, AnswerParts.Word(item.CallId, AnswerParts.CallId(null, responseId, index)));
        switch (item.Type)
        {
            case "web_search_call":
                AddWebSearch(item, id, contents);
                break;
            case "code_interpreter_call":
                AddCode(item, id, contents);
                break;
            case "image_generation_call":
                AddImage(item, id, contents);
                return;
            case "mcp_call":
                AddMcpCall(item, id, contents);
                break;
            case "mcp_approval_request":
                contents.Add(new ToolApprovalRequestContent(id, McpCall(item, id)));
                break;
            case "file_search_call":
                contents.Add(Informational(id, "file_search", JsonValues.Of(item.Queries ?? []), "queries"));
                break;
            case "computer_call" or "local_shell_call" or "shell_call" or "apply_patch_call" or "tool_search_call" or "program":
                contents.Add(ClientCall(item, id));
                break;
            default:
                contents.Add(new AIContent());
                break;
        }

        Keep(contents[first], OpenAIResponsesFacts.Json(item, OpenAIResponsesItemCodec.Instance));
    }

    private static void Keep(AIContent content, JsonElement item) => (content.AdditionalProperties ??= [])[OpenAIResponsesFacts.ItemKey] = item;

    private static void AddWebSearch(OpenAIResponsesItem item, string id, List<AIContent> contents)
    {
        var call = new WebSearchToolCallContent(id);
        if (item.Action?.Queries is { Count: > 0 } queries)
            call.Queries = Array.FindAll([.. queries], query => query is not null)!;
        else if (AnswerParts.Text(item.Action?.Query) is { } query)
            call.Queries = [query];
        contents.Add(call);
        if (item.Action?.Sources is not { Count: > 0 } sources)
            return;
        var pages = new List<AIContent>();
        foreach (var source in sources)
        {
            if (Uri.TryCreate(source?.Url, UriKind.Absolute, out var url))
                pages.Add(new UriContent(url, "text/html"));
        }

        contents.Add(new WebSearchToolResultContent(id) { Outputs = pages });
    }

    private static void AddCode(OpenAIResponsesItem item, string id, List<AIContent> contents)
    {
        var call = new CodeInterpreterToolCallContent(id);
        if (AnswerParts.Text(item.Code) is { } code)
            call.Inputs = [new DataContent(Encoding.UTF8.GetBytes(code), "text/x-python")];
        contents.Add(call);
        if (item.Outputs is not { } outputs)
            return;
        var parts = new List<AIContent>();
        foreach (var output in outputs)
        {
            if (output?.Logs is { } logs)
                parts.Add(new TextContent(logs));
            else if (Uri.TryCreate(output?.Url, UriKind.Absolute, out var url))
                parts.Add(new UriContent(url, "image/*"));
        }

        contents.Add(new CodeInterpreterToolResultContent(id) { Outputs = parts });
    }

    private static void AddImage(OpenAIResponsesItem item, string id, List<AIContent> contents)
    {
        // The image is large: it stays in the result alone, and is put back when the item is sent.
        var image = item.Result;
        item.Result = null;
        var call = new ImageGenerationToolCallContent(id);
        Keep(call, OpenAIResponsesFacts.Json(item, OpenAIResponsesItemCodec.Instance));
        item.Result = image;
        contents.Add(call);
        if (Decode(image) is { } data)
            contents.Add(new ImageGenerationToolResultContent(id) { Outputs = [new DataContent(data, $"image/{AnswerParts.Text(item.OutputFormat) ?? "png"}")] });
    }

    private static byte[]? Decode(string? base64)
    {
        var data = new byte[((base64?.Length ?? 0) * 3 / 4) + 3];
        return base64 is { Length: > 0 } && Convert.TryFromBase64String(base64, data, out var length) ? data[..length] : null;
    }

    private static void AddMcpCall(OpenAIResponsesItem item, string id, List<AIContent> contents)
    {
        contents.Add(McpCall(item, id));
        if (item.Error is { } error && !error.Utf8.Span.SequenceEqual("null"u8))
            contents.Add(new McpServerToolResultContent(id) { Outputs = [new ErrorContent(JsonText(error))] });
        else if (Output(item.Output) is { } output)
            contents.Add(new McpServerToolResultContent(id) { Outputs = [new TextContent(output)] });
    }

    private static McpServerToolCallContent McpCall(OpenAIResponsesItem item, string id) =>
        new(id, AnswerParts.Word(item.Name, "tool"), AnswerParts.Text(item.ServerLabel)) { Arguments = RawArguments.FromJson(Utf8(item.Arguments)) };

    /// <summary>A call of a built-in tool that the caller answers, if it knows it: never taken for one of the functions that were offered.</summary>
    private static FunctionCallContent ClientCall(OpenAIResponsesItem item, string id)
    {
        var callId = AnswerParts.Text(item.CallId) ?? id;
        var name = item.Type!.EndsWith("_call", StringComparison.Ordinal) ? item.Type[..^"_call".Length] : item.Type;
        var arguments = item.Type switch
        {
            "computer_call" or "local_shell_call" or "shell_call" when item.Action is { } action => OpenAIResponsesFacts.Json(action, OpenAIResponsesActionCodec.Instance),
            "computer_call" when item.Actions is { } actions => Wrapped("actions", actions.ToElement()),
            "apply_patch_call" when item.Operation is { } operation => operation.ToElement(),
            "program" => Wrapped("code", JsonValues.Of(item.Code)),
            _ => default,
        };
        var raw = arguments.ValueKind == JsonValueKind.Object ? RawArguments.FromJson(RawJson.From(arguments).Utf8) : RawArguments.FromJson(Utf8(item.Arguments));
        return new FunctionCallContent(callId, name, raw) { InformationalOnly = true };
    }

    private static FunctionCallContent Informational(string id, string name, JsonElement value, string member) =>
        new(id, name, RawArguments.FromJson(RawJson.From(Wrapped(member, value)).Utf8)) { InformationalOnly = true };

    private static JsonElement Wrapped(string member, JsonElement value)
    {
        var members = new Dictionary<string, JsonElement>();
        JsonValues.Put(members, $"value.{member}", value);
        return members["value"];
    }

    private static ReadOnlyMemory<byte> Utf8(OpenAIResponsesArguments? arguments) =>
        arguments?.Json is { } json ? json.Utf8 : Encoding.UTF8.GetBytes(arguments?.Text ?? "");

    private static string? Output(OpenAIResponsesOutput? output) => output?.Text ?? output?.Json?.ToString() ?? output?.Parts?.FirstOrDefault()?.Text;

    private static string JsonText(RawJson json) => json.ToElement() switch
    {
        { ValueKind: JsonValueKind.String } text => SdkGen.Json.JsonText.Of(text) ?? json.ToString(),
        var other => other.GetRawText(),
    };
}
