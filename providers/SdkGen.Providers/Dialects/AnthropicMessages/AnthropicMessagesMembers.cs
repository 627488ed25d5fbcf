using System.Text.Json;
using Microsoft.Extensions.AI;
using SdkGen.Wire.AnthropicMessages;

namespace SdkGen.Dialects.AnthropicMessages;

/// <summary>Writes settings by wire name: those of typed options, and whatever else the caller wants to send.</summary>
internal static class AnthropicMessagesMembers
{
    /// <exception cref="LlmException">The service refuses a setting for this model.</exception>
    public static void Write(AnthropicMessagesRequest request, AdditionalPropertiesDictionary properties, RequestParameters parameters, AnthropicMessagesBetas betas)
    {
        foreach (var (name, value) in properties)
        {
            // What is said by the client, the messages and the method that is called is said by no setting.
            if (value is null || name is StrictTools.Key or "model" or "messages" or "stream")
                continue;
            parameters.AllowWire(name);
            if (name is "anthropic_beta" or "anthropic-beta")
                AddBetas(betas, JsonValues.Of(value));
            else
                Put(request, name, JsonValues.Of(value));
        }

        Complete(request);
    }

    private static void AddBetas(AnthropicMessagesBetas betas, JsonElement names)
    {
        if (names.ValueKind == JsonValueKind.String)
            betas.Add(names.GetString());
        else if (names.ValueKind == JsonValueKind.Array)
        {
            foreach (var name in names.EnumerateArray())
                betas.Add(name.ValueKind == JsonValueKind.String ? name.GetString() : null);
        }
    }

    /// <summary>A setting stands beside what the options have set in the same object.</summary>
    private static void Put(AnthropicMessagesRequest request, string name, JsonElement value)
    {
        var members = request.UnknownMembers ??= [];
        var dot = name.IndexOf('.', StringComparison.Ordinal);
        if (dot > 0 && !members.ContainsKey(name[..dot]) && Written(request, name[..dot]) is { } before)
            members[name[..dot]] = before;
        JsonValues.Put(members, name, value);
    }

    private static JsonElement? Written(AnthropicMessagesRequest request, string name) => name switch
    {
        "thinking" when request.Thinking is { } thinking => AnthropicMessagesFacts.Element(thinking, AnthropicMessagesThinkingCodec.Instance),
        "output_config" when request.OutputConfig is { } config => AnthropicMessagesFacts.Element(config, AnthropicMessagesOutputConfigCodec.Instance),
        "tool_choice" when request.ToolChoice is { } choice => AnthropicMessagesFacts.Element(choice, AnthropicMessagesToolChoiceCodec.Instance),
        "metadata" when request.Metadata is { } metadata => AnthropicMessagesFacts.Element(metadata, AnthropicMessagesMetadataCodec.Instance),
        "context_management" when request.ContextManagement is { } edits => AnthropicMessagesFacts.Element(edits, AnthropicMessagesContextManagementCodec.Instance),
        _ => null,
    };

    /// <summary>A budget or a display says that the model reasons, and how: the service wants to hear that too.</summary>
    private static void Complete(AnthropicMessagesRequest request)
    {
        if (request.UnknownMembers is not { } members || !members.TryGetValue("thinking", out var thinking) || thinking.ValueKind != JsonValueKind.Object || thinking.TryGetProperty("type", out _))
            return;
        JsonValues.Put(members, "thinking.type", JsonValues.Of(thinking.TryGetProperty("budget_tokens", out _) ? "enabled" : "adaptive"));
    }
}
