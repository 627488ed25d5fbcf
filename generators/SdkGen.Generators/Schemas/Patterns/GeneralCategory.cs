namespace SdkGen.Generators.Schemas.Patterns;

/// <summary>Names of Unicode's general categories.</summary>
internal static class GeneralCategory
{
    // Short name, then every long one; as PropertyValueAliases.txt of the Unicode character database has them.
    private static readonly Dictionary<string, string> s_short = new[]
    {
        "C Other", "Cc Control cntrl", "Cf Format", "Cn Unassigned", "Co Private_Use", "Cs Surrogate",
        "L Letter", "Ll Lowercase_Letter", "Lm Modifier_Letter", "Lo Other_Letter", "Lt Titlecase_Letter", "Lu Uppercase_Letter",
        "M Mark Combining_Mark", "Mc Spacing_Mark", "Me Enclosing_Mark", "Mn Nonspacing_Mark",
        "N Number", "Nd Decimal_Number digit", "Nl Letter_Number", "No Other_Number",
        "P Punctuation punct", "Pc Connector_Punctuation", "Pd Dash_Punctuation", "Pe Close_Punctuation", "Pf Final_Punctuation", "Pi Initial_Punctuation",
        "Po Other_Punctuation", "Ps Open_Punctuation",
        "S Symbol", "Sc Currency_Symbol", "Sk Modifier_Symbol", "Sm Math_Symbol", "So Other_Symbol",
        "Z Separator", "Zl Line_Separator", "Zp Paragraph_Separator", "Zs Space_Separator",
    }.Select(line => line.Split(' ')).SelectMany(names => names, (names, name) => (name, names[0])).ToDictionary(pair => pair.name, pair => pair.Item2, StringComparer.Ordinal);

    /// <summary>The short name; null where there is no such category.</summary>
    /// <param name="property">What stands in the braces of <c>\p{…}</c>.</param>
    public static string? Find(string property)
    {
        var equals = property.IndexOf('=');
        if (equals >= 0 && property.Substring(0, equals) is not ("gc" or "General_Category"))
            return null;
        return s_short.TryGetValue(property.Substring(equals + 1), out var name) ? name : null;
    }
}
