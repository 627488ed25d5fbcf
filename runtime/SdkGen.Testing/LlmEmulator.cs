using SdkGen.Testing.Dialects;
using SdkGen.Testing.Dialects.AnthropicMessages;
using SdkGen.Testing.Dialects.BedrockConverse;
using SdkGen.Testing.Dialects.CohereChat;
using SdkGen.Testing.Dialects.Gemini;
using SdkGen.Testing.Dialects.GeminiInteractions;
using SdkGen.Testing.Dialects.OllamaChat;
using SdkGen.Testing.Dialects.OpenAIChat;
using SdkGen.Testing.Hosting;

namespace SdkGen.Testing;

/// <summary>
/// An LLM service on loopback: a real HTTP server that speaks the providers' wire formats, answers from a script, breaks on demand, and judges
/// requests as the service would. Nothing leaves the machine and no key is needed.
/// </summary>
/// <example>
/// <code>
/// await using var server = await LlmEmulator.StartAsync();
/// server.Chat.CallsTool("GetForecast", """{"city":"Paris"}""").Replies("Sunny.");
/// services.AddLlm(llm => llm.AddOpenAI(o => { o.BaseUrl = server.OpenAIUrl; o.ApiKey = "any"; }));
/// </code>
/// </example>
/// <remarks>Without a script it answers each chat with a short text, and each image request with one small picture.</remarks>
public sealed class LlmEmulator : IAsyncDisposable
{
    private readonly RequestLog _requests = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly EmulatedDialect[] _dialects;
    private readonly TimeProvider _time;
    private readonly LoopbackServer _host;

    private LlmEmulator(TimeProvider time)
    {
        _time = time;
        _dialects =
        [
            new GeminiDialect(this), new InteractionsDialect(this), new AnthropicVertexDialect(this), new BedrockConverseDialect(this), new AnthropicBedrockDialect(this),
            new OpenAIChatDialect(this), new AnthropicMessagesDialect(this), new CohereDialect(this), new OllamaDialect(this),
        ];
        _host = new LoopbackServer(new Exchange(_dialects, () => Playback, _requests, time, _stopping.Token).RunAsync);
    }

    /// <summary>The server's address without a trailing slash, for example <c>http://127.0.0.1:40123</c>.</summary>
    public string Url => _host.Url;

    /// <summary>Base URL for clients of the OpenAI API: <see cref="Url"/> and <c>/v1</c>.</summary>
    public string OpenAIUrl => $"{Url}/v1";

    /// <summary>
    /// Base URL for clients of another service that speaks chat completions, which judges requests as that service does: <c>azure</c>, <c>cerebras</c>, <c>deepseek</c>,
    /// <c>groq</c>, <c>llamacpp</c>, <c>lmstudio</c>, <c>mistral</c>, <c>ollama</c>, <c>openrouter</c>, <c>vllm</c>, <c>xai</c>. Under any other name it refuses what is wrong
    /// everywhere, and steps over what it does not know.
    /// </summary>
    public string CompatibleUrl(string service)
    {
        ArgumentException.ThrowIfNullOrEmpty(service);
        return $"{Url}{OpenAIVendor.Root}{Uri.EscapeDataString(service)}";
    }

    /// <summary>Base URL for clients of the Gemini API, Interactions among it.</summary>
    public string GeminiUrl => $"{Url}/v1beta";

    /// <summary>Base URL for clients of Vertex AI, with a project or in express mode.</summary>
    public string VertexUrl => $"{Url}/v1beta1";

    /// <summary>Base URL for clients of the Anthropic API: <see cref="Url"/> and <c>/anthropic</c>.</summary>
    public string AnthropicUrl => Url + AnthropicMessagesDialect.Root;

    /// <summary>Base URL for clients of Anthropic's models on Vertex AI: <see cref="Url"/> and <c>/v1</c>.</summary>
    public string AnthropicVertexUrl => $"{Url}/v1";

    /// <summary>Base URL for clients of Amazon Bedrock's runtime API, Anthropic's models in their own protocol among them: <see cref="Url"/> and <c>/bedrock</c>.</summary>
    public string BedrockUrl => Url + BedrockConverseDialect.Root;

    /// <summary>Base URL for clients of the Cohere API: <see cref="Url"/> and <c>/cohere</c>.</summary>
    public string CohereUrl => Url + CohereDialect.Root;

    /// <summary>Base URL for clients of Ollama's own API: <see cref="Url"/> and <c>/ollama</c>. It asks for no key.</summary>
    public string OllamaUrl => Url + OllamaDialect.Root;

    /// <summary>What chat requests are answered with.</summary>
    public ChatScript Chat { get; } = new();

    /// <summary>What image requests are answered with.</summary>
    public ImageScript Images { get; } = new();

    /// <summary>Bytes with which every request is answered, whatever its path, before anybody judges it: to play back what a service has sent. Null (the default) leaves requests to the dialects.</summary>
    public RawAnswer? Playback { get; set; }

    /// <summary>The only key that is let in; null (the default) lets any key in. A request without a key is refused in both cases.</summary>
    public string? ApiKey { get; set; }

    /// <summary>The only keys whose signatures are let in by the services of AWS: ids and secrets. While it is empty (the default), any signature in order is; a request without one, and without a key, is refused in both cases.</summary>
    public IDictionary<string, string> AwsKeys { get; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The models that exist. While it is empty (the default), every model does.</summary>
    public ModelList Models { get; } = new();

    /// <summary>The limits that the rate-limit headers of each answer report. They are reported, not enforced: script a 429 with <see cref="ChatScript.Fails"/>.</summary>
    public RateLimits RateLimits { get; set; } = new();

    /// <summary>Every request so far, the refused ones included, in the order in which they came.</summary>
    public IReadOnlyList<RecordedRequest> Requests => _requests.Snapshot();

    internal TimeProvider Time => _time;

    /// <summary>Starts a server on a free port of 127.0.0.1.</summary>
    /// <param name="timeProvider">The clock of pauses and time stamps; null means the system's.</param>
    /// <param name="cancellationToken">Cancels the start.</param>
    public static async Task<LlmEmulator> StartAsync(TimeProvider? timeProvider = null, CancellationToken cancellationToken = default)
    {
        var emulator = new LlmEmulator(timeProvider ?? TimeProvider.System);
        await emulator._host.StartAsync(cancellationToken).ConfigureAwait(false);
        return emulator;
    }

    /// <summary>Stops the server. Streams that are still open are cut.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_stopping.IsCancellationRequested)
            return;
        await _stopping.CancelAsync().ConfigureAwait(false);
        await _host.DisposeAsync().ConfigureAwait(false);
    }
}
