namespace SdkGen.Generators.Tests.Analyzers;

/// <summary>LLM2050, LLM2051, LLM2052: streams and clients that are not read or closed as they should. LLM2060: keys in the source.</summary>
public class StreamTests
{
    private const string Class = "class C(IChatClient<OpenAIModels.Gpt41Mini> chat, IChatClient plain) { ";

    private const string Unread = "LLM2050 The stream of GetStreamingResponseAsync is never read, so that nothing is asked. Read it by await foreach, or await ToChatResponseAsync.";

    private const string Twice = "LLM2051 stream is read twice, and each time asks and pays again. Read it once and keep the result, for example that of ToChatResponseAsync.";

    [Theory]
    [InlineData("void M() { chat.⟦GetStreamingResponseAsync⟧(\"hi\"); } }")]
    [InlineData("void M() { plain.⟦GetStreamingResponseAsync⟧(\"hi\"); } }")]
    [InlineData("void M() { var stream = chat.⟦GetStreamingResponseAsync⟧(\"hi\"); } }")]
    [InlineData("void M() { var stream = chat.WithTools([]).⟦GetStreamingResponseAsync⟧(\"hi\"); } }")]
    public Task Never_read(string code) => AnalyzedCode.ShouldReportAsync(Class + code, Unread);

    [Theory]
    [InlineData("async Task M() { var stream = chat.GetStreamingResponseAsync(\"hi\"); await foreach (var update in stream) Console.Write(update); await foreach (var update in ⟦stream⟧) Console.Write(update); } }")]
    [InlineData("async Task M() { var stream = plain.GetStreamingResponseAsync(\"hi\"); await foreach (var update in stream.ConfigureAwait(false)) Console.Write(update); await ⟦stream⟧.ToChatResponseAsync(); } }")]
    [InlineData("async Task M(bool more) { var stream = chat.GetStreamingResponseAsync(\"hi\"); await stream.ToChatResponseAsync(); if (more) await ⟦stream⟧.ToChatResponseAsync(); } }")]
    public Task Read_twice(string code) => AnalyzedCode.ShouldReportAsync(Class + code, Twice);

    [Theory]
    [InlineData("async Task M() { await foreach (var update in chat.GetStreamingResponseAsync(\"hi\")) Console.Write(update); } }")]
    [InlineData("async Task M() { var stream = chat.GetStreamingResponseAsync(\"hi\"); await foreach (var update in stream) Console.Write(update); } }")]
    [InlineData("IAsyncEnumerable<ChatResponseUpdate> M() => chat.GetStreamingResponseAsync(\"hi\"); }")]
    [InlineData("IAsyncEnumerable<ChatResponseUpdate> M() { var stream = chat.GetStreamingResponseAsync(\"hi\"); return stream; } }")]
    [InlineData("Task M() => chat.GetStreamingResponseAsync(\"hi\").ToChatResponseAsync(); }")]
    [InlineData("void M() { _ = chat.GetStreamingResponseAsync(\"hi\"); } }")]
    [InlineData("async Task M(bool whole) { var stream = chat.GetStreamingResponseAsync(\"hi\"); if (whole) await stream.ToChatResponseAsync(); else await foreach (var update in stream) Console.Write(update); } }")]
    [InlineData("async Task M(bool whole) { var stream = chat.GetStreamingResponseAsync(\"hi\"); if (whole) { await stream.ToChatResponseAsync(); return; } await foreach (var update in stream) Console.Write(update); } }")]
    [InlineData("async Task M() { var stream = chat.GetStreamingResponseAsync(\"hi\"); await stream.ToChatResponseAsync(); stream = chat.GetStreamingResponseAsync(\"ho\"); await stream.ToChatResponseAsync(); } }")]
    [InlineData("class Other { public object GetStreamingResponseAsync(string s) => s; } void M(Other other) { other.GetStreamingResponseAsync(\"hi\"); } }")]
    public Task Read_once(string code) => AnalyzedCode.ShouldBeSilentAsync(Class + code);

    [Fact]
    public Task An_enumerator_that_stays_open() => AnalyzedCode.ShouldReportAsync(
        Class + "async Task M() { var updates = chat.GetStreamingResponseAsync(\"hi\").⟦GetAsyncEnumerator⟧(); await updates.MoveNextAsync(); Console.Write(updates.Current); } }",
        "LLM2052 updates is not disposed, and keeps its connection. Declare it by await using.");

    [Theory]
    [InlineData("async Task M() { await using var updates = chat.GetStreamingResponseAsync(\"hi\").GetAsyncEnumerator(); await updates.MoveNextAsync(); } }")]
    [InlineData("async Task M() { var updates = chat.GetStreamingResponseAsync(\"hi\").GetAsyncEnumerator(); try { await updates.MoveNextAsync(); } finally { await updates.DisposeAsync(); } } }")]
    [InlineData("IAsyncEnumerator<ChatResponseUpdate> M() { var updates = chat.GetStreamingResponseAsync(\"hi\").GetAsyncEnumerator(); return updates; } }")]
    [InlineData("async Task M(IAsyncEnumerable<int> numbers) { var all = numbers.GetAsyncEnumerator(); await all.MoveNextAsync(); } }")]
    public Task An_enumerator_that_is_closed(string code) => AnalyzedCode.ShouldBeSilentAsync(Class + code);

    private const string Factory = "namespace SdkGen { public static class Clients { public static IChatClient CreateChatClient(this IServiceProvider services, string modelId) => null!; } } class C(IServiceProvider services) { ";

    [Fact]
    public Task A_client_of_ones_own() => AnalyzedCode.ShouldReportAsync(
        Factory + "async Task M() { var chat = services.⟦CreateChatClient⟧(\"gpt-4.1\"); await chat.GetResponseAsync(\"hi\"); } }",
        "LLM2052 chat is not disposed, and keeps its connection. Declare it by using.");

    [Theory]
    [InlineData("async Task M() { using var chat = services.CreateChatClient(\"gpt-4.1\"); await chat.GetResponseAsync(\"hi\"); } }")]
    [InlineData("IChatClient M() { var chat = services.CreateChatClient(\"gpt-4.1\"); return chat.WithTools([]); } }")]
    [InlineData("Func<Task> M() { var chat = services.CreateChatClient(\"gpt-4.1\"); return () => chat.GetResponseAsync(\"hi\"); } }")]
    [InlineData("async Task M() { using (var chat = services.CreateChatClient(\"gpt-4.1\")) await chat.GetResponseAsync(\"hi\"); } }")]
    public Task A_client_that_is_disposed_or_handed_on(string code) => AnalyzedCode.ShouldBeSilentAsync(Factory + code);

    // Made up, and put together so that no scanner of repositories takes them for real.
    [Theory]
    [InlineData("sk-proj-" + "Q7rT2mZx9LbV4nWc8KpD3sHy6FgJ1uEa5Bo", "OpenAI or a service like it", "OpenAI")]
    [InlineData("sk-ant-" + "api03-Q7rT2mZx9LbV4nWc8KpD3sHy6FgJ1uEa5Bo", "Anthropic", "Anthropic")]
    [InlineData("gsk_" + "Q7rT2mZx9LbV4nWc8KpD3sHy6FgJ1uEa5Bo", "Groq", "Groq")]
    [InlineData("AIza" + "Q7rT2mZx9LbV4nWc8KpD3sHy6FgJ1uEa5Bo", "Google", "Gemini")]
    public Task A_key(string key, string owner, string section) => AnalyzedCode.ShouldReportAsync(
        $"class C {{ const string Key = ⟦\"{key}\"⟧; }}",
        $"LLM2060 The text looks like an API key of {owner}, and whoever reads the source can use it. Revoke it, and read the next from configuration (Llm:{section}:ApiKey) or the environment.");

    [Theory]
    [InlineData("sk-your-key-goes-here-1234-5678-90-and-so-on")]
    [InlineData("sk-proj-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx1")]
    [InlineData("sk-short1")]
    [InlineData("skate-parks-of-the-northern-hemisphere-vol-1")]
    [InlineData("sk-is the prefix that 3 of 4 services have, see 12")]
    public Task Not_a_key(string text) => AnalyzedCode.ShouldBeSilentAsync($"class C {{ const string Text = \"{text}\"; }}");

    [Fact]
    public Task A_prompt_that_cannot_fit() => AnalyzedCode.ShouldReportAsync(
        $"using Models; class C(IChatClient<FussyModels.Fussy1> chat) {{ const string Book = \"{new string('a', 9000)}\"; Task M() => chat.GetResponseAsync(⟦Book⟧); Task N() => chat.GetResponseAsync(⟦[new(ChatRole.User, Book)]⟧); }}",
        "LLM2044 fussy-1 takes 1000 tokens of context, and the prompt has about 2250. Send a part of it, or ask a model with a greater context: FussyModels.Fussy2.",
        "LLM2044 fussy-1 takes 1000 tokens of context, and the prompt has about 2250. Send a part of it, or ask a model with a greater context: FussyModels.Fussy2.");

    [Fact]
    public Task A_prompt_that_may_fit() => AnalyzedCode.ShouldBeSilentAsync(
        $"using Models; class C(IChatClient<FussyModels.Fussy1> chat) {{ Task M() => chat.GetResponseAsync(\"{new string('a', 7000)}\"); }}");
}
