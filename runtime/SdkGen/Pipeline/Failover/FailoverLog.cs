using Microsoft.Extensions.Logging;
using SdkGen.Telemetry;

namespace SdkGen;

internal static partial class FailoverLog
{
    [LoggerMessage(31, LogLevel.Warning, "{Service} failed ({Reason}): the request goes to {Next}{Reference}.")]
    public static partial void GoesOn(ILogger logger, string service, string reason, string next, LogReference reference, string? traceId);
}
