using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using SdkGen.Transport;

namespace SdkGen.Runtime.Tests.DependencyInjection;

/// <summary>Typed clients of every kind: made by the dialect, keyed by account, and a clear sentence where the model or the dialect has no such operation.</summary>
public class ModelKindTests
{
    private static readonly ProviderProfile s_profile = new()
    {
        Id = "acme",
        Name = "Acme",
        BaseUrl = "http://127.0.0.1:1/",
        Models = [new() { Id = "acme-ear", Type = typeof(Ear) }, new() { Id = "acme-voice", Type = typeof(Voice) }, new() { Id = "acme-film", Type = typeof(Film) }],
    };

    [Fact]
    public async Task Each_kind_comes_from_its_dialect()
    {
        using var services = Build(new StudioDialect());

        (await services.GetRequiredService<ISpeechToTextClient<Ear>>().GetTextAsync(Stream.Null)).Text.ShouldBe("acme-ear heard");
        (await services.GetRequiredService<ISpeechToTextClient<Ear>>().GetStreamingTextAsync(Stream.Null).ToSpeechToTextResponseAsync()).Text.ShouldBe("acme-ear heard");
        (await services.GetRequiredService<IVideoGenerator<Film>>().GenerateVideoAsync("a lighthouse", new() { Count = 2 })).Contents.Single().ToString().ShouldBe("acme-film a lighthouse 2");
        services.GetRequiredService<ITextToSpeechClient<Voice>>().GetService<ModelFacts>()!.Id.ShouldBe("acme-voice");
    }

    [Fact]
    public async Task Each_kind_is_keyed_by_account()
    {
        using var services = Build(new StudioDialect(), "second");

        (await services.GetRequiredKeyedService<ISpeechToTextClient<Ear>>("second").GetTextAsync(Stream.Null)).Text.ShouldBe("acme-ear heard");
        (await services.GetRequiredKeyedService<IVideoGenerator<Film>>("second").GenerateAsync(new("x"))).Contents.Count.ShouldBe(1);
        services.GetRequiredKeyedService<ITextToSpeechClient<Voice>>("second").ShouldNotBeNull();
        Talk<Voice>(services, "second").ShouldNotBeNull();
    }

    [Fact]
    public async Task A_dialect_without_the_operation_is_told()
    {
        using var services = Build(new StudioDialect());

        var refusal = await Should.ThrowAsync<UnsupportedCapabilityException>(services.GetRequiredService<ITextToSpeechClient<Voice>>().GetAudioAsync("hi"));

        (refusal.Rule, refusal.Kind, refusal.Model, refusal.Provider).ShouldBe(("LLM2002", LlmErrorKind.Unsupported, "acme-voice", "acme"));
        refusal.Message.ShouldBe("LLM2002: acme-voice does not have an operation for ITextToSpeechClient. No protocol by which Acme serves it has an operation of the kind 'speech' here.");
        Should.Throw<UnsupportedCapabilityException>(() => services.GetRequiredService<ITextToSpeechClient<Voice>>().GetStreamingAudioAsync("hi")).Rule.ShouldBe("LLM2002");
    }

    [Fact]
    public async Task A_model_of_another_kind_is_told_with_what_it_is()
    {
        using var services = Build(new StudioDialect());

        var film = await Should.ThrowAsync<UnsupportedCapabilityException>(Of<Ear>(services).GenerateAsync(new("x")));
        film.Message.ShouldBe("LLM2002: acme-ear does not produce video. Models of Acme that do: ModelKindTests.Film. acme-ear itself is used as ISpeechToTextClient<ModelKindTests.Ear>.");
        film.Hint.ShouldBe("Models of Acme that do: ModelKindTests.Film. acme-ear itself is used as ISpeechToTextClient<ModelKindTests.Ear>");
        (await Should.ThrowAsync<UnsupportedCapabilityException>(Talk<Voice>(services).CreateSessionAsync()))
            .Message.ShouldStartWith("LLM2002: acme-voice does not have an operation for IRealtimeClient. No model of Acme");

        // Generic code: the analyzer sees no model here.
        static IVideoGenerator Of<TModel>(IServiceProvider services)
            where TModel : IModel => services.GetRequiredService<IVideoGenerator<TModel>>();
    }

    /// <summary>Generic code: the analyzer sees no model here.</summary>
    private static IRealtimeClient Talk<TModel>(IServiceProvider services, string? account = null)
        where TModel : IModel => services.GetRequiredKeyedService<IRealtimeClient<TModel>>(account);

    [Fact]
    public void Options_of_videos_survive_a_copy()
    {
        var options = new VideoGenerationOptions
        {
            ModelId = "m",
            Count = 2,
            Duration = TimeSpan.FromSeconds(8),
            Size = new(1280, 720),
            MediaType = "video/mp4",
            RawRepresentationFactory = _ => "raw",
            AdditionalProperties = new() { ["seed"] = 7 },
        };

        var copy = options.Clone();

        foreach (var property in typeof(VideoGenerationOptions).GetProperties().Where(property => property.Name != nameof(options.AdditionalProperties)))
            property.GetValue(copy).ShouldBe(property.GetValue(options).ShouldNotBeNull(property.Name), property.Name);
        copy.AdditionalProperties.ShouldNotBeSameAs(options.AdditionalProperties);
        copy.AdditionalProperties!["seed"].ShouldBe(7);
    }

    private static ServiceProvider Build(Dialect dialect, string? account = null) =>
        new ServiceCollection().AddLlm(llm => llm.AddProvider(s_profile, dialect, account)).BuildServiceProvider();

    [LlmModel("acme-ear", "acme", ProviderName = "Acme", Operations = ["transcription"], Output = ["text"])]
    public sealed class Ear : IProducesText;

    [LlmModel("acme-voice", "acme", ProviderName = "Acme", Operations = ["speech"], Output = ["audio"])]
    public sealed class Voice : IProducesAudio;

    [LlmModel("acme-film", "acme", ProviderName = "Acme", Operations = ["video"], Output = ["video"])]
    public sealed class Film : IProducesVideo;

    private sealed class StudioDialect : Dialect
    {
        public override string Id => "studio";

        public override ISpeechToTextClient CreateSpeechToTextClient(ProviderConnection connection, ModelFacts model) => new Listener(model);

        public override IVideoGenerator CreateVideoGenerator(ProviderConnection connection, ModelFacts model) => new Filmer(model);
    }

    private sealed class Listener(ModelFacts model) : ISpeechToTextClient
    {
        public Task<SpeechToTextResponse> GetTextAsync(Stream audioSpeechStream, SpeechToTextOptions? options = null, CancellationToken cancellationToken = default) =>
            Task.FromResult(new SpeechToTextResponse($"{model.Id} heard"));

        public async IAsyncEnumerable<SpeechToTextResponseUpdate> GetStreamingTextAsync(
            Stream audioSpeechStream, SpeechToTextOptions? options = null, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            await Task.Yield();
            yield return new($"{model.Id} ");
            yield return new("heard");
        }

        public object? GetService(Type serviceType, object? serviceKey = null) => null;

        public void Dispose() { }
    }

    private sealed class Filmer(ModelFacts model) : IVideoGenerator
    {
        public Task<VideoGenerationResponse> GenerateAsync(VideoGenerationRequest request, VideoGenerationOptions? options = null, CancellationToken cancellationToken = default) =>
            Task.FromResult(new VideoGenerationResponse([new TextContent($"{model.Id} {request.Prompt} {options?.Count}")]));

        public object? GetService(Type serviceType, object? serviceKey = null) => null;

        public void Dispose() { }
    }
}
