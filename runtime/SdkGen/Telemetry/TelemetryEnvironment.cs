namespace SdkGen.Telemetry;

/// <summary>What the environment says of telemetry, by the variables that OpenTelemetry names.</summary>
internal static class TelemetryEnvironment
{
    public static bool CapturesContent => IsTrue(Environment.GetEnvironmentVariable("OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT"));

    public static bool UsesLatestConventions => OptsIn(Environment.GetEnvironmentVariable("OTEL_SEMCONV_STABILITY_OPT_IN"));

    public static bool IsTrue(string? value) => string.Equals(value?.Trim(), "true", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a list of names, separated by commas, opts into the development version.</summary>
    public static bool OptsIn(string? value) => value?.Split(',', StringSplitOptions.TrimEntries).Contains("gen_ai_latest_experimental", StringComparer.Ordinal) == true;
}
