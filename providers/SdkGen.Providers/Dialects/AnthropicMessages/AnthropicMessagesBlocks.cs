using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using SdkGen.Json;
using SdkGen.Wire.AnthropicMessages;

namespace SdkGen.Dialects.AnthropicMessages;

/// <summary>
/// Blocks that the service makes and wants back as they were: calls and results of its own tools, compactions, and whatever is not known yet. Each becomes the
/// part that says most of it, and that part carries the block itself.
/// </summary>
internal static class AnthropicMessagesBlocks
{
    /// <summary>The additional property of a part that holds the block as it came. It survives where conversations are saved, and is sent in the place of the part.</summary>
    public const string Key = "anthropic_block";

    /// <summary>The additional property of reasoning that is encrypted; its text is empty.</summary>
    public const string RedactedKey = "redacted";

    /// <summary>The additional property of a call that code of the model made.</summary>
    public const string CallerKey = "caller";

    /// <summary>The id of a call on a server whose block has none.</summary>
    private const string NoId = "mcp";

    /// <summary>The member that a broken input is sent back under.</summary>
    private const string InvalidInput = "INVALID_JSON";

    public static AIContent Read(AnthropicMessagesContentBlock block)
    {
        var content = block.Type switch
        {
            "server_tool_use" => ServerCall(block),
            "mcp_tool_use" => new McpServerToolCallContent(AnswerParts.Word(block.Id, NoId), AnswerParts.Word(block.Name, "tool"), block.ServerName) { Arguments = Arguments(block) },
            "mcp_tool_result" => new McpServerToolResultContent(AnswerParts.Word(block.ToolUseId, NoId)) { Outputs = Outputs(block) },
            "web_search_tool_result" => new WebSearchToolResultContent(block.ToolUseId ?? "") { Outputs = Pages(block.Content) },
            "code_execution_tool_result" or "bash_code_execution_tool_result" or "text_editor_code_execution_tool_result" =>
                new CodeInterpreterToolResultContent(block.ToolUseId ?? "") { Outputs = Outputs(block) },
            "container_upload" when AnswerParts.Text(block.FileId) is { } file => new HostedFileContent(file),
            _ when AnswerParts.Text(block.ToolUseId) is { } call => new FunctionResultContent(call, Outcome(block.Content)),
            _ => new AIContent(),
        };
        content.AdditionalProperties = new() { [Key] = AnthropicMessagesFacts.Element(block, AnthropicMessagesContentBlockCodec.Instance) };
        return content;
    }

    /// <summary>The arguments of a call as text; empty where the block has none.</summary>
    public static RawArguments Arguments(AnthropicMessagesContentBlock block) => RawArguments.FromJson(block.Input?.Utf8 ?? default);

    /// <summary>An input that arrived in pieces. The service takes objects only, so what is none is wrapped.</summary>
    public static RawJson Input(RawArguments arguments)
    {
        if (arguments is { Error: null, IsText: false })
            return new RawJson(arguments.Utf8);
        return JsonValues.Of(arguments.IsText
            ? new Dictionary<string, object?> { ["input"] = arguments.ToString() }
            : new Dictionary<string, object?> { [InvalidInput] = arguments.ToString() });
    }

    private static AIContent ServerCall(AnthropicMessagesContentBlock block)
    {
        var arguments = Arguments(block);
        switch (block.Name)
        {
            case "web_search":
                return new WebSearchToolCallContent(block.Id ?? "") { Queries = Word(arguments, "query") is { } query ? [query] : null };
            case "code_execution" or "bash_code_execution" or "text_editor_code_execution":
                var code = Word(arguments, "code") ?? Word(arguments, "command") ?? arguments.ToString();
                return new CodeInterpreterToolCallContent(block.Id ?? "") { Inputs = [new TextContent(code)] };
            default:
                return new FunctionCallContent(block.Id ?? "", block.Name ?? "", arguments) { InformationalOnly = true };
        }
    }

    private static string? Word(RawArguments arguments, string name) =>
        arguments.TryGetValue(name, out var value) && value is JsonElement { ValueKind: JsonValueKind.String } text ? JsonText.Of(text) : null;

    private static JsonElement? Outcome(AnthropicMessagesContent? content) =>
        content is null ? null : AnthropicMessagesFacts.Element(content, AnthropicMessagesContentCodec.Instance);

    /// <summary>The pages that a search found, or why it found none.</summary>
    private static List<AIContent> Pages(AnthropicMessagesContent? content)
    {
        var pages = new List<AIContent>();
        foreach (var page in content?.Blocks ?? [])
        {
            if (!Uri.TryCreate(page?.Url, UriKind.Absolute, out var url))
                continue;
            var found = new UriContent(url, "text/html");
            if (AnswerParts.Text(page!.Title) is { } title)
                found.AdditionalProperties = new() { ["title"] = title };
            pages.Add(found);
        }

        if (content?.Outcome is { } outcome)
            AddOutcome(pages, outcome);
        return pages;
    }

    /// <summary>What code or a remote tool wrote: text, files, errors.</summary>
    private static List<AIContent> Outputs(AnthropicMessagesContentBlock block)
    {
        var outputs = new List<AIContent>();
        if (block.Content?.Outcome is { } outcome)
            AddOutcome(outputs, outcome);
        var text = new StringBuilder(block.Content?.Text);
        foreach (var part in block.Content?.Blocks ?? [])
            text.Append(part?.Text);
        if (text.Length > 0)
            outputs.Add(block.IsError == true ? new ErrorContent(text.ToString()) : new TextContent(text.ToString()));
        return outputs;
    }

    private static void AddOutcome(List<AIContent> outputs, AnthropicMessagesToolOutcome outcome)
    {
        if (AnswerParts.Text(outcome.ErrorCode) is { } code)
            outputs.Add(new ErrorContent(AnswerParts.Text(outcome.ErrorMessage) ?? code) { ErrorCode = code });
        if ((AnswerParts.Text(outcome.Stdout) ?? AnswerParts.Text(outcome.Content?.Text)) is { } text)
            outputs.Add(new TextContent(text));
        if (AnswerParts.Text(outcome.Stderr) is { } errors)
            outputs.Add(new ErrorContent(errors));
        foreach (var file in outcome.Content?.Blocks ?? [])
        {
            if (AnswerParts.Text(file?.FileId) is { } id)
                outputs.Add(new HostedFileContent(id));
        }
    }
}
