using System.Text.Json;
using Microsoft.Extensions.AI;
using SdkGen.Json;
using SdkGen.Transport;
using SdkGen.Wire.OpenAIResponses;

namespace SdkGen.Dialects.OpenAIResponses;

/// <summary>Writes one conversation as items, in its order.</summary>
/// <param name="list">Takes the items.</param>
/// <param name="profile">The provider.</param>
/// <param name="traits">Where it departs from the protocol.</param>
/// <param name="isKept">The service keeps its answers, and knows their items by id.</param>
internal sealed class OpenAIResponsesItemWriter(ReusableList<OpenAIResponsesItem> list, ProviderProfile profile, OpenAIResponsesTraits traits, bool isKept)
{
    private readonly OpenAIResponsesPartWriter _parts = new(profile, traits);

    /// <summary>The wire's types of calls by their ids: their results are items of different types.</summary>
    private readonly Dictionary<string, string> _calls = new(StringComparer.Ordinal);
    private ReusableList<OpenAIResponsesContentPart>? _open;
    private bool _reasons;

    public void Write(ChatMessage message)
    {
        if (message.RawRepresentation is OpenAIResponsesItem raw)
        {
            list.Add(raw);
            return;
        }

        var isAnswer = message.Role == ChatRole.Assistant;
        if (!isAnswer)
            Complete();
        _reasons &= isAnswer;
        var id = isAnswer ? Property(message.AdditionalProperties, OpenAIResponsesFacts.ItemIdKey) : null;
        var start = list.Count;
        foreach (var content in message.Contents)
        {
            if (Item(content, message) is { } item)
            {
                Flush(message, ref id);
                list.Add(item);
            }
            else if ((isAnswer ? Said(content) : _parts.Part(content)) is { } part)
            {
                (_open ??= []).Add(part);
            }
        }

        Flush(message, ref id);
        if (list.Count == start && message.Contents.Count == 0 && !isAnswer && message.Role != ChatRole.Tool)
            list.Add(new() { Type = "message", Role = Role(message.Role), Content = "" });
    }

    /// <summary>
    /// Ends an answer. Reasoning that led to nothing, because the answer was cut off in it, stays behind: the service refuses reasoning without what it led to.
    /// </summary>
    public void Complete()
    {
        while (list.Count > 0 && list[^1].Type == "reasoning")
            list.RemoveAt(list.Count - 1);
    }

    private static string? Property(AdditionalPropertiesDictionary? properties, string key) =>
        properties is not null && properties.TryGetValue(key, out var value) ? value is JsonElement json ? JsonText.Of(json) : value as string : null;

    private static bool Flag(AdditionalPropertiesDictionary? properties, string key) =>
        properties is not null && properties.TryGetValue(key, out var value) && value is true or JsonElement { ValueKind: JsonValueKind.True };

    /// <summary>A part of an earlier answer.</summary>
    private static OpenAIResponsesContentPart? Said(AIContent content) => content switch
    {
        { RawRepresentation: OpenAIResponsesContentPart raw } => raw,
        TextContent { Text.Length: > 0 } text => new() { Type = "output_text", Text = text.Text },
        RefusalContent refusal => new() { Type = "refusal", Refusal = refusal.Text },
        _ => null,
    };

    private string Role(ChatRole role) => role == ChatRole.System ? traits.SystemRole : role == ChatRole.Tool ? "user" : role.Value;

    /// <summary>Closes the message under way.</summary>
    /// <param name="message">Where it comes from.</param>
    /// <param name="id">The id of its item, which only one item may have.</param>
    private void Flush(ChatMessage message, ref string? id)
    {
        if (_open is not { } parts)
            return;
        _open = null;
        var item = new OpenAIResponsesItem { Type = "message", Role = Role(message.Role) };
        if (message.Role != ChatRole.Assistant)
        {
            item.Content = OpenAIResponsesPartWriter.Content(parts);
        }
        else
        {
            item.Phase = Property(message.AdditionalProperties, OpenAIResponsesFacts.PhaseKey);

            // Without its id the service would not see that the message is what the reasoning before it led to; without that reasoning it would miss it.
            if (_reasons && id is not null)
                (item.Id, item.Status) = (id, "completed");
            item.Content = item.Id is null && parts is [{ Type: "output_text", Text: { } text, UnknownMembers: null }] ? text : new OpenAIResponsesContent { Parts = parts };
        }

        id = null;
        list.Insert(traits.ResultsFollowCalls && message.Role == ChatRole.Assistant ? BeforeOpenCalls() : list.Count, item);
    }

    /// <summary>The place in front of the calls whose results are still to come.</summary>
    private int BeforeOpenCalls()
    {
        var place = list.Count;
        for (var i = list.Count - 1; i >= 0 && list[i].Type is "function_call" or "custom_tool_call" or "reasoning"; i--)
        {
            if (list[i].Type != "reasoning")
                place = i;
        }

        return place;
    }

    /// <summary>The item that a part is by itself; null where it is a part of a message, or nothing.</summary>
    private OpenAIResponsesItem? Item(AIContent content, ChatMessage message)
    {
        if (content.RawRepresentation is OpenAIResponsesItem raw)
            return Known(raw);
        if (content.AdditionalProperties is { } properties && properties.TryGetValue(OpenAIResponsesFacts.ItemKey, out var kept) && OpenAIResponsesFacts.Item(kept) is { } whole)
            return Known(whole, message);
        return content switch
        {
            TextReasoningContent reasoning => Reasoning(reasoning, isKnown: isKept && !Flag(message.AdditionalProperties, OpenAIResponsesFacts.UnknownReasoningKey)),
            FunctionCallContent { InformationalOnly: false } call => Known(Call(call)),
            FunctionResultContent result => Result(result),
            ToolApprovalResponseContent { ToolCall: McpServerToolCallContent } approval =>
                new() { Type = "mcp_approval_response", ApprovalRequestId = approval.RequestId, Approve = approval.Approved, Reason = approval.Reason },
            _ => null,
        };
    }

    private OpenAIResponsesItem Known(OpenAIResponsesItem item, ChatMessage? message = null)
    {
        if ((item.CallId ?? item.Id) is { } id && item.Type is { } type)
            _calls[id] = type;
        if (item is { Type: "image_generation_call", Result: null } && message is not null)
            item.Result = Image(item.Id, message);
        return item;
    }

    /// <summary>The image of an earlier answer, which stands in the result of its call.</summary>
    private static string? Image(string? id, ChatMessage message)
    {
        foreach (var content in message.Contents)
        {
            if (content is ImageGenerationToolResultContent { Outputs: [DataContent image, ..] } result && result.CallId == id)
                return image.Base64Data.ToString();
        }

        return null;
    }

    private OpenAIResponsesItem? Reasoning(TextReasoningContent content, bool isKnown)
    {
        // Reasoning that has no id of this protocol is another service's: its signature means nothing here.
        if (Property(content.AdditionalProperties, OpenAIResponsesFacts.ItemIdKey) is not { } id)
            return null;
        var isFull = Flag(content.AdditionalProperties, OpenAIResponsesFacts.FullReasoningKey);
        if (content.ProtectedData is null && !isFull && !isKnown)
            return null;
        _reasons = true;
        var item = new OpenAIResponsesItem { Type = "reasoning", Id = AnswerParts.Text(id), Summary = [], EncryptedContent = AnswerParts.Text(content.ProtectedData) };
        if (content.Text.Length > 0 && isFull)
            item.Content = new OpenAIResponsesContent { Parts = [new() { Type = "reasoning_text", Text = content.Text }] };
        else if (content.Text.Length > 0)
            item.Summary.Add(new() { Type = "summary_text", Text = content.Text });
        return item;
    }

    private OpenAIResponsesItem Call(FunctionCallContent call)
    {
        var item = new OpenAIResponsesItem
        {
            Id = _reasons ? Property(call.AdditionalProperties, OpenAIResponsesFacts.ItemIdKey) : null,
            CallId = call.CallId,
            Name = call.Name,
            Namespace = Property(call.AdditionalProperties, OpenAIResponsesFacts.NamespaceKey),
        };
        if (call.Arguments is RawArguments { IsText: true } input)
            (item.Type, item.Input) = ("custom_tool_call", input.ToString());
        else if (Flag(call.AdditionalProperties, OpenAIResponsesFacts.CustomKey) && call.Arguments?.TryGetValue("input", out var text) == true)
            (item.Type, item.Input) = ("custom_tool_call", text is JsonElement json ? JsonText.Of(json) ?? json.GetRawText() : text?.ToString());
        else
            (item.Type, item.Arguments) = ("function_call", call.Arguments is RawArguments raw ? raw.ToString() : JsonValues.Text(call.Arguments));
        return item;
    }

    private OpenAIResponsesItem Result(FunctionResultContent result)
    {
        var type = _calls.GetValueOrDefault(result.CallId, "function_call");
        if (type == "local_shell_call")
            return new() { Type = "local_shell_call_output", Id = result.CallId, Output = _parts.Result(result.Result) };
        if (type == "tool_search_call")
            return new() { Type = "tool_search_output", CallId = result.CallId, Execution = "client", Status = "completed", Tools = JsonValues.Of(result.Result) };
        return new()
        {
            Type = type.EndsWith("_call", StringComparison.Ordinal) ? type + "_output" : "function_call_output",
            CallId = result.CallId,
            Status = type == "apply_patch_call" ? result.Exception is null ? "completed" : "failed" : null,
            Output = type switch
            {
                "computer_call" => Screenshot(result.Result),
                "shell_call" => ShellOutput(result.Result),
                _ => _parts.Result(result.Result),
            },
        };
    }

    /// <summary>What a computer call is answered with: a picture of the screen.</summary>
    private OpenAIResponsesOutput Screenshot(object? result)
    {
        if (_parts.Result(result).Parts is not [{ Type: "input_image" } image, ..])
            throw new LlmException(LlmErrorKind.Unsupported, $"A computer call of {profile.Name} is answered with an image of the screen.") { Provider = profile.Id };
        image.Type = "computer_screenshot";
        return RawJson.From(OpenAIResponsesFacts.Json(image, OpenAIResponsesContentPartCodec.Instance));
    }

    /// <summary>What a shell call is answered with: what each command printed. A plain text is what the only one did.</summary>
    private OpenAIResponsesOutput ShellOutput(object? result)
    {
        if (result is JsonElement { ValueKind: JsonValueKind.Array } array)
        {
            var outputs = new ReusableList<OpenAIResponsesContentPart>();
            foreach (var command in array.EnumerateArray())
                outputs.Add(Members(command));
            return outputs;
        }

        var text = JsonValues.Of(_parts.Result(result).Text ?? "");
        return new ReusableList<OpenAIResponsesContentPart>
        {
            new() { UnknownMembers = new() { ["stdout"] = text, ["stderr"] = JsonValues.Of(""), ["outcome"] = RawJson.Parse("""{"type":"exit","exit_code":0}""").ToElement() } },
        };
    }

    private static OpenAIResponsesContentPart Members(JsonElement json)
    {
        var part = new OpenAIResponsesContentPart { UnknownMembers = [] };
        if (json.ValueKind == JsonValueKind.Object)
        {
            foreach (var member in json.EnumerateObject())
                part.UnknownMembers[member.Name] = member.Value;
        }

        return part;
    }
}
