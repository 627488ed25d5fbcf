namespace SdkGen;

/// <summary>Where the page of a diagnostic is found: <c>docs/diagnostics/{id}.md</c> of the repository.</summary>
internal static class DiagnosticPage
{
    /// <summary>As <c>UrlFormat</c> of an <c>[Obsolete]</c> wants it: <c>{0}</c> stands for the id.</summary>
    public const string Format = "https://github.com/sdkgen/sdkgen/blob/main/docs/diagnostics/{0}.md";

    /// <summary>The page of one diagnostic.</summary>
    public static string Of(string id) => Format.Replace("{0}", id);
}
