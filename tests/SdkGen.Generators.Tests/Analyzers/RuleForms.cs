namespace SdkGen.Generators.Tests.Analyzers;

/// <summary>The ways in which a misuse comes about, as code. <c>MODEL</c> stands for the model's type, <c>SET</c> for what options set, <c>MESSAGES</c> for what is asked.</summary>
internal static class RuleForms
{
    private const string Head = "using Models; ";

    /// <summary>Options that set something. Around the name of what is set stand marks, or around the argument where the options are made elsewhere.</summary>
    public static IReadOnlyDictionary<string, string> Options { get; } = new Dictionary<string, string>
    {
        ["typed client"] = Head + "class C(IChatClient<MODEL> chat) { Task M() => chat.GetResponseAsync(\"hi\", new ChatOptions { SET }); }",
        ["options object"] = Head + "class C { object M() => new MODEL.Options { SET }; }",
        ["local variable"] = Head + "class C(IChatClient<MODEL> chat) { Task M() { var options = new ChatOptions { SET }; var same = options; return chat.GetResponseAsync(\"hi\", same); } }",
        ["builder"] = Head + "class C { void M(LlmBuilder llm) => llm.SetDefaults<MODEL>(new ChatOptions { SET }); }",
        ["injected field"] = Head + """
            class C
            {
                private readonly IChatClient<MODEL> _chat;
                public C(IChatClient<MODEL> chat) => _chat = chat;
                Task M() => _chat.GetResponseAsync("hi", new ChatOptions { SET });
            }
            """,
        ["method that takes client and options"] = Head + "class C(IChatClient<MODEL> chat) { Task M() => Ask(chat, new ChatOptions { SET }); static Task Ask(IChatClient client, ChatOptions options) => client.GetResponseAsync(\"hi\", options); }",
        ["generic method that takes client and options"] = Head + "class C(IChatClient<MODEL> chat) { async Task M() { var options = new ChatOptions { SET }; await Ask(options: options, client: chat); } static async Task<string> Ask<T>(IChatClient<T> client, ChatOptions? options) where T : IModel { Console.Write(1); return (await client.GetResponseAsync(\"hi\", options)).Text; } }",
        ["method that takes options"] = Head + "class C(IChatClient<MODEL> chat) { Task M() => Ask(new ChatOptions { SET }); Task Ask(ChatOptions options) => chat.GetResponseAsync(\"hi\", options); }",
        ["local function that takes options"] = Head + "class C(IChatClient<MODEL> chat) { Task M() { return Ask(new ChatOptions { SET }); Task Ask(ChatOptions options) => chat.GetResponseAsync(\"hi\", options); } }",
        ["await foreach"] = Head + "class C(IChatClient<MODEL> chat) { async Task M() { await foreach (var update in chat.GetStreamingResponseAsync(\"hi\", new ChatOptions { SET })) Console.Write(update); } }",
    };

    /// <summary>Options that are made elsewhere: the call's argument is marked.</summary>
    public static IReadOnlyDictionary<string, string> Elsewhere { get; } = new Dictionary<string, string>
    {
        ["method that takes the client"] = Head + "class C(IChatClient<MODEL> chat) { Task M() => Ask(⟦chat⟧); static Task Ask(IChatClient client) => client.GetResponseAsync(\"hi\", new ChatOptions { SET }); }",
        ["generic method that takes the client"] = Head + "class C(IChatClient<MODEL> chat) { Task M() => Ask(\"hi\", ⟦chat⟧); static async Task Ask<T>(string text, IChatClient<T> client) where T : IModel { var answer = await client.GetResponseAsync(text, new ChatOptions { SET }); Console.Write(answer); } }",
        ["helper method"] = Head + "class C(IChatClient<MODEL> chat) { Task M() => chat.GetResponseAsync(\"hi\", ⟦Make()⟧); static ChatOptions Make() => new() { SET }; }",
        ["options field"] = Head + "class C(IChatClient<MODEL> chat) { private static readonly ChatOptions s_options = new() { SET }; Task M() => chat.GetResponseAsync(\"hi\", ⟦s_options⟧); }",
        ["options property"] = Head + "class C(IChatClient<MODEL> chat) { ChatOptions Settings => new() { SET }; Task M() => chat.GetResponseAsync(\"hi\", ⟦Settings⟧); }",
    };

    /// <summary>Messages; marks stand around the part.</summary>
    public static IReadOnlyDictionary<string, string> Messages { get; } = new Dictionary<string, string>
    {
        ["typed client"] = Head + "class C(IChatClient<MODEL> chat) { Task M(byte[] data) => chat.GetResponseAsync(MESSAGE); }",
        ["local variable"] = Head + "class C(IChatClient<MODEL> chat) { Task M(byte[] data) { var message = MESSAGE; List<ChatMessage> all = [message]; return chat.GetResponseAsync(all); } }",
        ["injected field"] = Head + """
            class C
            {
                private readonly IChatClient<MODEL> _chat;
                public C(IChatClient<MODEL> chat) => _chat = chat;
                Task M(byte[] data) => _chat.GetResponseAsync([MESSAGE, new ChatMessage(ChatRole.User, "more")]);
            }
            """,
        ["method that takes client and message"] = Head + "class C(IChatClient<MODEL> chat) { Task M(byte[] data) => Ask(chat, MESSAGE); static Task Ask(IChatClient client, ChatMessage message) => client.GetResponseAsync(message); }",
        ["method that takes messages"] = Head + "class C(IChatClient<MODEL> chat) { Task M(byte[] data) => Ask([MESSAGE]); Task Ask(List<ChatMessage> messages) => chat.GetResponseAsync(messages); }",
        ["await foreach"] = Head + "class C(IChatClient<MODEL> chat) { async Task M(byte[] data) { await foreach (var update in chat.GetStreamingResponseAsync([MESSAGE])) Console.Write(update); } }",
    };

    /// <summary>Messages that are made elsewhere.</summary>
    public static IReadOnlyDictionary<string, string> MessagesElsewhere { get; } = new Dictionary<string, string>
    {
        ["method that takes the client"] = Head + "class C(IChatClient<MODEL> chat) { Task M(byte[] data) => Ask(⟦chat⟧, data); static Task Ask(IChatClient client, byte[] data) => client.GetResponseAsync(MESSAGE); }",
        ["helper method"] = Head + "class C(IChatClient<MODEL> chat) { Task M(byte[] data) => chat.GetResponseAsync(⟦Ask(data)⟧); static ChatMessage Ask(byte[] data) { return MESSAGE; } }",
        ["field"] = Head + "class C(IChatClient<MODEL> chat) { private static readonly byte[] data = []; private readonly ChatMessage _message = MESSAGE; Task M() => chat.GetResponseAsync([⟦_message⟧]); }",
    };

    public static string Unmarked(string code) => code.Replace("⟦", "", StringComparison.Ordinal).Replace("⟧", "", StringComparison.Ordinal);
}
