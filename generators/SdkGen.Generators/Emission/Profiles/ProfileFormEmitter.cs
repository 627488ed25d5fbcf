using System.Collections.Immutable;

namespace SdkGen.Generators.Emission.Profiles;

/// <summary>The forms of a tool's schema as constants, in the override of <c>LlmTool.LoweredSchemaUtf8</c>. Equal forms stand once.</summary>
internal static class ProfileFormEmitter
{
    /// <summary>Compact JSON never has three quotes in a row, and begins and ends with a brace: it can stand as it is.</summary>
    private const string Quotes = "\"\"\"";

    /// <summary>Writes the override; nothing where no profile has a form of its own.</summary>
    public static void Emit(SourceWriter writer, Schema plain, ImmutableArray<ProfileRules> profiles, EmittedNames names)
    {
        var forms = Forms(plain, profiles);
        if (forms.Count == 0)
            return;
        writer.Line();
        string Profiles(List<string> members) => string.Join(" or ", members.Select(member => "global::SdkGen.SchemaProfile." + member));
        var header = $"protected override {names.Bytes} LoweredSchemaUtf8(global::SdkGen.SchemaProfile profile) =>";
        if (forms.Count == 1)
        {
            var (one, only) = forms[0];
            writer.Line(header);
            if (one == plain)
                writer.Line($"    profile is {Profiles(only)} ? JsonSchemaUtf8 : default;");
            else
                writer.Line($"    profile is {Profiles(only)} ? {Quotes}{one}{Quotes}u8 : default;");
            return;
        }

        using var choice = writer.Braces(header + " profile switch", "};");
        foreach (var (form, members) in forms)
        {
            if (form == plain)
                writer.Line($"{Profiles(members)} => JsonSchemaUtf8,");
            else
                writer.Line($"{Profiles(members)} => {Quotes}{form}{Quotes}u8,");
        }

        writer.Line("_ => default,");
    }

    /// <summary>Writes a schema as the expression that ends a member.</summary>
    public static void EmitLiteral(SourceWriter writer, Schema schema) => writer.Line($"    {Quotes}{schema}{Quotes}u8;");

    /// <summary>Each form once; one that says what the plain schema says is that schema.</summary>
    private static List<(Schema Form, List<string> Members)> Forms(Schema plain, ImmutableArray<ProfileRules> profiles)
    {
        var forms = new List<(Schema Form, List<string> Members)>();
        foreach (var profile in profiles)
        {
            // The base class answers for profiles that take the plain schema.
            if (profile.TakesPlainSchema || SchemaLowering.Lower(plain, profile).Schema is not { IsEmpty: false } lowered)
                continue;
            var form = IsSame(lowered, plain) ? plain : lowered;
            var same = forms.FindIndex(known => IsSame(known.Form, form));
            if (same < 0)
                forms.Add((form, [profile.Member]));
            else
                forms[same].Members.Add(profile.Member);
        }

        return forms;

        static bool IsSame(Schema first, Schema second) => first == second || first.ToString() == second.ToString();
    }
}
