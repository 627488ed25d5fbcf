using System.Text.Json;
using Microsoft.Extensions.AI;
using SdkGen.Json;
using SdkGen.Wire.AnthropicMessages;

namespace SdkGen.Dialects.AnthropicMessages;

/// <summary>Writes earlier answers as the service made them: every block in its place, with its signature, its sources and its caller.</summary>
internal sealed class AnthropicMessagesAnswerWriter(ReusableList<AnthropicMessagesContentBlock> blocks)
{
    private string _text = "";
    private int _start;
    private AnthropicMessagesCacheControl? _point;

    /// <summary>Writes the parts of an answer.</summary>
    /// <returns>Results of tools among them, which belong into the user's turn.</returns>
    public List<FunctionResultContent>? Write(IEnumerable<AIContent> contents)
    {
        List<FunctionResultContent>? results = null;
        foreach (var content in contents)
        {
            if (content is TextContent text && content.RawRepresentation is not AnthropicMessagesContentBlock)
            {
                Take(text);
                continue;
            }

            Flush();
            var block = Block(content);
            if (block is not null)
            {
                block.CacheControl = AnthropicMessagesCachePoint.Of(content.AdditionalProperties) ?? block.CacheControl;
                blocks.Add(block);
            }
            else if (content is FunctionResultContent result)
            {
                (results ??= []).Add(result);
            }
        }

        Flush();
        return results;
    }

    private static AnthropicMessagesContentBlock? Block(AIContent content)
    {
        if (content.RawRepresentation is AnthropicMessagesContentBlock raw)
            return raw;
        if (AnthropicMessagesPartWriter.Kept(content) is { } kept)
            return kept;
        return content switch
        {
            TextReasoningContent reasoning => Reasoning(reasoning),
            FunctionCallContent { InformationalOnly: false } call => Call(call),
            RefusalContent { Text.Length: > 0 } refusal => new() { Type = "text", Text = refusal.Text },
            _ => null,
        };
    }

    /// <summary>Reasoning goes back with its signature only: without one it is not this service's, and it would be refused.</summary>
    private static AnthropicMessagesContentBlock? Reasoning(TextReasoningContent reasoning)
    {
        if (AnswerParts.Text(reasoning.ProtectedData) is not { } data)
            return null;
        return reasoning.Text.Length == 0 && Is(reasoning.AdditionalProperties, AnthropicMessagesBlocks.RedactedKey)
            ? new() { Type = "redacted_thinking", Data = data }
            : new() { Type = "thinking", Thinking = reasoning.Text, Signature = data };
    }

    private static bool Is(AdditionalPropertiesDictionary? properties, string name) =>
        properties is not null && properties.TryGetValue(name, out var value) && value is true or JsonElement { ValueKind: JsonValueKind.True };

    private static AnthropicMessagesContentBlock Call(FunctionCallContent call)
    {
        var block = new AnthropicMessagesContentBlock
        {
            Type = "tool_use",
            Id = AnthropicMessagesCallId.Of(call.CallId),
            Name = call.Name,
            Input = call.Arguments is RawArguments raw ? AnthropicMessagesBlocks.Input(raw) : RawJson.Parse(JsonValues.Text(call.Arguments)),
        };
        if (call.AdditionalProperties is { } properties && properties.TryGetValue(AnthropicMessagesBlocks.CallerKey, out var caller) && caller is JsonElement { ValueKind: JsonValueKind.Object } made)
            block.Caller = AnthropicMessagesFacts.Value(made, AnthropicMessagesCallerCodec.Instance);
        return block;
    }

    /// <summary>Takes text. Sources hang on a part of their own behind it and say where their text begins: what stands before that is a block for itself.</summary>
    private void Take(TextContent content)
    {
        var point = AnthropicMessagesCachePoint.Of(content.AdditionalProperties);
        var citations = AnthropicMessagesSources.Of(content, out var start);
        if (citations is null)
        {
            _text += content.Text;
            _point = point ?? _point;
            if (point is not null)
                Flush();
            return;
        }

        if (content.Text.Length > 0)
        {
            Flush();
            _text = content.Text;
        }
        else if (start - _start is > 0 and var before && before < _text.Length)
        {
            var rest = _text[before..];
            _text = _text[..before];
            Flush();
            _text = rest;
        }

        _point = point ?? _point;
        Flush(citations);
    }

    private void Flush(ReusableList<AnthropicMessagesCitation>? citations = null)
    {
        if (_text.Length > 0)
            blocks.Add(new() { Type = "text", Text = _text, Citations = citations is null ? null : new() { Items = citations }, CacheControl = _point });
        _start += _text.Length;
        _text = "";
        _point = null;
    }
}
