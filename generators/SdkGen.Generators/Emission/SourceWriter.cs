using System.Text;

namespace SdkGen.Generators.Emission;

/// <summary>Indented text with <c>\n</c> line ends: the one way that emitted source is written.</summary>
internal sealed class SourceWriter
{
    private readonly StringBuilder _text = new(4096);
    private int _indent;

    /// <summary>Writes a line, or several where the text holds line ends; an empty text is an empty line without indent.</summary>
    public SourceWriter Line(string text = "")
    {
        var start = 0;
        int end;
        while ((end = text.IndexOf('\n', start)) >= 0)
        {
            Append(text, start, end - start);
            start = end + 1;
        }

        Append(text, start, text.Length - start);
        return this;
    }

    private void Append(string text, int start, int count)
    {
        if (count > 0)
            _text.Append(' ', _indent * 4).Append(text, start, count);
        _text.Append('\n');
    }

    /// <summary>Writes a header and an opening brace; the closing one is written when the block is disposed.</summary>
    public Block Braces(string header, string close = "}")
    {
        Line(header);
        Line("{");
        _indent++;
        return new Block(this, close);
    }

    /// <summary>Writes <c>[</c>; the closing <c>],</c> is written when the block is disposed.</summary>
    public Block BracketList()
    {
        Line("[");
        _indent++;
        return new Block(this, "],");
    }

    /// <summary>Indents what follows until the block is disposed.</summary>
    public Block Indent()
    {
        _indent++;
        return new Block(this, null);
    }

    public override string ToString() => _text.ToString();

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
