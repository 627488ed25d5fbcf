namespace SdkGen;

/// <summary>The names by which telemetry is listened to.</summary>
public static class LlmTelemetry
{
    /// <summary>Name of the source of spans and of the meter: <c>tracing.AddSource(LlmTelemetry.SourceName)</c>, <c>metrics.AddMeter(LlmTelemetry.SourceName)</c>.</summary>
    public const string SourceName = "SdkGen";

    /// <summary>Name of the category of log messages.</summary>
    public const string LogCategory = "SdkGen";
}
