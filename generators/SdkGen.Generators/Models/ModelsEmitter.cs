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
        writer.Line(EmittedFile.GeneratedCode);
        using (writer.Braces($"public static partial class {provider.TypeName}"))
        {
        }

        return writer.ToString();
    }
}
