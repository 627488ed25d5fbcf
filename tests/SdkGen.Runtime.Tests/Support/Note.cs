using System.Text.Json;
using SdkGen.Json;

namespace SdkGen.Runtime.Tests.Support;

/// <summary>The smallest wire type: one text.</summary>
internal sealed class Note
{
    public string? Text { get; set; }
}

internal sealed class NoteCodec : JsonCodec<Note>
{
    public static NoteCodec Instance { get; } = new();

    public override void Read(ref Utf8JsonReader reader, Note value, ref JsonProblems problems)
    {
        value.Text = null;
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            problems.Expected(ref reader, "an object");
            return;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isText = reader.ValueTextEquals("text"u8);
            reader.Read();
            if (isText && reader.TokenType == JsonTokenType.String)
                value.Text = reader.GetString();
            else
                reader.Skip();
        }
    }

    public override void Write(Utf8JsonWriter writer, Note value)
    {
        writer.WriteStartObject();
        writer.WriteString("text"u8, value.Text);
        writer.WriteEndObject();
    }
}
