using System.Text;
using System.Text.Json;

namespace SdkGen.SpecRefresh;

/// <summary>The text of a provider file and where its models and their members stand in it, so that a change leaves everything else as a person wrote it.</summary>
internal sealed class SpecDocument
{
    private readonly byte[] _utf8;

    private SpecDocument(byte[] utf8) => _utf8 = utf8;

    /// <summary>The models in their order.</summary>
    public IReadOnlyList<SpecModel> Models { get; private set; } = [];

    /// <summary>The braces of <c>models</c>; null where the file has none.</summary>
    public (int Start, int End)? ModelsSpan { get; private set; }

    public static SpecDocument Parse(string text)
    {
        var document = new SpecDocument(Encoding.UTF8.GetBytes(text));
        var reader = new Utf8JsonReader(document._utf8);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            throw new RefreshException("The spec is no JSON object.");
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isModels = reader.ValueTextEquals("models");
            reader.Read();
            if (isModels && reader.TokenType == JsonTokenType.StartObject)
                document.ReadModels(ref reader);
            else
                reader.Skip();
        }

        return document;
    }

    /// <summary>The file's bytes between two places.</summary>
    public string Text(int start, int end) => Encoding.UTF8.GetString(_utf8.AsSpan(start, end - start));

    /// <summary>The file with changes made. None of them may overlap.</summary>
    public string Apply(IEnumerable<TextChange> changes)
    {
        var result = new MemoryStream();
        var position = 0;
        foreach (var change in changes.OrderBy(change => change.Start).ThenBy(change => change.End))
        {
            result.Write(_utf8.AsSpan(position, change.Start - position));
            result.Write(Encoding.UTF8.GetBytes(change.Text));
            position = change.End;
        }

        result.Write(_utf8.AsSpan(position));
        return Encoding.UTF8.GetString(result.GetBuffer().AsSpan(0, (int)result.Length));
    }

    private void ReadModels(ref Utf8JsonReader reader)
    {
        var start = (int)reader.TokenStartIndex;
        var models = new List<SpecModel>();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var id = reader.GetString()!;
            reader.Read();
            if (reader.TokenType == JsonTokenType.StartObject)
                models.Add(ReadModel(id, ref reader));
            else
                reader.Skip();
        }

        Models = models;
        ModelsSpan = (start, (int)reader.BytesConsumed);
    }

    private SpecModel ReadModel(string id, ref Utf8JsonReader reader)
    {
        var start = (int)reader.TokenStartIndex;
        var members = new List<SpecMember>();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            reader.Read();
            var value = (int)reader.TokenStartIndex;
            reader.Skip();
            members.Add(new SpecMember(name, value, (int)reader.BytesConsumed, JsonDocument.Parse(_utf8.AsMemory(value, (int)reader.BytesConsumed - value)).RootElement));
        }

        var end = (int)reader.BytesConsumed;
        return new SpecModel(id, start, end, members, Text(start, end).Contains('\n', StringComparison.Ordinal));
    }
}

/// <param name="Start">Its opening brace.</param>
/// <param name="End">Behind its closing brace.</param>
/// <param name="HasLines">Its members stand on lines of their own.</param>
internal sealed record SpecModel(string Id, int Start, int End, IReadOnlyList<SpecMember> Members, bool HasLines)
{
    public SpecMember? Find(string name) => Members.FirstOrDefault(member => member.Name == name);
}

/// <param name="Start">Where its value starts.</param>
/// <param name="End">Behind its value.</param>
internal sealed record SpecMember(string Name, int Start, int End, JsonElement Value);

/// <summary>Replaces the bytes between two places.</summary>
internal readonly record struct TextChange(int Start, int End, string Text);
