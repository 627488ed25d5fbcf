using System.Text;
using Microsoft.CodeAnalysis.Diagnostics;

namespace SdkGen.Generators.Tools;

/// <summary>How a project spells the names of tools that have no name of their own: the build property <c>SdkGenToolNames</c>.</summary>
internal enum ToolNaming
{
    /// <summary>As the method is called.</summary>
    AsIs,

    /// <summary><c>get_forecast</c></summary>
    SnakeCase,

    /// <summary><c>getForecast</c></summary>
    CamelCase,

    /// <summary><c>get-forecast</c></summary>
    KebabCase,
}

internal static class ToolNamings
{
    /// <summary>The build says an error where the property is none of these.</summary>
    public static ToolNaming Of(AnalyzerConfigOptions options) =>
        (options.TryGetValue("build_property.SdkGenToolNames", out var value) ? value.Trim() : "").ToLowerInvariant() switch
        {
            "snake_case" => ToolNaming.SnakeCase,
            "camelcase" => ToolNaming.CamelCase,
            "kebab-case" => ToolNaming.KebabCase,
            _ => ToolNaming.AsIs,
        };

    public static string Apply(this ToolNaming naming, string name) => naming switch
    {
        ToolNaming.SnakeCase => Lower(name, '_'),
        ToolNaming.KebabCase => Lower(name, '-'),
        ToolNaming.CamelCase => Contracts.FromSymbols.SymbolNames.CamelCase(name),
        _ => name,
    };

    /// <summary>As System.Text.Json's policies of these names: <c>GetHTTPStatus2</c> is <c>get_http_status2</c>.</summary>
    private static string Lower(string name, char separator)
    {
        var result = new StringBuilder(name.Length + 4);
        for (var i = 0; i < name.Length; i++)
        {
            if (name[i] is '_' or '-')
            {
                if (result.Length > 0 && result[result.Length - 1] != separator && i + 1 < name.Length)
                    result.Append(separator);
                continue;
            }

            var begins = char.IsUpper(name[i]) && i > 0 && (!char.IsUpper(name[i - 1]) || (i + 1 < name.Length && char.IsLower(name[i + 1])));
            if (begins && result.Length > 0 && result[result.Length - 1] != separator)
                result.Append(separator);
            result.Append(char.ToLowerInvariant(name[i]));
        }

        return result.ToString();
    }
}
