using SdkGen.Generators.Emission;
using SdkGen.Generators.Providers;

namespace SdkGen.Generators.Models;

/// <summary>Emits the class that holds a provider's models.</summary>
internal static class ModelsEmitter
{
    public static string Emit(ProviderModel provider, string @namespace)
    {
        var writer = EmittedFile.Begin(@namespace);
        writer.Line($"/// <summary>The models of {XmlDoc.Escape(provider.Name)}, as types: <c>IChatClient&lt;{provider.TypeName}.…&gt;</c>.</summary>");
        writer.Line($"[global::SdkGen.LlmProvider({CSharpLiteral.Of(provider.Id)}, {CSharpLiteral.Of(provider.Name)}, {CSharpLiteral.Of(provider.AddMethod)}{Key(provider)})]");
        writer.Line(EmittedFile.GeneratedCode);
        using (writer.Braces($"public static partial class {provider.TypeName}"))
        {
        }

        return writer.Finish();
    }

    private static string Key(ProviderModel provider) => provider.Auth.Env is { } variable ? $", KeyVariable = {CSharpLiteral.Of(variable)}" : "";
}
