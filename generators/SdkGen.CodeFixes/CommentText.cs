using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace SdkGen.CodeFixes;

/// <summary>Lines that are put in front of a declaration, with its indentation.</summary>
internal static class CommentText
{
    /// <summary>The line right before a declaration, after comments that it has already.</summary>
    public static TextChange Before(SyntaxNode declaration, string line, SourceText text)
    {
        var start = declaration.SpanStart;
        var own = text.Lines.GetLineFromPosition(start);
        var indent = text.ToString(TextSpan.FromBounds(own.Start, start));
        var end = text.Lines[0].EndIncludingLineBreak > text.Lines[0].End ? text.ToString(TextSpan.FromBounds(text.Lines[0].End, text.Lines[0].EndIncludingLineBreak)) : "\n";
        return new TextChange(new TextSpan(start, 0), line + end + (string.IsNullOrWhiteSpace(indent) ? indent : ""));
    }
}
