using System.Text.Json;
using System.Text.RegularExpressions;

namespace SdkGen.Testing.Dialects.Gemini;

/// <summary>Finds what the service would refuse in the tools of a request.</summary>
internal static partial class GeminiToolJudge
{
    private static readonly string[] s_own = ["googleSearch", "codeExecution", "urlContext", "fileSearch", "googleMaps"];

    public static GeminiError? Judge(JsonElement body, GeminiCall call)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var servesItself = false;
        var tool = 0;
        foreach (var item in body.List("tools"))
        {
            servesItself |= s_own.Any(own => item.Field(own) is not null);
            var place = 0;
            foreach (var function in item.List("functionDeclarations"))
            {
                if (JudgeFunction(function, $"tools[{tool}].function_declarations[{place++}]", names) is { } error)
                    return error;
            }

            tool++;
        }

        if (servesItself && names.Count > 0 && !call.IsNewer)
            return new GeminiError(400, "This model cannot use functions beside tools of the service.");
        foreach (var allowed in body.Field("toolConfig")?.Field("functionCallingConfig")?.List("allowedFunctionNames") ?? [])
        {
            if (allowed.GetString() is { } name && !names.Contains(name))
                return GeminiJudge.Invalid("tool_config.function_calling_config.allowed_function_names", $"there is no function '{name}'.");
        }

        return null;
    }

    private static GeminiError? JudgeFunction(JsonElement function, string path, HashSet<string> names)
    {
        if (function.Word("name") is not { } name || !Name().IsMatch(name))
            return GeminiJudge.Invalid($"{path}.name", "it begins with a letter or an underscore and holds letters, digits, underscores, dots, colons and dashes, 128 at most.");
        if (function.Field("parameters") is not null && function.Field("parametersJsonSchema") is not null)
            return GeminiJudge.Invalid($"{path}.parameters_json_schema", "parameters is set, too.");
        return names.Add(name) ? null : new GeminiError(400, $"The function {name} is declared twice.") { Field = path };
    }

    [GeneratedRegex("^[A-Za-z_][A-Za-z0-9_.:-]{0,127}$", RegexOptions.CultureInvariant)]
    private static partial Regex Name();
}
