using System.Text.RegularExpressions;

namespace SdkGen.Testing.Dialects.Gemini;

/// <summary>What a path asks for.</summary>
/// <param name="IsVertex">The path is one of Vertex AI.</param>
/// <param name="Model">The model; null where the path names none.</param>
/// <param name="Verb">The word behind the colon: <c>generateContent</c>, …; null for lists of models.</param>
internal sealed partial record GeminiCall(bool IsVertex, string? Model, string? Verb)
{
    /// <summary>Reads a path.</summary>
    /// <returns>Null where it is none of this service.</returns>
    public static GeminiCall? Of(string path)
    {
        var match = Path().Match(path);
        if (!match.Success)
            return null;
        var model = match.Groups["model"] is { Success: true } name ? Uri.UnescapeDataString(name.Value) : null;
        return new(match.Groups["vertex"].Success, model, match.Groups["verb"] is { Success: true } verb ? verb.Value : null);
    }

    /// <summary>Models from the third generation on check what they are sent more closely.</summary>
    public bool IsNewer => Model is not null && Generation().Match(Model) is { Success: true } match && int.Parse(match.Groups[1].ValueSpan, System.Globalization.CultureInfo.InvariantCulture) >= 3;

    [GeneratedRegex("^/(v1beta1?/|v1/(?=projects/|publishers/))((?<vertex>(projects/[^/]+/locations/[^/]+/)?publishers/google)/)?models(/(?<model>[^:]+?)(:(?<verb>[A-Za-z]+))?)?$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Path();

    [GeneratedRegex("^gemini-([0-9]{1,4})", RegexOptions.CultureInvariant)]
    private static partial Regex Generation();
}
