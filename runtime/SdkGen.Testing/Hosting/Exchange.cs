using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using SdkGen.Testing.Dialects;

namespace SdkGen.Testing.Hosting;

/// <summary>One request and its answer: record, judge, script, deliver.</summary>
internal sealed class Exchange(IReadOnlyList<EmulatedDialect> dialects, Func<RawAnswer?> playback, RequestLog log, TimeProvider time, CancellationToken stopping)
{
    public async Task RunAsync(HttpContext context)
    {
        var request = await RecordAsync(context.Request).ConfigureAwait(false);
        log.Add(request);
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
        try
        {
            var answer = AnswerOrReport(request);
            var outcome = await new DeliveryWriter(context, time, leaving.Token).WriteAsync(answer).ConfigureAwait(false);
            request.Finish(outcome);
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException or ObjectDisposedException)
        {
            request.Finish(stopping.IsCancellationRequested ? RequestOutcome.Cut : RequestOutcome.Abandoned);
            context.Abort();
        }
        finally
        {
            // Whatever else happened: a test that waits for the outcome must not hang.
            request.Finish(RequestOutcome.Cut);
        }
    }

    /// <summary>A script is the test's own code: what it throws comes back as the answer, where the test can read it.</summary>
    private WireAnswer AnswerOrReport(RecordedRequest request)
    {
        try
        {
            return Answer(request);
        }
        catch (Exception exception)
        {
            return new WireAnswer(500, Encoding.UTF8.GetBytes($"The emulator's script failed: {exception}")) { Headers = [new("content-type", "text/plain; charset=utf-8")] };
        }
    }

    private WireAnswer Answer(RecordedRequest request)
    {
        if (playback() is { } recorded)
            return WireAnswer.From(recorded);
        foreach (var dialect in dialects)
        {
            if (dialect.TryAnswer(request) is { } answer)
                return answer;
        }

        // Paths that nobody knows are the business of the one that takes most.
        return dialects[^1].UnknownPath(request);
    }

    private static async Task<RecordedRequest> RecordAsync(HttpRequest request)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body).ConfigureAwait(false);
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, values) in request.Headers)
            headers[name] = values.ToString();
        var path = request.HttpContext.Features.Get<IHttpRequestFeature>()!.RawTarget;
        return new RecordedRequest(request.Method, path, headers, body.ToArray());
    }
}
