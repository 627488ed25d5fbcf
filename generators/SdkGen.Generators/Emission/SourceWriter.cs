using System.Runtime.CompilerServices;
using System.Text;

namespace SdkGen.Generators.Emission;

/// <summary>Indented text with <c>\n</c> line ends: the one way that emitted source is written.</summary>
internal sealed class SourceWriter
{
    private readonly StringBuilder _text = TextBuilders.Take();
    private int _indent;
    private bool _isInLine;

    /// <summary>Writes a line, or several where the text holds line ends; an empty text is an empty line without indent.</summary>
    public SourceWriter Line(string text = "")
    {
        Append(text);
        return EndLine();
    }

    /// <inheritdoc cref="Line(string)"/>
    public SourceWriter Line([InterpolatedStringHandlerArgument("")] SourceLine line) => EndLine();

    /// <summary>Writes a header and an opening brace; the closing one is written when the block is disposed.</summary>
    public Block Braces(string header, string close = "}")
    {
        Append(header);
        return Open(close);
    }

    /// <inheritdoc cref="Braces(string, string)"/>
    public Block Braces([InterpolatedStringHandlerArgument("")] SourceLine header, string close = "}") => Open(close);

    /// <summary>Writes a piece of a line, with the indent in front of a line's first.</summary>
    internal void Append(string text)
    {
        var start = 0;
        for (int end; (end = text.IndexOf('\n', start)) >= 0; start = end + 1)
        {
            Append(text, start, end - start);
            EndLine();
        }

        Append(text, start, text.Length - start);
    }

    /// <summary>The text, for a piece of a line that is not empty and holds no line end; the indent stands in front of a line's first.</summary>
    internal StringBuilder InLine()
    {
        if (!_isInLine)
            _text.Append(' ', _indent * 4);
        _isInLine = true;
        return _text;
    }

    private void Append(string text, int start, int count)
    {
        if (count > 0)
            InLine().Append(text, start, count);
    }

    private SourceWriter EndLine()
    {
        _text.Append('\n');
        _isInLine = false;
        return this;
    }

    private Block Open(string close)
    {
        EndLine();
        Line("{");
        _indent++;
        return new Block(this, close);
    }

    /// <summary>Indents what follows until the block is disposed.</summary>
    public Block Indent()
    {
        _indent++;
        return new Block(this, null);
    }

    /// <summary>The whole text; nothing can be written after it.</summary>
    public string Finish() => TextBuilders.Finish(_text);

    internal readonly struct Block(SourceWriter writer, string? close) : IDisposable
    {
        public void Dispose()
        {
            writer._indent--;
            if (close is not null)
                writer.Line(close);
        }
    }
}
