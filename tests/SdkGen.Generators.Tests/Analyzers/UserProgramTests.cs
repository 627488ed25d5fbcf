namespace SdkGen.Generators.Tests.Analyzers;

/// <summary>Small programs as people write them, in every form that the language has for the same thing: what is right is left alone, and what is wrong is told at its place.</summary>
public class UserProgramTests
{
    private const string Warm = "LLM2014 fussy-1 takes temperature from 0 to 1, not 2.";
    private const string NoSeed = "LLM2011 fussy-1 does not take seed: it makes no answer twice. Leave it out.";
    private const string NoImages = "LLM2004 fussy-1 does not take images. Models of Fussy Inc that do: FussyModels.Fussy2.";
    private const string NoSystem = "LLM2009 fussy-1 does not take system messages. It listens to users alone. Models of Fussy Inc that do: FussyModels.Fussy2.";
    private const string NoLevel = "LLM2016 fussy-1 does not reason at level high. Its levels: none, low, medium.";
    private const string Unread = "LLM2050 The stream of GetStreamingResponseAsync is never read, so that nothing is asked. Read it by await foreach, or await ToChatResponseAsync.";

    /// <summary>The body of a method that has clients, options and messages at hand.</summary>
    private static string Body(string code) => "using System.Linq; using Models; class C(IChatClient<FussyModels.Fussy1> chat, IChatClient<FussyModels.Fussy2> able, IChatClient plain, AITool tool) { "
        + "public object All => (chat, able, plain, tool); "
        + "async Task M(bool yes, int level, float? heat, long? seed, byte[] bytes, List<ChatMessage> history, List<string> words, CancellationToken token) { await Task.Yield(); " + code + " } }";

    private static readonly string[] s_right =
    [
        "using Models; using Fussy = SdkGen.IChatClient<Models.FussyModels.Fussy1>; class C { Task M(Fussy chat) => chat.GetResponseAsync(\"hi\", new ChatOptions { Temperature = 0.5f }); }",
        Body("ChatOptions options = new() { Temperature = 1, MaxOutputTokens = 1000, StopSequences = [\"a\", \"b\"] }; await chat.GetResponseAsync(\"hi\", options);"),
        Body("await chat.GetResponseAsync([.. history, new(ChatRole.User, \"hi\")], cancellationToken: token);"),
        Body("await chat.GetResponseAsync(\"hi\", new() { StopSequences = [.. words, \"a\", \"b\"] });"),
        Body("await chat.GetResponseAsync(\"hi\", new() { Temperature = yes ? 2f : 0.1f });"),
        Body("await chat.GetResponseAsync(\"hi\", new() { Temperature = level switch { 0 => 0f, 1 => 0.5f, _ => 2f } });"),
        Body("await chat.GetResponseAsync(\"hi\", new() { Temperature = heat, Seed = seed });"),
        Body("await chat.GetResponseAsync(\"hi\", new() { Seed = yes ? 5 : null });"),
        Body("long? none = null; await chat.GetResponseAsync(\"hi\", new() { Seed = none });"),
        Body("await chat.GetResponseAsync(\"hi\", yes ? new ChatOptions { Temperature = 2 } : null);"),
        Body("await chat.GetResponseAsync(\"hi\", level switch { 0 => new ChatOptions { Seed = 3 }, _ => null });"),
        Body("var options = new ChatOptions { Seed = 5 }; options.Seed = null; await chat.GetResponseAsync(\"hi\", options);"),
        Body("var options = new ChatOptions { Temperature = 2 }; options.Temperature = 1; await chat.GetResponseAsync(\"hi\", options);"),
        Body("var options = new ChatOptions { Temperature = 2 }; options.Temperature = heat; await chat.GetResponseAsync(\"hi\", options);"),
        Body("var options = new ChatOptions { Temperature = 2 }; if (options.Temperature > 1) options.Temperature = 1; await chat.GetResponseAsync(\"hi\", options);"),
        Body("var options = new ChatOptions { Temperature = 2 }; options.Temperature /= 2; await chat.GetResponseAsync(\"hi\", options);"),
        Body("var options = new ChatOptions { Seed = 5 }; (options.Seed, options.Temperature) = (null, 1); await chat.GetResponseAsync(\"hi\", options);"),
        Body("var options = new ChatOptions { Temperature = 2 }; void Cool() => options.Temperature = 1; Cool(); await chat.GetResponseAsync(\"hi\", options);"),
        Body("var options = new ChatOptions { Temperature = 2 }; options = new ChatOptions(); await chat.GetResponseAsync(\"hi\", options);"),
        Body("var options = new ChatOptions(); if (yes) options.Temperature = 2; await chat.GetResponseAsync(\"hi\", options);"),
        Body("var options = new ChatOptions(); await chat.GetResponseAsync(\"hi\", options); options.Temperature = 2;"),
        Body("var options = new ChatOptions { Temperature = 2 }; await able.GetResponseAsync(\"hi\", options);"),
        Body("var options = new ChatOptions { Temperature = 2 }; if (yes) await able.GetResponseAsync(\"hi\", options); else await plain.GetResponseAsync(\"hi\", options);"),
        Body("var hot = new ChatOptions { Temperature = 2 }; var cool = hot.Clone(); cool.Temperature = 1; await chat.GetResponseAsync(\"hi\", cool);"),
        Body("var options = new ChatOptions { Temperature = 2 }; Action<ChatOptions> cool = given => given.Temperature = 1; cool(options); await chat.GetResponseAsync(\"hi\", options);"),
        Body("var options = new ChatOptions { Temperature = 2 }; Cool(ref options); await chat.GetResponseAsync(\"hi\", options); static void Cool(ref ChatOptions given) => given = new();"),
        Body("var options = new ChatOptions { StopSequences = [\"a\", \"b\", \"c\"] }; options.StopSequences.Clear(); await chat.GetResponseAsync(\"hi\", options);"),
        Body("var options = new ChatOptions { StopSequences = [\"a\", \"b\", \"c\"] }; options.StopSequences!.RemoveAt(0); await chat.GetResponseAsync(\"hi\", options);"),
        Body("var options = new ChatOptions { Tools = [tool, tool, tool] }; options.Tools?.Clear(); await chat.GetResponseAsync(\"hi\", options);"),
        Body("var options = new ChatOptions { AdditionalProperties = new() { [\"n\"] = 2 } }; options.AdditionalProperties.Remove(\"n\"); await chat.GetResponseAsync(\"hi\", options);"),
        Body("var options = new ChatOptions { AdditionalProperties = new() { [\"n\"] = 2 } }; options.AdditionalProperties[\"n\"] = 1; await chat.GetResponseAsync(\"hi\", options);"),
        Body("await chat.GetResponseAsync([new(yes ? ChatRole.System : ChatRole.User, \"hi\")]);"),
        Body("var message = new ChatMessage(ChatRole.System, \"hi\"); message.Role = ChatRole.User; await chat.GetResponseAsync(message);"),
        Body("var message = new ChatMessage(ChatRole.System, \"hi\") { Role = ChatRole.User }; await chat.GetResponseAsync(message);"),
        Body("List<AIContent> parts = [new TextContent(\"What?\")]; if (able is null) parts.Add(new DataContent(bytes, \"image/png\")); await chat.GetResponseAsync(new ChatMessage(ChatRole.User, parts));"),
        Body("List<AIContent> parts = [new DataContent(bytes, \"image/png\")]; parts.Clear(); await chat.GetResponseAsync(new ChatMessage(ChatRole.User, parts));"),
        Body("var parts = new AIContent[] { new DataContent(bytes, \"image/png\") }; parts[0] = new TextContent(\"none\"); await chat.GetResponseAsync(new ChatMessage(ChatRole.User, parts));"),
        Body("var message = new ChatMessage(ChatRole.User, [new DataContent(bytes, \"image/png\")]); message.Contents.Clear(); await chat.GetResponseAsync(message);"),
        Body("var message = new ChatMessage(ChatRole.User, [new DataContent(bytes, \"image/png\")]); message.Contents = [new TextContent(\"hi\")]; await chat.GetResponseAsync(message);"),
        Body("await chat.GetResponseAsync(new ChatMessage(ChatRole.User, [new DataContent(bytes, yes ? \"image/png\" : \"text/plain\")]));"),
        Body("var turns = new List<ChatMessage> { new(ChatRole.System, \"x\") }; turns = [.. turns.Skip(1)]; await chat.GetResponseAsync(turns);"),
        Body("await chat.GetResponseAsync(from word in words select new ChatMessage(ChatRole.User, word));"),
        Body("await (yes ? (IChatClient)chat : able).GetResponseAsync(\"hi\", new() { Temperature = 2 });"),
        Body("IChatClient any = yes ? chat : able; await any.GetResponseAsync(\"hi\", new() { Temperature = 2 });"),
        Body("IChatClient any = chat; any = able; await any.GetResponseAsync(\"hi\", new() { Temperature = 2 });"),
        Body("if (plain is IChatClient<FussyModels.Fussy2> { } fits) await fits.GetResponseAsync(\"hi\", new() { Temperature = 2 });"),
        Body("switch (plain) { case IChatClient<FussyModels.Fussy2> fits: await fits.GetResponseAsync(\"hi\", new() { Temperature = 2 }); break; default: await plain.GetResponseAsync(\"hi\", new() { Seed = 2 }); break; }"),
        Body("await chat.GetResponseAsync(\"hi\", new() { Reasoning = yes ? new() { Effort = ReasoningEffort.High } : null });"),
        Body("await chat.GetResponseAsync(\"hi\", new() { Reasoning = new() { Effort = ReasoningEffort.None }, TopP = 0.5f });"),
        Body("var options = new ChatOptions { TopP = 0.5f, Reasoning = new() { Effort = ReasoningEffort.Low } }; options.Reasoning = null; await chat.GetResponseAsync(\"hi\", options);"),
        Body("var stream = able.GetStreamingResponseAsync(\"hi\"); if (yes) await foreach (var update in stream) _ = update; else await foreach (var update in stream) _ = update;"),
        Body("var stream = able.GetStreamingResponseAsync(\"hi\"); switch (level) { case 0: await stream.ToChatResponseAsync(); break; default: await foreach (var update in stream) _ = update; break; }"),
        Body("var stream = able.GetStreamingResponseAsync(\"hi\"); try { await foreach (var update in stream.WithCancellation(token)) _ = update; } catch (TimeoutException) { await stream.ToChatResponseAsync(); }"),
        Body("var stream = able.GetStreamingResponseAsync(\"hi\"); await using var updates = stream.GetAsyncEnumerator(token); while (await updates.MoveNextAsync()) _ = updates.Current;"),
        Body("Func<IAsyncEnumerable<ChatResponseUpdate>> ask = () => able.GetStreamingResponseAsync(\"hi\"); await ask().ToChatResponseAsync(); await ask().ToChatResponseAsync();"),
        Body("for (var i = 0; i < 2; i++) { var stream = able.GetStreamingResponseAsync(\"hi\"); await foreach (var update in stream.ConfigureAwait(false)) _ = update; }"),
        Body("IAsyncEnumerable<ChatResponseUpdate> stream; if (yes) stream = able.GetStreamingResponseAsync(\"a\"); else stream = able.GetStreamingResponseAsync(\"b\"); await stream.ToChatResponseAsync();"),
        "using Models; record Asker(IChatClient<FussyModels.Fussy1> Chat, ChatOptions Options) { public Asker Cool => this with { Options = new() { Temperature = 1 } }; Task M() => Chat.GetResponseAsync(\"hi\", Options); }",
        "using Models; partial class C(IChatClient<FussyModels.Fussy1> chat) { private ChatOptions _options = new() { Temperature = 2 }; } partial class C { void Cool() => _options = new(); Task M() => chat.GetResponseAsync(\"hi\", _options); }",
        "using Models; class C(IChatClient<FussyModels.Fussy1> chat) { private readonly ChatOptions _options = new() { Temperature = 2 }; public C(IChatClient<FussyModels.Fussy1> chat, int _) : this(chat) => _options.Temperature = 1; Task M() => chat.GetResponseAsync(\"hi\", _options); }",
        "using Models; class C(IChatClient<FussyModels.Fussy1> chat) { protected virtual ChatOptions Options => new() { Temperature = 2 }; Task M() => chat.GetResponseAsync(\"hi\", Options); }",
        "using Models; class C(IChatClient<FussyModels.Fussy1> chat) { ChatOptions Options { get; init; } = new() { Temperature = 2 }; Task M() => chat.GetResponseAsync(\"hi\", Options); }",
        "using Models; static class Asking { public static Task<ChatResponse> AskAsync<T>(this IChatClient<T> chat, ChatOptions options) where T : IModel { options.Seed = null; return chat.GetResponseAsync(\"hi\", options); } } class C { Task M(IChatClient<FussyModels.Fussy1> chat) => chat.AskAsync(new() { Seed = 3 }); }",
        "using Models; class C<TModel>(IChatClient<TModel> chat) where TModel : IModel { Task M() => chat.GetResponseAsync(\"hi\", new() { Temperature = 2, Seed = 5 }); } class D(C<FussyModels.Fussy1> c) { public object P => c; }",
        "class ChatOptions { public float Temperature { get; set; } } interface IChatClient<T> { Task GetResponseAsync(string text, ChatOptions options); } class C(IChatClient<Models.FussyModels.Fussy1> chat) { Task M() => chat.GetResponseAsync(\"hi\", new() { Temperature = 2 }); }",
        "using Models; class C { async IAsyncEnumerable<string> M(IChatClient<FussyModels.Fussy2> chat) { await foreach (var update in chat.GetStreamingResponseAsync(\"hi\")) yield return update.Text; } IAsyncEnumerable<ChatResponseUpdate> N(IChatClient<FussyModels.Fussy2> chat) => chat.GetStreamingResponseAsync(\"hi\"); }",
        "using Models; class C(IChatClient<FussyModels.Fussy2> chat) { private IAsyncEnumerable<ChatResponseUpdate>? _stream; void M() { _stream = chat.GetStreamingResponseAsync(\"hi\"); var kept = _stream; _ = kept; } Task N(IAsyncEnumerable<ChatResponseUpdate> given) => N(chat.GetStreamingResponseAsync(\"hi\")); }",
        "using Models; class C { Task M(IChatClient<AnyOf<FussyModels.Fussy1, FussyModels.Fussy2>> chat) => chat.GetResponseAsync(\"hi\", new() { Temperature = 1 }); object N() => typeof(IChatClient<FussyModels.Fussy1>); string O() => nameof(FussyModels.Fussy1); }",
    ];

    private static readonly (string Code, string[] Said)[] s_wrong =
    [
        ("using Models; using Fussy = SdkGen.IChatClient<Models.FussyModels.Fussy1>; class C { Task M(Fussy chat) => chat.GetResponseAsync(\"hi\", new ChatOptions { ⟦Temperature⟧ = 2 }); }", [Warm]),
        (Body("ChatOptions options = new() { ⟦Temperature⟧ = 2 }; await chat.GetResponseAsync(\"hi\", options);"), [Warm]),
        (Body("ChatOptions options = new(); options.⟦Temperature⟧ = 2; await chat.GetResponseAsync(\"hi\", options);"), [Warm]),
        (Body("ChatOptions options = new() { Temperature = 1 }; options.⟦Temperature⟧ = 2; await chat.GetResponseAsync(\"hi\", options);"), [Warm]),
        (Body("const float Heat = 2; await chat.GetResponseAsync(\"hi\", new() { ⟦Temperature⟧ = Heat });"), [Warm]),
        (Body("await chat.GetResponseAsync(\"hi\", new() { ⟦Seed⟧ = seed ?? 5 });"), [NoSeed]),
        (Body("if (seed is { } given) await chat.GetResponseAsync(\"hi\", new() { ⟦Seed⟧ = given });"), [NoSeed]),
        (Body("await chat.GetResponseAsync(\"hi\", new() { ⟦Seed⟧ = level });"), [NoSeed]),
        (Body("await chat.GetResponseAsync([.. history, new(ChatRole.User, [⟦new DataContent(bytes, \"image/png\")⟧])]);"), [NoImages]),
        (Body("AIContent[] parts = [new TextContent(\"What?\"), ⟦new DataContent(bytes, \"image/png\")⟧]; await chat.GetResponseAsync(new ChatMessage(ChatRole.User, parts));"), [NoImages]),
        (Body("AIContent[] parts = [new TextContent(\"What?\"), .. new AIContent[] { ⟦new DataContent(bytes, \"image/png\")⟧ }]; await chat.GetResponseAsync(new ChatMessage(ChatRole.User, parts));"), [NoImages]),
        (Body("var role = ChatRole.System; await chat.GetResponseAsync([⟦new(role, \"Be kind.\")⟧, new(ChatRole.User, \"hi\")]);"), [NoSystem]),
        (Body("await chat.GetResponseAsync(\"hi\", new() { ⟦StopSequences⟧ = [.. words, \"a\", \"b\", \"c\"] });"), ["LLM2014 fussy-1 takes stop up to 2 in number, not 3."]),
        (Body("await chat.GetResponseAsync(\"hi\", new() { ⟦Tools⟧ = [tool, tool, tool] });"), ["LLM2031 fussy-1 takes 2 tools at most, not 3. Offer those that fit the task, or ask a model that takes more: FussyModels.Fussy2."]),
        (Body("await chat.GetResponseAsync(\"hi\", new() { AdditionalProperties = new() { [⟦\"n\"⟧] = 2 } });"), ["LLM2019 fussy-1 does not give several answers to one request. Models of Fussy Inc that do: FussyModels.Fussy2."]),
        (Body("await chat.GetResponseAsync(\"hi\", new() { Reasoning = new() { ⟦Effort⟧ = ReasoningEffort.High } });"), [NoLevel]),
        (Body("await Task.WhenAll(words.ConvertAll(word => chat.GetResponseAsync(word, new ChatOptions { ⟦Temperature⟧ = 2 })));"), [Warm]),
        (Body("Func<Task> ask = () => Task.Run(async () => { await chat.GetResponseAsync(\"hi\", new() { ⟦Temperature⟧ = 2 }); }); await ask();"), [Warm]),
        (Body("await Ask(); Task Ask() => chat.GetResponseAsync(\"hi\", new() { ⟦Temperature⟧ = 2 });"), [Warm]),
        (Body("await ((IChatClient)chat).GetResponseAsync(\"hi\", new() { ⟦Temperature⟧ = 2 });"), [Warm]),
        (Body("IChatClient any = chat; await any.GetResponseAsync(\"hi\", new() { ⟦Temperature⟧ = 2 });"), [Warm]),
        (Body("await (chat?.GetResponseAsync(\"hi\", new() { ⟦Temperature⟧ = 2 }) ?? throw new InvalidOperationException());"), [Warm]),
        (Body("if (plain is IChatClient<FussyModels.Fussy1> fussy) await fussy.GetResponseAsync(\"hi\", new() { ⟦Temperature⟧ = 2 });"), [Warm]),
        (Body("switch (plain) { case IChatClient<FussyModels.Fussy1> fussy: await fussy.GetResponseAsync(\"hi\", new() { ⟦Temperature⟧ = 2 }); break; }"), [Warm]),
        (Body("var answer = yes ? await chat.GetResponseAsync(\"hi\", new() { ⟦Temperature⟧ = 2 }) : null; _ = answer;"), [Warm]),
        (Body("var answer = level switch { 0 => await chat.GetResponseAsync(\"hi\", new() { ⟦Temperature⟧ = 2 }), _ => null }; _ = answer;"), [Warm]),
        (Body("try { await chat.GetResponseAsync(\"hi\", new() { ⟦Temperature⟧ = 2 }); } finally { await chat.GetResponseAsync(\"hi\", new() { ⟦Seed⟧ = 2 }); }"), [Warm, NoSeed]),
        (Body("await foreach (var update in chat.⟦GetStreamingResponseAsync⟧(\"hi\")) _ = update;"), ["LLM2006 fussy-1 does not stream its answers. Models of Fussy Inc that do: FussyModels.Fussy2."]),
        (Body("Action ask = () => able.⟦GetStreamingResponseAsync⟧(\"hi\"); ask();"), [Unread]),
        (Body("var stream = able.GetStreamingResponseAsync(\"hi\"); await foreach (var update in stream) _ = update; await foreach (var update in ⟦stream⟧) _ = update;"), ["LLM2051 stream is read twice, and each time asks and pays again. Read it once and keep the result, for example that of ToChatResponseAsync."]),
        ("using Models; record Asker(IChatClient<FussyModels.Fussy1> Chat) { Task M() => Chat.GetResponseAsync(\"hi\", new() { ⟦Temperature⟧ = 2 }); } class C { Task M(Asker asker) => (asker with { }).Chat.GetResponseAsync(\"hi\", new() { ⟦Seed⟧ = 3 }); }", [Warm, NoSeed]),
        ("using Models; partial class C(IChatClient<FussyModels.Fussy1> chat) { private readonly ChatOptions _options = new() { Temperature = 2 }; } partial class C { Task M() => chat.GetResponseAsync(\"hi\", ⟦_options⟧); }", [Warm]),
        ("using Models; class C(IChatClient<FussyModels.Fussy1> chat) { static ChatOptions Hot => new() { Temperature = 2 }; Task M() => chat.GetResponseAsync(\"hi\", ⟦Hot⟧); }", [Warm]),
        ("using Models; static class Asking { public static Task<ChatResponse> AskAsync(this IChatClient<FussyModels.Fussy1> chat, string question) => chat.GetResponseAsync(question, new() { ⟦Temperature⟧ = 2 }); } class C { Task M(IChatClient<FussyModels.Fussy1> chat) => chat.AskAsync(\"hi\"); }", [Warm]),
        ("using Models; class C { static Task Ask<T>(IChatClient<T> chat) where T : IModel => chat.GetResponseAsync(\"hi\", new() { Temperature = 2 }); Task M(IChatClient<FussyModels.Fussy1> chat) => Ask(⟦chat⟧); }", [Warm]),
        ("using Models; interface IMine : IChatClient<FussyModels.Fussy1>; class C(IMine mine) { Task M() => mine.GetResponseAsync(\"hi\", new() { ⟦Temperature⟧ = 2 }); }", [Warm]),
        ("using Models; class C<TClient>(TClient mine) where TClient : IChatClient<FussyModels.Fussy1> { Task M() => mine.GetResponseAsync(\"hi\", new() { ⟦Temperature⟧ = 2 }); }", [Warm]),
        ("using Models; class C { Task M(IChatClient<AnyOf<FussyModels.Fussy1, FussyModels.Fussy2>> chat) => chat.GetResponseAsync(\"hi\", new() { ⟦Temperature⟧ = 2 }); }", [Warm]),
        ("using Models; class C(IChatClient<FussyModels.Fussy1> chat) { object P => new Lazy<Task<ChatResponse>>(() => chat.GetResponseAsync(\"hi\", new() { ⟦Temperature⟧ = 2 })); }", [Warm]),
        ("using Models; struct C(IChatClient<FussyModels.Fussy1> chat) { readonly Task this[int i] => chat.GetResponseAsync(\"hi\", new() { ⟦Temperature⟧ = 2 }); }", [Warm]),
    ];

    [Fact]
    public async Task What_is_right_is_left_alone()
    {
        var reports = await AnalyzedCode.ReportAllAsync([.. s_right.Select(code => (code, Array.Empty<string>()))]);

        reports.Select((report, i) => (Code: s_right[i], Said: string.Join('\n', report.Said))).Where(program => program.Said.Length > 0).Select(program => $"{program.Said}\n{program.Code}").ShouldBeEmpty();
    }

    [Fact]
    public async Task What_is_wrong_is_told_at_its_place()
    {
        var reports = await AnalyzedCode.ReportAllAsync(s_wrong);

        reports.Select((report, i) => (s_wrong[i].Code, report)).Where(program => !program.report.Expected.SequenceEqual(program.report.Said))
            .Select(program => $"{program.Code}\nexpected {string.Join('\n', program.report.Expected)}\nsaid {string.Join('\n', program.report.Said)}").ShouldBeEmpty();
    }

    /// <summary>A program without a class around it.</summary>
    [Fact]
    public async Task Top_level_statements()
    {
        var (source, spans) = AnalyzedCode.Unmark(AnalyzedCode.Usings + """
            using Models;

            IChatClient<FussyModels.Fussy1> chat = null!;
            var options = new ChatOptions { Temperature = 1 };
            await chat.GetResponseAsync("hi", options);
            await foreach (var update in chat.⟦GetStreamingResponseAsync⟧("hi"))
                Console.Write(update.Text);
            await Ask(new ChatOptions { ⟦Seed⟧ = 4 });
            var later = new ChatOptions { Seed = 3 };
            later.Seed = null;
            await Ask(later);

            async Task Ask(ChatOptions given) => await chat.GetResponseAsync("hi", given);
            """);

        var reports = await AnalyzedCode.ReportsAsync(AnalyzedCode.CompileApplication(source));

        reports.Select(report => report.Id).ShouldBe(["LLM2006", "LLM2011"]);
        reports.Select(report => report.Location.SourceSpan).ShouldBe(spans);
    }
}
