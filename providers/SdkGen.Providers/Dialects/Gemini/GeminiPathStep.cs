using System.Globalization;

namespace SdkGen.Dialects.Gemini;

/// <summary>One step of a path such as <c>$.items[0].name</c>.</summary>
/// <param name="Name">The member; null where the step is a place in an array.</param>
/// <param name="Index">The place.</param>
internal readonly record struct GeminiPathStep(string? Name, int Index)
{
    public bool IsIndex => Name is null;

    /// <summary>Reads a path: members behind dots or quoted in brackets, places in brackets.</summary>
    /// <returns>Null where it is none.</returns>
    public static List<GeminiPathStep>? Parse(string path)
    {
        if (!path.StartsWith('$'))
            return null;
        var steps = new List<GeminiPathStep>();
        for (var i = 1; i < path.Length;)
        {
            if (path[i] == '.')
            {
                var end = path.AsSpan(i + 1).IndexOfAny('.', '[');
                end = end < 0 ? path.Length : i + 1 + end;
                steps.Add(new(path[(i + 1)..end], 0));
                i = end;
            }
            else if (path[i] != '[' || Bracket(path, i + 1, steps) is not { } end)
            {
                return null;
            }
            else
            {
                i = end;
            }
        }

        return steps;
    }

    /// <returns>The position behind the bracket.</returns>
    private static int? Bracket(string path, int start, List<GeminiPathStep> steps)
    {
        if (start < path.Length && path[start] is '\'' or '"')
        {
            var name = new System.Text.StringBuilder();
            for (var i = start + 1; i < path.Length; i++)
            {
                if (path[i] == '\\' && i + 1 < path.Length)
                {
                    name.Append(path[++i]);
                }
                else if (path[i] != path[start])
                {
                    name.Append(path[i]);
                }
                else if (i + 1 < path.Length && path[i + 1] == ']')
                {
                    steps.Add(new(name.ToString(), 0));
                    return i + 2;
                }
                else
                {
                    return null;
                }
            }

            return null;
        }

        var end = path.IndexOf(']', start);
        if (end < 0 || !int.TryParse(path.AsSpan(start, end - start), NumberStyles.None, CultureInfo.InvariantCulture, out var index))
            return null;
        steps.Add(new(null, index));
        return end + 1;
    }
}
