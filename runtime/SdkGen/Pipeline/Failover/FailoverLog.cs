using Microsoft.Extensions.Logging;

namespace SdkGen;

internal static partial class FailoverLog
{
    [LoggerMessage(31, LogLevel.Warning, "{Service} failed ({Reason}): the request goes to {Next}. Trace {TraceId}.")]
    public static partial void GoesOn(ILogger logger, string service, string reason, string next, string? traceId);
}
