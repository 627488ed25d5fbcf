using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace SdkGen.Pipeline.Tests.AnyOf;

/// <summary>What a client over several models offers: the members whose capability all of them have.</summary>
public class AnyOfMemberTests
{
    private static readonly Type[] s_combinations = [typeof(AnyOf<,>), typeof(AnyOf<,,>), typeof(AnyOf<,,,>)];

    [Fact]
    public void Every_member_that_needs_a_capability_has_an_overload_for_two_three_and_four_models()
    {
        var members = Extensions().Where(method => method.GetGenericArguments() is [var model] && Capabilities(model).Length > 0).ToArray();

        members.Select(method => method.Name).Distinct().Order(StringComparer.Ordinal).ShouldBe(["GenerateImageAsync", "GenerateVideoAsync", "WithTools"]);
        foreach (var member in members)
        {
            foreach (var combination in s_combinations)
            {
                var overload = Extensions().Where(method => IsOverload(method, member, combination)).ShouldHaveSingleItem();
                foreach (var model in overload.GetGenericArguments())
                    Capabilities(model).ShouldBe(Capabilities(member.GetGenericArguments()[0]), $"{overload}");
            }
        }
    }

    [Fact]
    public async Task Tools_of_a_combination_keep_its_type_and_run()
    {
        // Compiles because all of them call tools; the compiler takes the overload of the combination, not the one for untyped clients.
        IChatClient<AnyOf<OpenAIModels.Gpt41Mini, OpenAIModels.Gpt41, OpenAIModels.Gpt4o>> three = new Fixed<AnyOf<OpenAIModels.Gpt41Mini, OpenAIModels.Gpt41, OpenAIModels.Gpt4o>>();
        IChatClient<AnyOf<OpenAIModels.Gpt41Mini, OpenAIModels.Gpt41, OpenAIModels.Gpt4o>> withTools = three.WithTools([AIFunctionFactory.Create(() => "x", "look")]);

        (await withTools.GetResponseAsync("hi")).Text.ShouldBe("1 tools");
    }

    [Fact]
    public async Task Images_of_a_combination_come_from_whichever_member_answers()
    {
        using var failing = new Painting(() => throw new LlmException(LlmErrorKind.Unavailable, "later"));
        using var able = new Painting(() => new([new UriContent("https://example.com/a.png", "image/png")]));
        using var blind = new Fixed<OpenAIModels.Gpt41>();
        using var both = new AnyOfChatClient<AnyOf<OpenAIModels.Gpt41Mini, OpenAIModels.Gpt41>>(new FailoverChatClient([failing, able], new()), "both");
        using var mixed = new AnyOfChatClient<AnyOf<OpenAIModels.Gpt41Mini, OpenAIModels.Gpt41>>(new FailoverChatClient([able, blind], new()), "mixed");

        (await both.GetService<IImageGenerator>()!.GenerateAsync(new ImageGenerationRequest("x"))).Contents.ShouldHaveSingleItem();
        mixed.GetService<IImageGenerator>().ShouldBeNull();
    }

    private static IEnumerable<MethodInfo> Extensions() => typeof(IModel).Assembly.GetExportedTypes()
        .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly))
        .Where(method => method.IsDefined(typeof(ExtensionAttribute)) && method.IsGenericMethodDefinition);

    private static Type[] Capabilities(Type model) =>
        [.. model.GetGenericParameterConstraints().Where(type => type.Namespace == "SdkGen" && type != typeof(IModel) && typeof(IModel).IsAssignableFrom(type)).OrderBy(type => type.Name, StringComparer.Ordinal)];

    /// <summary>The same parameters, but that the client is one of the combination.</summary>
    private static bool IsOverload(MethodInfo method, MethodInfo member, Type combination)
    {
        var (own, other) = (method.GetParameters(), member.GetParameters());
        return method.Name == member.Name && own.Length == other.Length
            && own[0].ParameterType.GetGenericTypeDefinition() == other[0].ParameterType.GetGenericTypeDefinition()
            && own[0].ParameterType.GenericTypeArguments[0] is { IsGenericType: true } any && any.GetGenericTypeDefinition() == combination
            && own.Zip(other).Skip(1).All(pair => pair.First.ParameterType == pair.Second.ParameterType && pair.First.Name == pair.Second.Name && pair.First.HasDefaultValue == pair.Second.HasDefaultValue);
    }

    private sealed class Fixed<TModel> : IChatClient<TModel>
        where TModel : IModel
    {
        public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
            Task.FromResult(new ChatResponse(new ChatMessage(ChatRole.Assistant, $"{options?.Tools?.Count} tools")));

        public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
            throw new InvalidOperationException("Nothing here streams.");

        public object? GetService(Type serviceType, object? serviceKey = null) => null;

        public void Dispose()
        {
        }
    }

    private sealed class Painting(Func<ImageGenerationResponse> paint) : DelegatingChatClient(new Fixed<OpenAIModels.Gpt41>()), IImageGenerator
    {
        public async Task<ImageGenerationResponse> GenerateAsync(ImageGenerationRequest request, ImageGenerationOptions? options = null, CancellationToken cancellationToken = default)
        {
            await Task.Yield();
            return paint();
        }
    }
}
