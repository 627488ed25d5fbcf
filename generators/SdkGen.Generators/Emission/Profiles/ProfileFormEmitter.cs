using System.Collections.Immutable;

namespace SdkGen.Generators.Emission.Profiles;

/// <summary>The forms of a tool's schema as constants, in the override of <c>LlmTool.LoweredSchemaUtf8</c>. Equal forms stand once.</summary>
internal static class ProfileFormEmitter
{
    /// <summary>Writes the override; nothing where no profile has a form of its own.</summary>
    public static void Emit(SourceWriter writer, Schema plain, ImmutableArray<ProfileRules> profiles, EmittedNames names)
    {
        var forms = Forms(plain, profiles);
        if (forms.Count == 0)
            return;
        writer.Line();
        using var choice = writer.Braces($"protected override {names.Bytes} LoweredSchemaUtf8(global::SdkGen.SchemaProfile profile) => profile switch", "};");
        var plainText = plain.ToString();
        foreach (var (text, members) in forms)
            writer.Line($"{string.Join(" or ", members.Select(member => "global::SdkGen.SchemaProfile." + member))} => {(text == plainText ? "JsonSchemaUtf8" : Literal(text))},");
        writer.Line("_ => default,");
    }

    /// <summary>Compact JSON never has three quotes in a row, and begins and ends with a brace: it can stand as it is.</summary>
    public static string Literal(string json) => $"\"\"\"{json}\"\"\"u8";

    private static List<(string Text, List<string> Members)> Forms(Schema plain, ImmutableArray<ProfileRules> profiles)
    {
        var forms = new List<(string Text, List<string> Members)>();
        foreach (var profile in profiles)
        {
            // The base class answers for profiles that take the plain schema.
            if (profile.TakesPlainSchema || SchemaLowering.Lower(plain, profile).Schema is not { IsEmpty: false } lowered)
                continue;
            var text = lowered.ToString();
            var same = forms.FindIndex(form => form.Text == text);
            if (same < 0)
                forms.Add((text, [profile.Member]));
            else
                forms[same].Members.Add(profile.Member);
        }

        return forms;
    }
}
