using System.Text.Json;

namespace SdkGen.Benchmarks;

/// <summary>A chunk of a chat completion as a person would keep it who wants all of it and no new object for each: the members that such chunks have, strings that repeat kept.</summary>
internal sealed class HandWrittenChunk
{
    private string? _id, _object, _model, _serviceTier, _fingerprint, _role, _finishReason;

    public string? Id { get; private set; }

    public string? Object { get; private set; }

    public long? Created { get; private set; }

    public string? Model { get; private set; }

    public string? ServiceTier { get; private set; }

    public string? SystemFingerprint { get; private set; }

    public int? Index { get; private set; }

    public string? Role { get; private set; }

    public string? Content { get; private set; }

    public string? FinishReason { get; private set; }

    public long? PromptTokens { get; private set; }

    public long? CompletionTokens { get; private set; }

    public long? TotalTokens { get; private set; }

    /// <returns>The same object each time; null at the end of the stream.</returns>
    public HandWrittenChunk? Read(string eventType, ReadOnlySpan<byte> data)
    {
        if (data.SequenceEqual("[DONE]"u8))
            return null;
        Id = Object = Model = ServiceTier = SystemFingerprint = Role = Content = FinishReason = null;
        Created = PromptTokens = CompletionTokens = TotalTokens = null;
        Index = null;
        var reader = new Utf8JsonReader(data);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("id"u8))
                Id = Keep(ref reader, ref _id);
            else if (reader.ValueTextEquals("object"u8))
                Object = Keep(ref reader, ref _object);
            else if (reader.ValueTextEquals("created"u8))
                Created = Number(ref reader);
            else if (reader.ValueTextEquals("model"u8))
                Model = Keep(ref reader, ref _model);
            else if (reader.ValueTextEquals("choices"u8))
                ReadChoices(ref reader);
            else if (reader.ValueTextEquals("usage"u8))
                ReadUsage(ref reader);
            else if (reader.ValueTextEquals("service_tier"u8))
                ServiceTier = Keep(ref reader, ref _serviceTier);
            else if (reader.ValueTextEquals("system_fingerprint"u8))
                SystemFingerprint = Keep(ref reader, ref _fingerprint);
            else
                Skip(ref reader);
        }

        return this;
    }

    private void ReadChoices(ref Utf8JsonReader reader)
    {
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
        {
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                if (reader.ValueTextEquals("index"u8))
                    Index = (int?)Number(ref reader);
                else if (reader.ValueTextEquals("delta"u8))
                    ReadDelta(ref reader);
                else if (reader.ValueTextEquals("finish_reason"u8))
                    FinishReason = Keep(ref reader, ref _finishReason);
                else
                    Skip(ref reader);
            }
        }
    }

    private void ReadDelta(ref Utf8JsonReader reader)
    {
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("role"u8))
            {
                Role = Keep(ref reader, ref _role);
            }
            else if (reader.ValueTextEquals("content"u8))
            {
                reader.Read();
                Content = reader.GetString();
            }
            else
            {
                Skip(ref reader);
            }
        }
    }

    private void ReadUsage(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
            return;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("prompt_tokens"u8))
                PromptTokens = Number(ref reader);
            else if (reader.ValueTextEquals("completion_tokens"u8))
                CompletionTokens = Number(ref reader);
            else if (reader.ValueTextEquals("total_tokens"u8))
                TotalTokens = Number(ref reader);
            else
                Skip(ref reader);
        }
    }

    private static string? Keep(ref Utf8JsonReader reader, ref string? kept)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.String)
            return null;
        return kept is not null && reader.ValueTextEquals(kept) ? kept : kept = reader.GetString();
    }

    private static long? Number(ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.TokenType == JsonTokenType.Number ? reader.GetInt64() : null;
    }

    private static void Skip(ref Utf8JsonReader reader)
    {
        reader.Read();
        reader.Skip();
    }
}
