namespace SdkGen.Generators.Emission.Profiles;

/// <summary>What a provider says of a tool beside its schema. Null is no limit known.</summary>
internal sealed class ToolLimits
{
    /// <summary>How a name may look, for a person.</summary>
    public string Name { get; init; } = "letters, digits, _ and -";

    public int MaxName { get; init; } = 64;

    /// <summary>Characters beside letters and digits.</summary>
    public string NameCharacters { get; init; } = "_-";

    /// <summary>The name begins with a letter or <c>_</c>.</summary>
    public bool NameStartsWithLetter { get; init; }

    public int? MaxDescription { get; init; }

    /// <summary>Characters of an argument's name beside letters and digits; null where any will do.</summary>
    public string? KeyCharacters { get; init; }

    public int MaxKey { get; init; } = 64;

    public bool KeyStartsWithLetter { get; init; }

    /// <summary>Tools in one request.</summary>
    public int? MaxTools { get; init; }

    /// <summary>Optional parameters of all tools of a request.</summary>
    public int? MaxOptional { get; init; }

    /// <summary>Values with several types of all tools of a request.</summary>
    public int? MaxUnions { get; init; }

    /// <summary>Properties of a schema.</summary>
    public int? MaxProperties { get; init; }

    /// <summary>Objects within objects.</summary>
    public int? MaxDepth { get; init; }

    /// <summary>Values of all <c>enum</c>s of a schema.</summary>
    public int? MaxEnumValues { get; init; }

    /// <summary>Characters of names, definitions, enum and constant values of a schema.</summary>
    public int? MaxText { get; init; }

    public bool AllowsName(string name) => Allows(name, MaxName, NameCharacters, NameStartsWithLetter);

    public bool AllowsKey(string key) => KeyCharacters is null || Allows(key, MaxKey, KeyCharacters, KeyStartsWithLetter);

    private static bool Allows(string name, int longest, string more, bool startsWithLetter)
    {
        if (name.Length == 0 || name.Length > longest)
            return false;
        if (startsWithLetter && name[0] is not ((>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or '_'))
            return false;
        foreach (var c in name)
        {
            if (c is not ((>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9')) && more.IndexOf(c) < 0)
                return false;
        }

        return true;
    }
}
