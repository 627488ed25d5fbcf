namespace SdkGen.Generators.Emission;

/// <summary>What emitted readers and writers call the types that they name in every line: in full, or by a <c>using</c> that the file begins with.</summary>
internal sealed class EmittedNames
{
    private static readonly (string Alias, string Type)[] s_aliases =
    [
        ("Bytes", "global::System.ReadOnlySpan<byte>"),
        ("JsonReader", "global::System.Text.Json.Utf8JsonReader"),
        ("JsonWriter", "global::System.Text.Json.Utf8JsonWriter"),
        ("Problems", "global::SdkGen.Json.JsonProblems"),
        ("Read", "global::SdkGen.Json.ContractReader"),
        ("Write", "global::SdkGen.Json.ContractWriter"),
    ];

    private readonly string? _suffix;

    private EmittedNames(string? suffix) => _suffix = suffix;

    /// <summary>Every type in full: needs nothing of the file.</summary>
    public static EmittedNames Full { get; } = new(null);

    /// <summary>The names of <c>using</c>s, with <paramref name="suffix"/>, which sets them apart from types of the namespace that they stand in.</summary>
    public static EmittedNames Short(string suffix) => new(suffix);

    public string Bytes => Name(0);

    public string JsonReader => Name(1);

    public string JsonWriter => Name(2);

    public string Problems => Name(3);

    public string Read => Name(4);

    public string Write => Name(5);

    /// <summary>The first suffix with which no name is taken.</summary>
    public static string FreeSuffix(Func<string, bool> isTaken)
    {
        var suffix = "";
        for (var i = 2; s_aliases.Any(item => isTaken(item.Alias + suffix)); i++)
            suffix = i.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return suffix;
    }

    /// <summary>Writes the <c>using</c>s, right after the namespace.</summary>
    public void EmitUsings(SourceWriter writer)
    {
        foreach (var (alias, type) in s_aliases)
            writer.Line($"using {alias}{_suffix} = {type};");
        writer.Line();
    }

    private string Name(int index) => _suffix is null ? s_aliases[index].Type : s_aliases[index].Alias + _suffix;
}
