using Microsoft.Extensions.Logging;
using SdkGen.Telemetry;

namespace SdkGen;

internal static partial class RetryLog
{
    [LoggerMessage(30, LogLevel.Warning, "{Service} failed ({Reason}): attempt {Attempt} follows in {Milliseconds} ms{Reference}.")]
    public static partial void Retrying(ILogger logger, string service, int attempt, long milliseconds, string reason, LogReference reference, string? traceId);
}
