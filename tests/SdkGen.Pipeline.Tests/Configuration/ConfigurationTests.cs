using System.Collections.Concurrent;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SdkGen.Testing;
using SdkGen.Transport;

namespace SdkGen.Pipeline.Tests.Configuration;

public class ConfigurationTests
{
    private const string Secret = "sk-very-secret-key";

    [Fact]
    public async Task Settings_are_checked_at_the_start_and_every_problem_is_named_with_its_key()
    {
        using var services = Services(llm => llm.AddOpenAI("one").AddAzureOpenAI("two").ValidateOnStart(), new()
        {
            ["Llm:OpenAI:one:BaseUrl"] = "https://example.org",
            ["Llm:OpenAI:one:Timeout"] = "5",
            ["Llm:AzureOpenAI:two:BaseUrl"] = "https://a.example.org",
        });

        var failure = await Should.ThrowAsync<OptionsValidationException>(() => StartAsync(services));

        failure.Failures.ShouldBe([
            "Llm:OpenAI:one:Timeout is '5'; it must be a time span above zero and below 24 days, for example 00:05:00.",
            "The account 'one' at OpenAI has no API key. Set the configuration value Llm:OpenAI:one:ApiKey, or pass options => options.ApiKey to AddOpenAI.",
            "The account 'two' at Azure OpenAI has no API key. Set the configuration value Llm:AzureOpenAI:two:ApiKey, or pass options => options.ApiKey to AddAzureOpenAI.",
        ]);
    }

    [Fact]
    public async Task An_address_that_is_none_is_found_at_the_start_and_a_good_account_starts()
    {
        using var services = Services(llm => llm.AddOpenAI().ValidateOnStart(), new() { ["Llm:OpenAI:ApiKey"] = Secret, ["Llm:OpenAI:BaseUrl"] = "not an address" });
        var failure = await Should.ThrowAsync<OptionsValidationException>(() => StartAsync(services));
        failure.Message.ShouldContain("Llm:OpenAI");
        failure.Message.ShouldNotContain(Secret);

        using var good = Services(llm => llm.AddOpenAI().ValidateOnStart(), new() { ["Llm:OpenAI:ApiKey"] = Secret });
        await StartAsync(good);
    }

    [Fact]
    public async Task Every_problem_of_an_account_is_told_at_once_those_of_its_backups_too()
    {
        using var services = Services(llm => llm.AddOpenAI().ValidateOnStart(), new()
        {
            ["Llm:OpenAI:ApiKey"] = Secret + "\n" + Secret,
            ["Llm:OpenAI:BaseUrl"] = "localhost:8080/v1",
            ["Llm:OpenAI:WebSocket"] = "maybe",
            ["Llm:OpenAI:OnUnknownModel"] = "Refuze",
            ["Llm:OpenAI:ConnectTimeout"] = "-00:01:00",
            ["Llm:OpenAI:Dialect"] = "openai-respones",
            ["Llm:OpenAI:Backups:0:Endpoint"] = "east.example.com",
            ["Llm:OpenAI:Backups:1:ApiKey"] = Secret,
        });

        var failure = await Should.ThrowAsync<OptionsValidationException>(() => StartAsync(services));

        failure.Failures.ShouldBe([
            "Llm:OpenAI:ApiKey holds a character that cannot stand in a header. Was it copied with a line break?",
            "Llm:OpenAI:BaseUrl is 'localhost:8080/v1'; it must be an absolute http or https address, for example https://api.openai.com/v1.",
            "Llm:OpenAI:Backups:0:Endpoint is 'east.example.com'; it must be an absolute http or https address, for example https://api.openai.com/v1.",
            "Llm:OpenAI:Backups:1 has no address. Set Llm:OpenAI:Backups:1:Endpoint to where the backup is, for example https://eastus.example.com.",
            "Llm:OpenAI:ConnectTimeout is '-00:01:00'; it must be a time span above zero and below 24 days, for example 00:05:00.",
            "Llm:OpenAI:OnUnknownModel is 'Refuze'; it must be one of Allow, Warn, Refuse.",
            "Llm:OpenAI:WebSocket is 'maybe'; it must be true or false.",
            "OpenAI does not speak 'openai-respones'. Llm:OpenAI:Dialect is one of openai-chat, openai-responses.",
        ], ignoreOrder: true);
    }

    [Fact]
    public async Task Sections_of_providers_that_were_not_added_and_keys_of_backups_that_nobody_reads_are_warned_of()
    {
        var log = new Warnings();
        using var services = Services(llm => llm.AddOpenAI().AddOllama().ValidateOnStart(), new()
        {
            ["Llm:OpenAI:ApiKey"] = Secret,
            ["Llm:OpenAI:Backups:0:Endpoint"] = "https://b.example.org",
            ["Llm:OpenAI:Backups:0:ApiKye"] = Secret,
            ["Llm:OpenIA:ApiKey"] = Secret,
            ["Llm:Mistral:ApiKey"] = Secret,
            ["Llm:Settings:gpt-5:reasoningEffort"] = "high",
            ["Llm:Ollama"] = "http://gpu:11434",
        }, log);

        await StartAsync(services);

        log.Lines.Order().ShouldBe([
            "Llm:Mistral is read by nobody: no provider of that name was added.",
            "Llm:Ollama is a text that nobody reads: what is set are keys below it, such as Llm:Ollama:BaseUrl.",
            "Llm:OpenAI:Backups:0:ApiKye is read by nobody. Did you mean ApiKey?",
            "Llm:OpenIA is read by nobody: no provider of that name was added. Did you mean OpenAI?",
        ]);
    }

    [Fact]
    public async Task A_runtime_of_ones_own_needs_no_key_wherever_it_stands()
    {
        using var services = Services(llm => llm.AddOllama().AddLMStudio().AddLlamaCpp().AddVLlm().ValidateOnStart(), new()
        {
            ["Llm:Ollama:BaseUrl"] = "http://gpu.example.org:11434",
            ["Llm:LMStudio:BaseUrl"] = "http://10.0.0.7:1234/v1",
            ["Llm:LlamaCpp:BaseUrl"] = "http://10.0.0.8:8080/v1",
            ["Llm:VLlm:BaseUrl"] = "http://10.0.0.9:8000/v1",
        });
        await StartAsync(services);
    }

    [Fact]
    public async Task Keys_that_nobody_reads_are_warned_of_with_the_name_that_is_near()
    {
        var log = new Warnings();
        using var services = Services(llm => llm.AddOpenAI().AddOpenAI("research").ValidateOnStart(), new()
        {
            ["Llm:OpenAI:ApiKey"] = Secret,
            ["Llm:OpenAI:BaseUrI"] = "https://example.org",
            ["Llm:OpenAI:research:ApiKey"] = Secret,
            ["Llm:OpenAI:research:Timeuot"] = "00:01:00",
            ["Llm:OpenAI:reserch:ApiKey"] = Secret,
            ["Llm:OpenAI:WebSocket"] = "true",
            ["Llm:OpenAI:Backups:0:Endpoint"] = "https://b.example.org",
        }, log);

        await StartAsync(services);

        log.Lines.Order().ShouldBe([
            "Llm:OpenAI:BaseUrI is read by nobody. Did you mean BaseUrl?",
            "Llm:OpenAI:research:Timeuot is read by nobody. Did you mean Timeout?",
            "Llm:OpenAI:reserch is read by nobody: no account of that name was added. Did you mean research?",
        ]);
    }

    [Fact]
    public async Task A_change_serves_new_requests_and_one_that_makes_no_sense_changes_nothing()
    {
        await using var server = await LlmEmulator.StartAsync();
        server.Chat.Replies("one").Replies("two").Replies("three");
        var log = new Warnings();
        var settings = new Dictionary<string, string?> { ["Llm:OpenAI:BaseUrl"] = server.OpenAIUrl, ["Llm:OpenAI:ApiKey"] = "first" };
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        using var services = Configured(llm => llm.AddOpenAI(), configuration, log);
        var chat = services.GetRequiredService<IChatClient<OpenAIModels.Gpt41Mini>>();
        await chat.GetResponseAsync("hi");

        configuration["Llm:OpenAI:ApiKey"] = "second";
        configuration.Reload();
        await chat.GetResponseAsync("hi");
        configuration["Llm:OpenAI:Timeout"] = "nonsense";
        configuration.Reload();
        await chat.GetResponseAsync("hi");

        server.Requests.Select(request => request.Headers["Authorization"]).ShouldBe(["Bearer first", "Bearer second", "Bearer second"]);
        log.Lines.ShouldHaveSingleItem().ShouldStartWith("The settings of Llm:OpenAI have changed to what makes no sense, so those before stay in use: Llm:OpenAI:Timeout is 'nonsense'");
    }

    [Fact]
    public void Secrets_are_not_printed()
    {
        var options = new ProviderOptions { ApiKey = Secret, BaseUrl = "https://example.org" };

        options.ToString().ShouldBe("https://example.org, with a key");
        new AwsCredentials("AKIA123456", Secret).ToString().ShouldNotContain(Secret);
        typeof(ProviderOptions).GetProperty(nameof(ProviderOptions.ApiKey))!.GetCustomAttributes(typeof(System.Diagnostics.DebuggerBrowsableAttribute), false).ShouldNotBeEmpty();
    }

    [Fact]
    public void Settings_of_a_model_are_controls()
    {
        var controls = ModelControls.Of<OpenAIModels.Gpt5>();

        var effort = controls.OfType<ChoiceControl>().Single(control => control.Name == "reasoningEffort");
        effort.Choices.ShouldBe(["minimal", "low", "medium", "high"]);
        effort.Wire.ShouldBe("reasoning_effort");
        controls.ShouldNotContain(control => control.Name == "temperature", "the model refuses it");
        var temperature = ModelControls.Of<OpenAIModels.Gpt41Mini>().OfType<SliderControl>().Single(control => control.Name == "temperature");
        (temperature.Minimum, temperature.Maximum, temperature.IsInteger, temperature.Option).ShouldBe((0, 2, false, "Temperature"));
        ModelControls.Of<OpenAIModels.Gpt41Mini>().OfType<SliderControl>().Where(control => control.Name is "choices" or "topLogprobs" or "maxOutputTokens").ShouldAllBe(control => control.IsInteger);
        effort.ToString().ShouldContain("Choices = minimal, low, medium, high, Default = medium");
    }

    [Fact]
    public void Values_from_configuration_are_held_against_the_controls()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["good:temperature"] = "0.5",
            ["good:maxOutputTokens"] = "100",
            ["bad:temperature"] = "3",
            ["bad:maxOutputTokens"] = "many",
            ["bad:temprature"] = "1",
            ["think:reasoningEffort"] = "HIGH",
        }).Build();
        var controls = ModelControls.Of<OpenAIModels.Gpt41Mini>();

        var options = ModelControls.Read(controls, configuration.GetSection("good"));
        (options.Temperature, options.MaxOutputTokens).ShouldBe((0.5f, 100));
        ModelControls.Read(ModelControls.Of<OpenAIModels.Gpt5>(), configuration.GetSection("think")).AdditionalProperties!["reasoning_effort"].ShouldBe("high");

        var bad = Should.Throw<InvalidOperationException>(() => ModelControls.Read(controls, configuration.GetSection("bad")));
        bad.Message.ShouldContain("bad:temperature is '3'; it must be a number from 0 to 2.");
        bad.Message.ShouldContain("bad:maxOutputTokens is 'many'; it must be a whole number from 1");
        bad.Message.ShouldContain("bad:temprature is no setting of the model. Did you mean temperature?");
    }

    private static ServiceProvider Services(Action<LlmBuilder> add, Dictionary<string, string?> settings, Warnings? log = null) =>
        Configured(add, new ConfigurationBuilder().AddInMemoryCollection(settings).Build(), log);

    private static ServiceProvider Configured(Action<LlmBuilder> add, IConfiguration configuration, Warnings? log = null)
    {
        var services = new ServiceCollection().AddSingleton(configuration).AddLlm(add);
        services.AddLogging(logging => logging.AddProvider(log ?? new Warnings()).AddFilter((category, _) => category?.StartsWith("SdkGen", StringComparison.Ordinal) == true));
        return services.BuildServiceProvider();
    }

    private static async Task StartAsync(ServiceProvider services)
    {
        foreach (var hosted in services.GetServices<IHostedService>().OfType<IHostedLifecycleService>())
            await hosted.StartingAsync(TestContext.Current.CancellationToken);
    }

    private sealed class Warnings : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> Lines { get; } = new();

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
                Lines.Enqueue(formatter(state, exception));
        }

        public void Dispose()
        {
        }
    }
}
