using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SdkGen.Pipeline.Tests.Telemetry;
using SdkGen.Testing;
using SdkGen.Transport;

namespace SdkGen.Pipeline.Tests.Configuration;

/// <summary>A key is in the request and nowhere else: not in what is thrown, logged at any level, traced or serialized, whatever the service repeats of it.</summary>
[Collection(TelemetryGroup.Name)]
public sealed class SecretTests : IDisposable
{
    private const string Key = "sk-0123456789-never-printed";

    private readonly ConcurrentQueue<string> _said = new();
    private readonly ActivityListener _spans;

    public SecretTests()
    {
        _spans = new ActivityListener
        {
            ShouldListenTo = source => source.Name == LlmTelemetry.SourceName || source.Name.StartsWith("System.Net", StringComparison.Ordinal),
            Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = Say,
        };
        ActivitySource.AddActivityListener(_spans);
    }

    [Theory]
    [InlineData("openai")]
    [InlineData("azure")]
    [InlineData("anthropic")]
    [InlineData("gemini")]
    [InlineData("cohere")]
    [InlineData("bedrock")]
    public async Task A_key_is_printed_nowhere(string provider)
    {
        await using var server = await LlmEmulator.StartAsync();
        server.Chat.Fails(503, message: $"Busy, {Key}.").Fails(401, message: $"Wrong key {Key}.").Replies("hello");
        using var services = new ServiceCollection()
            .AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(new Lines(_said)))
            .AddLlm(llm => Add(llm, provider, server)
                .AddTelemetry(telemetry => telemetry.CaptureContent = true).AddHook<LoggingHook>().AddCost().AddRateLimit()
                .AddRetry(retries => (retries.BaseDelay, retries.MaxDelay) = (TimeSpan.Zero, TimeSpan.Zero)))
            .BuildServiceProvider();
        IChatClient chat = provider switch
        {
            "openai" => services.GetRequiredService<IChatClient<OpenAIModels.Gpt41Mini>>(),
            "azure" => services.GetRequiredService<IChatClient<AzureOpenAIModels.Gpt41Mini>>(),
            "anthropic" => services.GetRequiredService<IChatClient<AnthropicModels.ClaudeHaiku45>>(),
            "gemini" => services.GetRequiredService<IChatClient<GeminiModels.Gemini25Flash>>(),
            "cohere" => services.GetRequiredService<IChatClient<CohereModels.CommandA032025>>(),
            _ => services.GetRequiredService<IChatClient<BedrockModels.ClaudeHaiku45>>(),
        };

        var failure = await Should.ThrowAsync<LlmException>(() => chat.GetResponseAsync("hi"));
        await chat.GetStreamingResponseAsync("hi").ToChatResponseAsync();

        _said.Enqueue(failure.ToString() + failure.Body + failure.ProviderMessage);
        _said.Count.ShouldBeGreaterThan(10, "logs of requests and their headers, spans, the failure");
        server.Requests.ShouldContain(request => request.Headers.Values.Any(value => value.Contains(Key)), "it is the key that was sent");
        _said.ShouldNotContain(line => line.Contains(Key), provider);
    }

    [Fact]
    public async Task A_password_in_an_address_is_printed_nowhere()
    {
        await using var server = await LlmEmulator.StartAsync();
        server.Chat.Replies("hello").Fails(500, message: "Broken.");
        var address = server.OpenAIUrl.Replace("://", $"://bob:{Key}@", StringComparison.Ordinal);
        using var services = new ServiceCollection()
            .AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(new Lines(_said)))
            .AddLlm(llm => llm.AddOpenAI(options => (options.BaseUrl, options.ApiKey) = (address, "any")).AddTelemetry())
            .BuildServiceProvider();
        var chat = services.GetRequiredService<IChatClient<OpenAIModels.Gpt41Mini>>();

        (await chat.GetResponseAsync("hi")).Text.ShouldBe("hello");
        var failures = new List<Exception>
        {
            await Should.ThrowAsync<LlmException>(() => chat.GetResponseAsync("hi")),
            Refused(address.Replace("http", "htps", StringComparison.Ordinal)),
            Refused($"http://bob:{Key}/x@:99"),
        };

        _said.Enqueue(string.Join(' ', failures) + chat.GetService<ChatClientMetadata>()!.ProviderUri);
        var options = new ProviderOptions { BaseUrl = address, Backups = { new(address) } };
        _said.Enqueue(options + JsonSerializer.Serialize(options));
        options.BaseUrl.ShouldBe(server.OpenAIUrl);
        _said.ShouldNotContain(line => line.Contains(Key) || line.Contains("bob"));

        static Exception Refused(string address)
        {
            using var services = new ServiceCollection().AddLlm(llm => llm.AddOpenAI(options => (options.BaseUrl, options.ApiKey) = (address, "any"))).BuildServiceProvider();
            return Should.Throw<InvalidOperationException>(() => services.GetRequiredService<IChatClient<OpenAIModels.Gpt41Mini>>().GetService<ChatClientMetadata>());
        }
    }

    [Fact]
    public void Settings_that_are_serialized_leave_secrets_out()
    {
        var options = new ProviderOptions { ApiKey = Key, Settings = { ["secretAccessKey"] = Key }, Backups = { new("https://example.org") { ApiKey = Key, Settings = { ["secretAccessKey"] = Key } } } };
        JsonSerializer.Serialize(options).ShouldNotContain(Key);
        JsonSerializer.Serialize(new AwsCredentials("AKIA1", Key, Key)).ShouldNotContain(Key);
    }

    public void Dispose() => _spans.Dispose();

    private static LlmBuilder Add(LlmBuilder llm, string provider, LlmEmulator server)
    {
        void At(ProviderOptions options, string url) => (options.BaseUrl, options.ApiKey) = (url, Key);
        return provider switch
        {
            "openai" => llm.AddOpenAI(options => At(options, server.OpenAIUrl)),
            "azure" => llm.AddAzureOpenAI(options => At(options, server.OpenAIUrl)),
            "anthropic" => llm.AddAnthropic(options => At(options, server.AnthropicUrl)),
            "gemini" => llm.AddGemini(options => At(options, server.GeminiUrl)),
            "cohere" => llm.AddCohere(options => At(options, server.CohereUrl)),
            _ => llm.AddBedrock(options => At(options, server.BedrockUrl)),
        };
    }

    private void Say(Activity span)
    {
        _said.Enqueue($"{span.DisplayName} {span.StatusDescription} {string.Join(' ', span.TagObjects)} {string.Join(' ', span.Events.SelectMany(item => item.Tags))}");
    }

    private sealed class Lines(ConcurrentQueue<string> said) : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            said.Enqueue($"{formatter(state, exception)} {exception} {(state is IEnumerable<KeyValuePair<string, object?>> values ? string.Join(' ', values) : "")}");

        public void Dispose()
        {
        }
    }
}
