using System.Globalization;

namespace SdkGen.Generators.Schemas.Patterns;

/// <summary>The groups of an ECMAScript pattern, in the order of their opening brackets.</summary>
/// <remarks>.NET counts named groups after the others, so every group that is referred to gets a name by its ECMAScript number.</remarks>
internal sealed class GroupNames
{
    private readonly List<string?> _names = [];

    public int Count => _names.Count;

    /// <summary>Something in the pattern refers to a group; where nothing does, groups capture nothing.</summary>
    public bool AreUsed { get; private set; }

    public static string Of(int group) => "g" + group.ToString(CultureInfo.InvariantCulture);

    public int? Find(string name) => _names.IndexOf(name) is >= 0 and var index ? index + 1 : null;

    public static GroupNames Scan(string pattern)
    {
        var groups = new GroupNames();
        var isInClass = false;
        for (var i = 0; i < pattern.Length; i++)
        {
            var next = i + 1 < pattern.Length ? pattern[i + 1] : '\0';
            switch (pattern[i])
            {
                case '\\':
                    groups.AreUsed |= !isInClass && next is 'k' or (>= '1' and <= '9');
                    i++;
                    break;
                case '[':
                    isInClass = true;
                    break;
                case ']':
                    isInClass = false;
                    break;
                case '(' when !isInClass:
                    groups.Open(pattern, i + 1);
                    break;
            }
        }

        return groups;
    }

    private void Open(string pattern, int at)
    {
        if (at >= pattern.Length || pattern[at] != '?')
        {
            _names.Add(null);
            return;
        }

        var end = pattern.IndexOf('>', at);
        if (at + 2 < pattern.Length && pattern[at + 1] == '<' && pattern[at + 2] is not ('=' or '!') && end > 0)
            _names.Add(pattern.Substring(at + 2, end - at - 2));
    }
}
