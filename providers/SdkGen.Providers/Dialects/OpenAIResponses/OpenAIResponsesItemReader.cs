using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using SdkGen.Wire.OpenAIResponses;

namespace SdkGen.Dialects.OpenAIResponses;

/// <summary>Reads whole items: the same for answers that come whole and for items that a stream has brought to their end.</summary>
internal static class OpenAIResponsesItemReader
{
    /// <summary>The text of a message's parts, one behind the other.</summary>
    public static string? Text(OpenAIResponsesItem item)
    {
        if (item.Content?.Parts is not { } parts)
            return AnswerParts.Text(item.Content?.Text);
        string? only = null;
        StringBuilder? several = null;
        foreach (var part in parts)
        {
            // What no service calls a refusal or reasoning and has a text is text, whatever its type is called.
            if (part is null || part.Type is "refusal" or "reasoning_text" or "summary_text")
                continue;
            Append(part.Text, ref only, ref several);
        }

        return several?.ToString() ?? AnswerParts.Text(only);
    }

    public static string? Refusal(OpenAIResponsesItem item)
    {
        string? only = null;
        StringBuilder? several = null;
        foreach (var part in item.Content?.Parts ?? [])
            Append(part?.Refusal, ref only, ref several);
        return several?.ToString() ?? AnswerParts.Text(only);
    }

    public static IList<AIAnnotation>? Annotations(OpenAIResponsesItem item)
    {
        List<AIAnnotation>? annotations = null;
        foreach (var part in item.Content?.Parts ?? [])
        {
            foreach (var annotation in part?.Annotations ?? [])
            {
                if (OpenAIResponsesFacts.Annotation(annotation) is { } source)
                    (annotations ??= []).Add(source);
            }
        }

        return annotations;
    }

    /// <summary>What of a message belongs to it as a whole: its id and phase, and the probabilities of its tokens.</summary>
    public static AdditionalPropertiesDictionary? Properties(OpenAIResponsesItem item)
    {
        AdditionalPropertiesDictionary? properties = null;
        if (AnswerParts.Text(item.Id) is { } id)
            (properties ??= [])[OpenAIResponsesFacts.ItemIdKey] = id;
        if (AnswerParts.Text(item.Phase) is { } phase)
            (properties ??= [])[OpenAIResponsesFacts.PhaseKey] = phase;
        return properties;
    }

    /// <summary>The probabilities of a message's tokens; null where it tells none.</summary>
    public static JsonElement? Logprobs(OpenAIResponsesItem item)
    {
        if (item.Content?.Parts is not { } parts || !parts.Any(part => part?.Logprobs is { Count: > 0 }))
            return null;
        var buffer = new System.Buffers.ArrayBufferWriter<byte>(256);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartArray();
            foreach (var part in parts)
            {
                foreach (var token in part?.Logprobs ?? [])
                {
                    if (token is not null)
                        OpenAIResponsesTokenLogprobCodec.Instance.Write(writer, token);
                }
            }

            writer.WriteEndArray();
        }

        var reader = new Utf8JsonReader(buffer.WrittenSpan);
        return JsonElement.ParseValue(ref reader);
    }

    /// <summary>The text of a reasoning item: its summary, then what it tells in full.</summary>
    public static string? Reasoning(OpenAIResponsesItem item)
    {
        string? only = null;
        StringBuilder? several = null;
        foreach (var part in item.Summary ?? [])
            Append(part?.Text, ref only, ref several);
        foreach (var part in item.Content?.Parts ?? [])
            Append(part?.Text, ref only, ref several);
        Append(item.Content?.Text, ref only, ref several);
        return several?.ToString() ?? AnswerParts.Text(only);
    }

    /// <summary>What a reasoning part needs to be sent back.</summary>
    /// <param name="id">The item's id.</param>
    /// <param name="isFull">It is the reasoning itself, not a summary.</param>
    public static AdditionalPropertiesDictionary ReasoningProperties(string? id, bool isFull)
    {
        var properties = new AdditionalPropertiesDictionary { [OpenAIResponsesFacts.ItemIdKey] = id ?? "" };
        if (isFull)
            properties[OpenAIResponsesFacts.FullReasoningKey] = true;
        return properties;
    }

    /// <summary>A call of one of the caller's functions or custom tools.</summary>
    /// <param name="item">The item.</param>
    /// <param name="position">Its place among the calls of the answer.</param>
    /// <param name="responseId">What an id is made up of where there is none.</param>
    /// <param name="finish">Why the answer ended, for the last call; <see cref="ChatFinishReason.Stop"/> for others, which are whole.</param>
    /// <param name="isComplete">The service has said that nothing is missing.</param>
    public static FunctionCallContent Call(OpenAIResponsesItem item, int position, string? responseId, ChatFinishReason? finish, bool isComplete = true)
    {
        var id = AnswerParts.CallId(AnswerParts.Text(item.CallId) ?? item.Id, responseId, position);
        var call = item.Type == "custom_tool_call"
            ? AnswerParts.CustomCall(id, item.Name, item.Input)
            : new FunctionCallContent(id, item.Name ?? "", item.Arguments?.Json is { } json
                ? RawArguments.FromJson(json.Utf8)
                : AnswerParts.Arguments(item.Arguments?.Text, item.Status == "incomplete" ? ChatFinishReason.Length : finish, isComplete));
        if (item.Type == "custom_tool_call")
            (call.AdditionalProperties ??= [])[OpenAIResponsesFacts.CustomKey] = true;
        if (AnswerParts.Text(item.Id) is { } itemId)
            (call.AdditionalProperties ??= [])[OpenAIResponsesFacts.ItemIdKey] = itemId;
        if (AnswerParts.Text(item.Namespace) is { } group)
            (call.AdditionalProperties ??= [])[OpenAIResponsesFacts.NamespaceKey] = group;
        return call;
    }

    private static void Append(string? text, ref string? only, ref StringBuilder? several)
    {
        if (string.IsNullOrEmpty(text))
            return;
        if (several is not null)
            several.Append(text);
        else if (only is not null)
            several = new StringBuilder(only).Append(text);
        else
            only = text;
    }
}
