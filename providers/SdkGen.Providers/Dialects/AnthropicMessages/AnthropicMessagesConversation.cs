using Microsoft.Extensions.AI;
using SdkGen.Json;
using SdkGen.Wire.AnthropicMessages;

namespace SdkGen.Dialects.AnthropicMessages;

/// <summary>
/// Puts a conversation into the turns that the service takes: users and assistant by turns, results of tools first and right behind their calls, instructions
/// in front or where they stand.
/// </summary>
internal sealed class AnthropicMessagesConversation(ReusableList<AnthropicMessagesMessage> turns, AnthropicMessagesPartWriter parts, bool systemInPlace)
{
    private readonly List<AnthropicMessagesMessage> _waiting = [];

    /// <summary>Turns that are the caller's own objects: they are sent as they are.</summary>
    private readonly HashSet<AnthropicMessagesMessage> _raw = [.. turns];

    /// <summary>Instructions in front of the conversation; null where there are none.</summary>
    public ReusableList<AnthropicMessagesContentBlock>? Instructions { get; private set; }

    public void AddInstructions(string text) => (Instructions ??= []).Add(new() { Type = "text", Text = text });

    public void Add(ChatMessage message)
    {
        if (message.RawRepresentation is AnthropicMessagesMessage raw)
        {
            _raw.Add(raw);
            turns.Add(raw);
        }
        else if (message.Role == ChatRole.Assistant)
            AddAnswer(message);
        else if (message.Role == ChatRole.System || message.Role.Value == "developer")
            AddSystem(message);
        else
            AddSpoken(message);
    }

    /// <summary>Puts files beside the last question, for code to work on.</summary>
    public void AddUploads(IEnumerable<AIContent> files, Action usesFiles)
    {
        foreach (var file in files)
        {
            if (file is not HostedFileContent hosted)
                continue;
            usesFiles();
            Turn("user").Add(new() { Type = "container_upload", FileId = hosted.FileId });
        }
    }

    /// <summary>Puts the turns into their last form.</summary>
    public void Complete()
    {
        ReleaseWaiting();
        for (var i = turns.Count - 1; i >= 0; i--)
        {
            if (turns[i].Content?.Blocks is { Count: 0 } && !_raw.Contains(turns[i]))
                turns.RemoveAt(i);
        }

        if (turns.Count > 0 && turns[^1] is { Role: "assistant" } last && !_raw.Contains(last))
            TrimEnd(last);
        foreach (var turn in turns)
        {
            // One text is sent as it is: it is what everybody reads, and shorter.
            if (turn.Content?.Blocks is [{ Type: "text", Citations: null, CacheControl: null, UnknownMembers: null, Text: { } text }] && !_raw.Contains(turn))
                turn.Content = text;
        }
    }

    /// <summary>The id of the container that the calls need which are answered now; null where they need none.</summary>
    public static string? ContainerOf(IReadOnlyList<ChatMessage> messages)
    {
        for (var i = messages.Count - 1; i >= 0; i--)
        {
            if (messages[i].Role != ChatRole.Assistant)
                continue;
            var needed = messages[i].Contents.Any(content => content is FunctionCallContent { AdditionalProperties: { } call } && call.ContainsKey(AnthropicMessagesBlocks.CallerKey));
            return needed && messages[i].AdditionalProperties is { } properties && properties.TryGetValue(AnthropicMessagesFacts.ContainerKey, out var container)
                ? JsonValues.Of(container) is { ValueKind: System.Text.Json.JsonValueKind.Object } json && json.TryGetProperty("id", out var id) ? id.GetString() : null
                : null;
        }

        return null;
    }

    private void AddSystem(ChatMessage message)
    {
        var inPlace = systemInPlace && turns.Count > 0;
        var blocks = inPlace ? [] : Instructions ??= [];
        Write(message, blocks);
        if (!inPlace || blocks.Count == 0)
            return;

        // Between a call and its result stands nothing.
        var turn = new AnthropicMessagesMessage { Role = "system", Content = blocks };
        if (turns[^1] is { Role: "assistant" } answer && answer.Content?.Blocks?.Any(block => block.Type == "tool_use") == true)
            _waiting.Add(turn);
        else
            turns.Add(turn);
    }

    private void AddAnswer(ChatMessage message)
    {
        ReleaseWaiting();
        var blocks = Turn("assistant");
        var results = new AnthropicMessagesAnswerWriter(blocks).Write(message.Contents);
        Mark(message, blocks);
        if (results is not null)
            AddSpoken(new ChatMessage(ChatRole.Tool, [.. results]));
    }

    private void AddSpoken(ChatMessage message)
    {
        var blocks = Turn("user");
        Write(message, blocks);
        ReleaseWaiting();
    }

    private void Write(ChatMessage message, ReusableList<AnthropicMessagesContentBlock> blocks)
    {
        var count = blocks.Count;
        foreach (var content in message.Contents)
        {
            if (parts.Write(content) is not { } block)
                continue;
            if (block.Type == "tool_result")
                blocks.Insert(Results(blocks), block);
            else
                blocks.Add(block);
        }

        if (blocks.Count > count)
            Mark(message, blocks);
    }

    /// <summary>A cache point on a message is one on its last block.</summary>
    private static void Mark(ChatMessage message, ReusableList<AnthropicMessagesContentBlock> blocks)
    {
        if (blocks.Count > 0 && AnthropicMessagesCachePoint.Of(message.AdditionalProperties) is { } point)
            blocks[^1].CacheControl = point;
    }

    /// <summary>How many results the blocks begin with.</summary>
    private static int Results(ReusableList<AnthropicMessagesContentBlock> blocks)
    {
        var count = 0;
        while (count < blocks.Count && blocks[count].Type == "tool_result")
            count++;
        return count;
    }

    /// <summary>The blocks of the turn that is next: the last one goes on where it has the same role.</summary>
    private ReusableList<AnthropicMessagesContentBlock> Turn(string role)
    {
        if (turns.Count > 0 && turns[^1] is { Content.Blocks: { } blocks } last && last.Role == role && !_raw.Contains(last))
            return blocks;

        var added = new AnthropicMessagesMessage { Role = role, Content = new ReusableList<AnthropicMessagesContentBlock>() };
        turns.Add(added);
        return added.Content.Blocks!;
    }

    private void ReleaseWaiting()
    {
        foreach (var turn in _waiting)
            turns.Add(turn);
        _waiting.Clear();
    }

    /// <summary>An answer that the model goes on with may not end in white space.</summary>
    private void TrimEnd(AnthropicMessagesMessage turn)
    {
        if (turn.Content?.Blocks is not { Count: > 0 } blocks || blocks[^1] is not { Type: "text", Text: { } text } last || text.Length == text.TrimEnd().Length)
            return;
        last.Text = text.TrimEnd();
        if (last.Text.Length > 0)
            return;
        blocks.RemoveAt(blocks.Count - 1);
        if (blocks.Count == 0)
            turns.RemoveAt(turns.Count - 1);
    }
}
