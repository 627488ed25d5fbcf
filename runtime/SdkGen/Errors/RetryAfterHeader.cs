using System.Globalization;
using System.Net.Http.Headers;

namespace SdkGen;

/// <summary>How long an answer asks to wait: <c>retry-after-ms</c>, else <c>retry-after</c> as seconds or as an HTTP date.</summary>
internal static class RetryAfterHeader
{
    public static TimeSpan? Read(HttpResponseHeaders headers, TimeProvider time)
    {
        if (Number(headers, "retry-after-ms") is { } milliseconds)
            return TimeSpan.FromMilliseconds(milliseconds);
        if (Number(headers, "retry-after") is { } seconds)
            return TimeSpan.FromSeconds(seconds);
        if (headers.RetryAfter?.Date is { } date)
        {
            // Both dates are the server's where it sends one, so that a wrong clock here does not matter.
            var wait = date - (headers.Date ?? time.GetUtcNow());
            return wait > TimeSpan.Zero ? wait : TimeSpan.Zero;
        }

        return null;
    }

    private static double? Number(HttpResponseHeaders headers, string name) =>
        headers.NonValidated.TryGetValues(name, out var values) && double.TryParse(values.ToString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            && value is >= 0 and < int.MaxValue ? value : null;
}
