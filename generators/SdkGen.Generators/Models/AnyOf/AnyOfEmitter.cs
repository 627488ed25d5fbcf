using SdkGen.Generators.Emission;

namespace SdkGen.Generators.Models.AnyOf;

/// <summary>Writes the members of a class for combinations of two to four models.</summary>
internal static class AnyOfEmitter
{
    private const int FewestModels = 2;
    private const int MostModels = 4;

    public static string Emit(AnyOfClass owner)
    {
        var writer = EmittedFile.Begin(owner.Owner.Namespace);
        using (writer.Braces($"{owner.Owner.Accessibility} static partial class {CSharpIdentifier.Escape(owner.Owner.Name)}"))
        {
            var first = true;
            foreach (var method in owner.Methods)
            {
                for (var models = FewestModels; models <= MostModels; models++)
                {
                    if (!first)
                        writer.Line();
                    first = false;
                    EmitMethod(writer, method, models);
                }
            }
        }

        return writer.Finish();
    }

    private static void EmitMethod(SourceWriter writer, AnyOfMethod method, int models)
    {
        string[] members = [.. Enumerable.Range(1, models).Select(number => $"T{number}")];
        var any = $"global::SdkGen.AnyOf<{string.Join(", ", members)}>";
        var parameters = string.Join(", ", method.Parameters.Select(parameter => Declare(parameter, any)));
        writer.Line($"/// <inheritdoc cref=\"{method.DocumentationId}\"/>");
        writer.Line(EmittedFile.GeneratedCode);
        writer.Line($"{method.Accessibility} static {Of(method.ReturnType, any)} {CSharpIdentifier.Escape(method.Name)}<{string.Join(", ", members)}>({parameters})");
        using (writer.Indent())
        {
            foreach (var member in members)
                writer.Line($"where {member} : {string.Join(", ", method.Constraints.Select(type => Of(type, member)))}");
            writer.Line($"=> {CSharpIdentifier.Escape(method.Body)}<{any}>({string.Join(", ", method.Parameters.Select(parameter => CSharpIdentifier.Escape(parameter.Name)))});");
        }
    }

    private static string Declare(AnyOfParameter parameter, string any) =>
        (parameter.IsThis ? "this " : parameter.IsParams ? "params " : "") + $"{Of(parameter.Type, any)} {CSharpIdentifier.Escape(parameter.Name)}" + (parameter.Default is { } value ? $" = {value}" : "");

    private static string Of(string text, string model) => text.Replace(AnyOfMethod.Model, model);
}
