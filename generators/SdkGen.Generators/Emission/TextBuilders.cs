using System.Text;

namespace SdkGen.Generators.Emission;

/// <summary>Builders of text that serve again on their thread: a generator makes much text that is thrown away, and every collection of it stops the compiler.</summary>
internal static class TextBuilders
{
    private const int MostFree = 4;
    private const int LargestFree = 1 << 18;

    [ThreadStatic]
    private static Stack<StringBuilder>? t_free;

    /// <summary>An empty builder, which <see cref="Finish"/> takes back.</summary>
    public static StringBuilder Take() => t_free is { Count: > 0 } free ? free.Pop() : new StringBuilder(1024);

    /// <summary>The text of a builder, which nobody may use after that.</summary>
    public static string Finish(StringBuilder builder)
    {
        var text = builder.ToString();
        var free = t_free ??= new Stack<StringBuilder>(MostFree);
        if (free.Count < MostFree && builder.Capacity <= LargestFree)
            free.Push(builder.Clear());
        return text;
    }
}
