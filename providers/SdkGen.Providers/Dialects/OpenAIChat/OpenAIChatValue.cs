using System.Buffers;
using System.Text.Json;
using Microsoft.Extensions.AI;
using SdkGen.Wire.OpenAIChat;

namespace SdkGen.Dialects.OpenAIChat;

/// <summary>Values that callers pass on by wire name.</summary>
internal static class OpenAIChatValue
{
    /// <summary>The value as JSON. Needs no reflection for what JSON knows; other types must be known to <see cref="AIJsonUtilities.DefaultOptions"/>.</summary>
    public static JsonElement Of(object? value)
    {
        if (value is JsonElement element)
            return element;
        if (value is not (null or bool or string or int or long or float or double or decimal or IEnumerable<string>))
            return JsonSerializer.SerializeToElement(value, AIJsonUtilities.DefaultOptions.GetTypeInfo(value.GetType()));

        var buffer = new ArrayBufferWriter<byte>(64);
        using (var writer = new Utf8JsonWriter(buffer))
            Write(writer, value);
        var reader = new Utf8JsonReader(buffer.WrittenSpan);
        return JsonElement.ParseValue(ref reader);
    }

    /// <summary>Writes the arguments of a call.</summary>
    public static string Text(IEnumerable<KeyValuePair<string, object?>>? arguments)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var writer = new Utf8JsonWriter(buffer, new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            writer.WriteStartObject();
            foreach (var (name, value) in arguments ?? [])
            {
                writer.WritePropertyName(name);
                Of(value).WriteTo(writer);
            }

            writer.WriteEndObject();
        }

        return System.Text.Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>A wire name as the dialect's parameters are named: <c>reasoning_effort</c> is <c>reasoningEffort</c>.</summary>
    public static string ParameterName(string wire)
    {
        if (wire == "n")
            return "choices";
        if (wire is "max_tokens" or "max_completion_tokens")
            return "maxOutputTokens";
        if (!wire.Contains('_', StringComparison.Ordinal))
            return wire;
        var parts = wire.Split('_', StringSplitOptions.RemoveEmptyEntries);
        return parts.Length == 0 ? wire : parts[0] + string.Concat(parts.Skip(1).Select(x => char.ToUpperInvariant(x[0]) + x[1..]));
    }

    /// <summary>What is said by the client, the messages and the method that is called, and so by no setting.</summary>
    public static bool IsRequestItself(string wire) => wire is "model" or "messages" or "stream";

    /// <summary>Makes room for a value given by wire name where the options have set the same member, which would be sent twice.</summary>
    public static void Clear(OpenAIChatRequest request, string wire)
    {
        switch (wire)
        {
            case "temperature": request.Temperature = null; break;
            case "top_p": request.TopP = null; break;
            case "top_k": request.TopK = null; break;
            case "frequency_penalty": request.FrequencyPenalty = null; break;
            case "presence_penalty": request.PresencePenalty = null; break;
            case "seed": request.Seed = null; break;
            case "stop": request.Stop = null; break;
            case "max_completion_tokens": request.MaxCompletionTokens = null; break;
            case "max_tokens": request.MaxTokens = null; break;
            case "reasoning_effort": request.ReasoningEffort = null; break;
            case "response_format": request.ResponseFormat = null; break;
            case "tools": request.Tools = null; break;
            case "tool_choice": request.ToolChoice = null; break;
            case "parallel_tool_calls": request.ParallelToolCalls = null; break;
            case "web_search_options": request.WebSearchOptions = null; break;
            case "stream_options": request.StreamOptions = null; break;
            case "n": request.Choices = null; break;
            case "logit_bias": request.LogitBias = null; break;
            case "logprobs": request.Logprobs = null; break;
            case "top_logprobs": request.TopLogprobs = null; break;
            case "verbosity": request.Verbosity = null; break;
            case "modalities": request.Modalities = null; break;
            case "audio": request.Audio = null; break;
            case "prediction": request.Prediction = null; break;
            case "service_tier": request.ServiceTier = null; break;
            case "store": request.Store = null; break;
            case "metadata": request.Metadata = null; break;
            case "prompt_cache_key": request.PromptCacheKey = null; break;
            case "prompt_cache_options": request.PromptCacheOptions = null; break;
            case "prompt_cache_retention": request.PromptCacheRetention = null; break;
            case "safety_identifier": request.SafetyIdentifier = null; break;
            case "user": request.User = null; break;
            case "moderation": request.Moderation = null; break;
            case "functions": request.Functions = null; break;
            case "function_call": request.FunctionCall = null; break;
        }
    }

    /// <summary>Sets a member by its wire name. A dot leads into an object, beside what it holds already: <c>thinking.type</c>.</summary>
    public static void Put(Dictionary<string, JsonElement> members, string name, JsonElement value)
    {
        var dot = name.IndexOf('.', StringComparison.Ordinal);
        if (dot < 0)
        {
            members[name] = value;
            return;
        }

        var inner = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        if (members.TryGetValue(name[..dot], out var before) && before.ValueKind == JsonValueKind.Object)
        {
            foreach (var member in before.EnumerateObject())
                inner[member.Name] = member.Value;
        }

        Put(inner, name[(dot + 1)..], value);
        var buffer = new ArrayBufferWriter<byte>(64);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            foreach (var (key, element) in inner)
            {
                writer.WritePropertyName(key);
                element.WriteTo(writer);
            }

            writer.WriteEndObject();
        }

        var reader = new Utf8JsonReader(buffer.WrittenSpan);
        members[name[..dot]] = JsonElement.ParseValue(ref reader);
    }

    private static void Write(Utf8JsonWriter writer, object? value)
    {
        switch (value)
        {
            case null: writer.WriteNullValue(); break;
            case bool flag: writer.WriteBooleanValue(flag); break;
            case string text: writer.WriteStringValue(text); break;
            case int number: writer.WriteNumberValue(number); break;
            case long number: writer.WriteNumberValue(number); break;
            case float number: writer.WriteNumberValue(number); break;
            case double number: writer.WriteNumberValue(number); break;
            case decimal number: writer.WriteNumberValue(number); break;
            case IEnumerable<string> texts:
                writer.WriteStartArray();
                foreach (var text in texts)
                    writer.WriteStringValue(text);
                writer.WriteEndArray();
                break;
        }
    }
}
