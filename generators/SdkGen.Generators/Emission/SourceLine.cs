using System.Runtime.CompilerServices;

namespace SdkGen.Generators.Emission;

/// <summary>An interpolated line whose pieces go straight into the text, without a string for the line.</summary>
[InterpolatedStringHandler]
internal readonly ref struct SourceLine
{
    private readonly SourceWriter _writer;

    /// <param name="literalLength">How many characters stand between the pieces; the compiler passes it.</param>
    /// <param name="formattedCount">How many pieces there are; the compiler passes it.</param>
    /// <param name="writer">Takes the text.</param>
    public SourceLine(int literalLength, int formattedCount, SourceWriter writer) => _writer = writer;

    public void AppendLiteral(string text) => _writer.Append(text);

    public void AppendFormatted(string? text)
    {
        if (text is not null)
            _writer.Append(text);
    }

    public void AppendFormatted(Schema schema) => schema.Write(_writer.InLine());

    public void AppendFormatted(char character) => _writer.Append(character.ToString());
}
