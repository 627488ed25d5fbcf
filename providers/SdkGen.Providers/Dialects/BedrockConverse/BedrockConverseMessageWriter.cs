using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.AI;
using SdkGen.Json;
using SdkGen.Transport;
using SdkGen.Wire.BedrockConverse;

namespace SdkGen.Dialects.BedrockConverse;

/// <summary>Writes conversations as turns that alternate: neighbours of one role become one message, and results stand first in the turn after their calls.</summary>
internal sealed class BedrockConverseMessageWriter(ProviderProfile profile)
{
    private const int LongestCallId = 64;

    private readonly BedrockConversePartWriter _parts = new(profile);

    public void Write(BedrockConverseRequest request, string? instructions, IReadOnlyList<ChatMessage> messages)
    {
        if (!string.IsNullOrWhiteSpace(instructions))
            (request.System ??= []).Add(new() { Text = instructions });
        var turns = request.Messages ??= [];
        var names = new BedrockDocumentNames();
        foreach (var message in messages)
        {
            if (message.RawRepresentation is BedrockConverseMessage raw)
                turns.Add(raw);
            else if (message.Role == ChatRole.System)
                WriteSystem(request, message);
            else
                WriteTurn(turns, message, names);
        }

        foreach (var turn in turns)
            NameDocuments(turn);
    }

    /// <summary>The id of a call in the form that the service takes: call and result must agree, so it is made of nothing but the id.</summary>
    public static string CallId(string id)
    {
        if (id.Length is > 0 and <= LongestCallId && id.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '-' or '.' or ':'))
            return id;
        return "call_" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(id)))[..32];
    }

    private static void WriteSystem(BedrockConverseRequest request, ChatMessage message)
    {
        foreach (var content in message.Contents)
        {
            if (content is TextContent { Text: var text } && !string.IsNullOrWhiteSpace(text))
            {
                (request.System ??= []).Add(BedrockConversePartWriter.Guard(content, text) is { } guarded ? new() { GuardContent = guarded } : new() { Text = text });
                if (BedrockCachePoint.After(content) is { } point)
                    request.System.Add(new() { CachePoint = point });
            }
        }
    }

    private void WriteTurn(ReusableList<BedrockConverseMessage> turns, ChatMessage message, BedrockDocumentNames names)
    {
        var isAnswer = message.Role == ChatRole.Assistant;
        var blocks = new List<BedrockConverseContentBlock>();
        var results = new List<BedrockConverseContentBlock>();
        foreach (var content in message.Contents)
        {
            if (content is FunctionResultContent result)
                Add(results, new() { ToolResult = Result(result, names) }, content);
            else if (Block(content, isAnswer, names) is { } block)
                Add(blocks, block, content);
        }

        // Results belong to the user's turn, wherever they were kept; a call's turn comes before that of its result.
        if (!isAnswer)
            Put(turns, "user", results, first: true);
        Put(turns, isAnswer ? "assistant" : "user", blocks, first: false);
        if (isAnswer)
            Put(turns, "user", results, first: true);
    }

    private BedrockConverseContentBlock? Block(AIContent content, bool isAnswer, BedrockDocumentNames names)
    {
        if (content.RawRepresentation is BedrockConverseContentBlock raw)
            return raw;
        if (BedrockConverseBlocks.Kept(content) is { } kept)
            return kept;
        return content switch
        {
            FunctionCallContent { InformationalOnly: false } call => new()
            {
                ToolUse = new() { ToolUseId = CallId(call.CallId), Name = call.Name, Input = Input(call.Arguments) },
            },
            TextReasoningContent reasoning when isAnswer => BedrockConverseBlocks.Reasoning(reasoning),
            RefusalContent { Text.Length: > 0 } refusal => new() { Text = refusal.Text },
            _ => _parts.Block(content, names),
        };
    }

    private BedrockConverseToolResult Result(FunctionResultContent result, BedrockDocumentNames names) => new()
    {
        ToolUseId = CallId(result.CallId),
        Content = _parts.Result(result.Result, names),
        Status = result.Exception is null ? null : "error",
    };

    /// <summary>Arguments must be an object. A call whose arguments are none was answered with what is wrong with them.</summary>
    private static RawJson Input(IDictionary<string, object?>? arguments) => arguments switch
    {
        RawArguments { Error: not null } => new RawJson("{}"u8.ToArray()),
        RawArguments { IsText: false } raw => new RawJson(raw.Utf8),
        _ => new RawJson(Encoding.UTF8.GetBytes(JsonValues.Text(arguments))),
    };

    private static void Add(List<BedrockConverseContentBlock> blocks, BedrockConverseContentBlock block, AIContent content)
    {
        blocks.Add(block);
        if (BedrockCachePoint.After(content) is { } point)
            blocks.Add(new() { CachePoint = point });
    }

    private static void Put(ReusableList<BedrockConverseMessage> turns, string role, List<BedrockConverseContentBlock> blocks, bool first)
    {
        if (blocks.Count == 0)
            return;
        if (turns.Count == 0 || turns[turns.Count - 1].Role != role)
            turns.Add(new() { Role = role });
        var content = turns[turns.Count - 1].Content ??= [];
        var after = first ? content.Skip(content.TakeWhile(block => block.ToolResult is not null).Count()).ToList() : [];
        if (after.Count > 0)
        {
            var before = content.Take(content.Count - after.Count).ToList();
            content.Clear();
            foreach (var block in before)
                content.Add(block);
        }

        foreach (var block in blocks)
            content.Add(block);
        foreach (var block in after)
            content.Add(block);
    }

    /// <summary>A turn that holds a document must hold text beside it.</summary>
    private static void NameDocuments(BedrockConverseMessage turn)
    {
        if (turn.Content is not { } content || content.Any(block => block.Text is not null || block.GuardContent?.Text is not null))
            return;
        if (content.FirstOrDefault(block => block.Document is not null)?.Document is { } document)
            content.Add(new() { Text = $"Document: {document.Name}" });
    }
}
