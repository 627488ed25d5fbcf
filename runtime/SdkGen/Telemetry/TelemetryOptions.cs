using Microsoft.Extensions.Logging;
using SdkGen.Telemetry;

namespace SdkGen;

/// <summary>What a client made by <c>WithTelemetry</c> tells.</summary>
public sealed class TelemetryOptions
{
    /// <summary>
    /// Spans and log events hold what was said: messages, instructions, tools, arguments and results, each passed through <see cref="Redactor"/>.
    /// The environment variable <c>OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT=true</c> unless set; without it false.
    /// </summary>
    public bool CaptureContent { get; set; } = TelemetryEnvironment.CapturesContent;

    /// <summary>
    /// The names of the conventions' development version in the place of those of 1.41.1. <c>gen_ai_latest_experimental</c> in the environment variable
    /// <c>OTEL_SEMCONV_STABILITY_OPT_IN</c> unless set; without it false.
    /// </summary>
    public bool UseLatestConventions { get; set; } = TelemetryEnvironment.UsesLatestConventions;

    /// <summary>Takes out of content, and out of the messages of errors, what must not be kept; <see cref="LlmRedactor.Default"/> unless set.</summary>
    public ILlmRedactor Redactor { get; set; } = LlmRedactor.Default;

    /// <summary>Takes log messages, in the category <see cref="LlmTelemetry.LogCategory"/>; with <c>AddTelemetry</c> that of the application. None unless set.</summary>
    public ILoggerFactory? LoggerFactory { get; set; }

    /// <summary>The clock of all measurements; with <c>AddTelemetry</c> that of the application. That of the system unless set.</summary>
    public TimeProvider? TimeProvider { get; set; }
}
