using System.Globalization;
using SdkGen.Generators.Emission;
using SdkGen.Generators.Providers;

namespace SdkGen.Generators.Catalog;

/// <summary>Emits what is known of models as rows of data: what a project gets instead of clients where <c>SdkGenSpecOutput</c> is <c>catalog</c>.</summary>
internal static class CatalogEmitter
{
    /// <summary>One provider: its rows, as UTF-8 that lies in the assembly until it is read.</summary>
    public static string EmitProvider(ProviderModel provider, string @namespace)
    {
        var writer = EmittedFile.Begin(@namespace);
        writer.Line($"/// <summary>The models of {XmlDoc.Escape(provider.Name)}, a line each.</summary>");
        writer.Line(EmittedFile.GeneratedCode);
        using (writer.Braces($"internal static class {ClassName(provider)}"))
        {
            writer.Line("public static global::System.ReadOnlySpan<byte> Rows =>");
            using (writer.Indent())
            {
                // JSON never has three quotes in a row, so the literal cannot end early.
                writer.Line("\"\"\"");
                writer.Line($"{{\"id\":{JsonText.Quote(provider.Id)},\"name\":{JsonText.Quote(provider.Name)},\"runtime\":{JsonText.Quote(provider.Runtime)},\"models\":[");
                for (var i = 0; i < provider.Models.Count; i++)
                    writer.Line(CatalogRow.Of(provider, provider.Models[i]) + (i + 1 < provider.Models.Count ? "," : ""));
                writer.Line("]}");
                writer.Line("\"\"\"u8;");
            }
        }

        return writer.Finish();
    }

    /// <summary>All providers: where the rows of each are.</summary>
    public static string EmitIndex(CatalogIndex index)
    {
        var writer = EmittedFile.Begin(index.Namespace);
        writer.Line("/// <summary>The rows of every provider.</summary>");
        writer.Line(EmittedFile.GeneratedCode);
        using (writer.Braces("internal static class CatalogRows"))
        {
            writer.Line($"public const int Count = {index.Classes.Count.ToString(CultureInfo.InvariantCulture)};").Line();
            using var rows = writer.Braces("public static global::System.ReadOnlySpan<byte> Of(int provider) => provider switch", "};");
            for (var i = 0; i < index.Classes.Count; i++)
                writer.Line($"{i.ToString(CultureInfo.InvariantCulture)} => {index.Classes[i]}.Rows,");
            writer.Line("_ => default,");
        }

        return writer.Finish();
    }

    public static string ClassName(ProviderModel provider) => provider.StemName + "Catalog";
}
