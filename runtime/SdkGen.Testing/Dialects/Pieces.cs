namespace SdkGen.Testing.Dialects;

/// <summary>Cuts text as a stream does, never between the halves of a surrogate pair.</summary>
internal static class Pieces
{
    /// <summary>A piece per word, each with the space before it, as tokens come.</summary>
    public static IEnumerable<string> Words(string text)
    {
        for (var start = 0; start < text.Length;)
        {
            var end = text.IndexOf(' ', start + 1);
            end = end < 0 ? text.Length : end;
            yield return text[start..end];
            start = end;
        }
    }

    public static IEnumerable<string> OfLength(string text, int length)
    {
        for (var start = 0; start < text.Length;)
        {
            var end = Math.Min(start + length, text.Length);
            if (end < text.Length && char.IsLowSurrogate(text[end]))
                end++;
            yield return text[start..end];
            start = end;
        }
    }
}
