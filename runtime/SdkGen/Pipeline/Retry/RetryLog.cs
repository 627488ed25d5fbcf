using Microsoft.Extensions.Logging;

namespace SdkGen;

internal static partial class RetryLog
{
    [LoggerMessage(30, LogLevel.Warning, "{Service} failed ({Reason}): attempt {Attempt} follows in {Milliseconds} ms. Trace {TraceId}.")]
    public static partial void Retrying(ILogger logger, string service, int attempt, long milliseconds, string reason, string? traceId);
}
