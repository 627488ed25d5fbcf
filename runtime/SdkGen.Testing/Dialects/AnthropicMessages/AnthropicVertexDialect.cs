using System.Text.RegularExpressions;
using SdkGen.Testing.Dialects.Gemini;
using SdkGen.Testing.Hosting;

namespace SdkGen.Testing.Dialects.AnthropicMessages;

/// <summary>Anthropic's models on Vertex AI: the paths and the door are Google's, what is inside is Anthropic's.</summary>
internal sealed partial class AnthropicVertexDialect(LlmEmulator emulator) : EmulatedDialect
{
    /// <summary>The version of the protocol that stands in the body.</summary>
    private const string Version = "vertex-2023-10-16";

    private const string CountsTokens = "count-tokens";
    private int _answers;

    public override WireAnswer? TryAnswer(RecordedRequest request)
    {
        if (Path().Match(request.PathWithoutQuery) is not { Success: true } match)
            return null;
        var model = Uri.UnescapeDataString(match.Groups["model"].Value);
        var id = $"req_vrtx_{Interlocked.Increment(ref _answers):D8}emulator";
        var call = new GeminiCall(IsVertex: true, model, match.Groups["verb"].Value);
        var answer = request.Method != "POST" ? UnknownPath(request)
            : GeminiAccess.Judge(request, call, emulator.ApiKey) is { } refused ? Fail(refused)
            : model == CountsTokens ? Count(request, id)
            : Answer(request, call, id);
        if (!answer.IsAsScripted)
            answer.Headers.Add(new("request-id", id));
        return answer;
    }

    public override WireAnswer UnknownPath(RecordedRequest request) => Fail(new GeminiError(404, $"There is no method {request.Method} {request.PathWithoutQuery}.", "NOT_FOUND"));

    private WireAnswer Answer(RecordedRequest request, GeminiCall call, string id)
    {
        if (!emulator.Models.Has(call.Model!))
            return Fail(new GeminiError(404, $"Publisher Model `publishers/anthropic/models/{call.Model}` was not found or your project does not have access to it.", "NOT_FOUND"));
        var isStreaming = call.Verb == "streamRawPredict";
        var host = new AnthropicHost(Version, call.Model, TakesStreamFlag: true);
        return AnthropicJudge.Judge(request, emulator.Models, counts: false, host) is { } refused
            ? AnthropicAnswers.Fail(refused, id)
            : AnthropicAnswers.Chat(emulator, AnthropicReader.Read(request.Json, call.Model, isStreaming), id);
    }

    private WireAnswer Count(RecordedRequest request, string id) =>
        AnthropicJudge.Judge(request, emulator.Models, counts: true, new AnthropicHost(Version, Model: null, TakesStreamFlag: false)) is { } refused
            ? AnthropicAnswers.Fail(refused, id)
            : AnthropicAnswers.Count(request.Json);

    private static WireAnswer Fail(GeminiError error) => AnthropicAnswers.Json(error.Status, error.Json);

    [GeneratedRegex("^/v1(beta1)?/projects/[^/]+/locations/[^/]+/publishers/anthropic/models/(?<model>[^:]+):(?<verb>rawPredict|streamRawPredict)$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Path();
}
