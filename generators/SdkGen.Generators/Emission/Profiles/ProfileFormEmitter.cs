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
        var plainText = plain.ToString();
        string Form(string text) => text == plainText ? "JsonSchemaUtf8" : Literal(text);
        string Profiles(List<string> members) => string.Join(" or ", members.Select(member => "global::SdkGen.SchemaProfile." + member));
        var header = $"protected override {names.Bytes} LoweredSchemaUtf8(global::SdkGen.SchemaProfile profile) =>";
        if (forms.Count == 1)
        {
            var (one, only) = forms[0];
            writer.Line(header);
            writer.Line($"    profile is {Profiles(only)} ? {Form(one)} : default;");
            return;
        }

        using var choice = writer.Braces(header + " profile switch", "};");
        foreach (var (text, members) in forms)
            writer.Line($"{Profiles(members)} => {Form(text)},");
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
