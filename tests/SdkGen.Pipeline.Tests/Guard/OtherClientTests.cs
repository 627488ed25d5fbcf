using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using SdkGen.Testing;
using SdkGen.Transport;

namespace SdkGen.Pipeline.Tests.Guard;

/// <summary>Clients that do not chat refuse by the same rules, in the same words.</summary>
public class OtherClientTests
{
    [Fact]
    public async Task Vectors_are_judged_before_anything_is_sent()
    {
        await using var server = await LlmEmulator.StartAsync();
        using var services = Services(server);
        var vectors = services.GetRequiredService<IEmbeddingGenerator<OpenAIModels.TextEmbedding3Small>>();

        await RefusedAsync(
            new() { ModelId = "text-embedding-3-large" },
            "LLM2013: The client talks to text-embedding-3-small, and the options send the request to text-embedding-3-large. Leave ModelId out, or take an IEmbeddingGenerator<OpenAIModels.TextEmbedding3Large>.");
        await RefusedAsync(new() { ModelId = "text-embedding-3-smal" }, "LLM2042: text-embedding-3-smal is no model of OpenAI. Did you mean text-embedding-3-small?");
        server.Requests.ShouldBeEmpty();

        (await vectors.GenerateAsync(["x"], new() { Dimensions = 8 }))[0].Vector.Length.ShouldBe(8);

        async Task RefusedAsync(EmbeddingGenerationOptions options, string message) =>
            (await Should.ThrowAsync<UnsupportedCapabilityException>(vectors.GenerateAsync(["x"], options))).Message.ShouldBe(message);
    }

    [Fact]
    public async Task A_model_that_is_no_longer_served_makes_no_vectors()
    {
        using var inner = new NoVectors();
        using var vectors = new GuardedEmbeddingGenerator(inner, Connection(), Facts("gone"));

        (await Should.ThrowAsync<UnsupportedCapabilityException>(vectors.GenerateAsync(["x"]))).Message.ShouldBe("LLM2041: gone is no longer served since 2026-03-01. Use GuardedModels.Wide.");
    }

    [Fact]
    public async Task Images_to_change_are_parts_that_a_model_has_to_take()
    {
        using var inner = new NoImages();
        DataContent image = new(new byte[] { 1 }, "image/png");

        using var blind = new GuardedImageGenerator(inner, Connection(), Facts("plain"));
        (await Should.ThrowAsync<UnsupportedCapabilityException>(blind.GenerateAsync(new("x", [image])))).Message
            .ShouldBe("LLM2004: plain does not take images. Models of Acme that do: GuardedModels.Able, GuardedModels.Wide.");
        await Should.ThrowAsync<NotImplementedException>(blind.GenerateAsync(new("x")));

        using var able = new GuardedImageGenerator(inner, Connection(), Facts("able"));
        await Should.ThrowAsync<NotImplementedException>(able.GenerateAsync(new("x", [image])));
    }

    private static ModelFacts Facts(string id) => GuardedModels.Profile.Models.First(model => model.Id == id);

    private static ProviderConnection Connection() => new(() => throw new InvalidOperationException("Nothing is sent."), GuardedModels.Profile, new ProviderOptions());

    private static ServiceProvider Services(LlmEmulator server) => new ServiceCollection()
        .AddLlm(llm => llm.OnUnknownModel(UnknownModelAction.Refuse).AddOpenAI(options => (options.BaseUrl, options.ApiKey) = (server.OpenAIUrl, "any")))
        .BuildServiceProvider();

    private sealed class NoVectors : IEmbeddingGenerator<string, Embedding<float>>
    {
        public Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default) =>
            Task.FromException<GeneratedEmbeddings<Embedding<float>>>(new NotImplementedException());

        public object? GetService(Type serviceType, object? serviceKey = null) => null;

        public void Dispose()
        {
        }
    }

    private sealed class NoImages : IImageGenerator
    {
        public Task<ImageGenerationResponse> GenerateAsync(ImageGenerationRequest request, ImageGenerationOptions? options = null, CancellationToken cancellationToken = default) =>
            Task.FromException<ImageGenerationResponse>(new NotImplementedException());

        public object? GetService(Type serviceType, object? serviceKey = null) => null;

        public void Dispose()
        {
        }
    }
}
