using Microsoft.Extensions.AI;
using SdkGen;

namespace Rules;

/// <summary>One misuse for each rule that a model of ours can break. The comment says what the line is told.</summary>
public sealed class Shipped(
    IChatClient<OpenAIModels.Gpt41Mini> chat,
    IChatClient<OpenAIModels.O3> o3,
    IChatClient<OpenAIModels.Gpt5Pro> pro,
    IChatClient<OpenAIModels.Gpt54> gpt54,
    IChatClient<OpenAIModels.Gpt4> gpt4, // LLM2040
    IChatClient<OpenAIModels.Gpt5ChatLatest> plain,
    IChatClient<AnthropicModels.ClaudeSonnet46> claude, // LLM2043
    IChatClient<AnthropicModels.ClaudeOpus55> opus, // LLM2043
    IChatClient<OpenAIModels.GptImage2> painter, // LLM2002
    IChatClient<AnyOf<OpenAIModels.Gpt41Mini, OpenAIModels.GptImage2>> either, // LLM2002
    IEmbeddingGenerator<OpenAIModels.TextEmbedding3Small> vectors,
    ModelRegistry models)
{
    public object Unused => (painter, either);

    public Type Nested => typeof(AnyOf<AnyOf<OpenAIModels.Gpt41, OpenAIModels.Gpt41Mini>, OpenAIModels.Gpt5Mini>); // LLM2022

    public Task Image() => chat.GenerateImageAsync("x"); // LLM2001 CS0311

    public Task ImageOfVectors() => vectors.GenerateImageAsync("x"); // LLM2001 CS0411

    public IChatClient Tools(AITool tool) => plain.WithTools([tool]); // LLM2003

    public Task Input(byte[] data) => chat.GetResponseAsync(new ChatMessage(ChatRole.User, [new DataContent(data, "audio/wav")])); // LLM2004

    public Task Schema() => gpt4.GetResponseAsync("x", new ChatOptions { ResponseFormat = ChatResponseFormat.ForJsonSchema(default(System.Text.Json.JsonElement)) }); // LLM2005

    public Task Forced() => opus.GetResponseAsync("x", new ChatOptions { ToolMode = ChatToolMode.RequireAny }); // LLM2008

    public object Own() => new OpenAIModels.O3.Options { Temperature = 1 }; // LLM2010

    public Task Refused() => o3.GetResponseAsync("x", new ChatOptions { Temperature = 1 }); // LLM2011

    public Task RefusedByMethod() => Ask(o3, new ChatOptions { Temperature = 1 }); // LLM2011

    public Task Absent() => chat.GetResponseAsync("x", new OpenAIModels.Gpt41Mini.Options { ReasoningEffort = null }); // LLM2011 CS0117

    public Task Others() => chat.GetResponseAsync("x", new OpenAIModels.O3.Options()); // LLM2012

    public Task Elsewhere() => chat.GetResponseAsync("x", new ChatOptions { ModelId = "gpt-4.1" }); // LLM2013

    public Task Range() => chat.GetResponseAsync("x", new ChatOptions { Temperature = 3 }); // LLM2014

    public Task Limit() => chat.GetResponseAsync("x", new ChatOptions { MaxOutputTokens = 99_999_999 }); // LLM2015

    public Task Level() => pro.GetResponseAsync("x", new ChatOptions { Reasoning = new ReasoningOptions { Effort = ReasoningEffort.Low } }); // LLM2016

    public Task Meanwhile() => gpt54.GetResponseAsync("x", new ChatOptions { TopP = 0.5f, Reasoning = new ReasoningOptions { Effort = ReasoningEffort.High } }); // LLM2017

    public Task Logprobs() => o3.GetResponseAsync("x", new ChatOptions { AdditionalProperties = new() { ["logprobs"] = true } }); // LLM2018

    public Task Choices() => claude.GetResponseAsync("x", new ChatOptions { AdditionalProperties = new() { ["n"] = 2 } }); // LLM2019

    public Task Reasons() => chat.GetResponseAsync("x", new ChatOptions { Reasoning = new ReasoningOptions { Effort = ReasoningEffort.High } }); // LLM2021

    public IChatClient Service() => claude.WithTools(Parcels.Tools); // LLM2030

    public IChatClient Id() => models.CreateChatClient("gpt-4.1-mni"); // LLM2042

    public void Unread() => chat.GetStreamingResponseAsync("x"); // LLM2050

    public async Task Twice()
    {
        var stream = chat.GetStreamingResponseAsync("x");
        await stream.ToChatResponseAsync();
        await stream.ToChatResponseAsync(); // LLM2051
    }

    public async Task Open()
    {
        var own = models.CreateChatClient("gpt-4.1-mini"); // LLM2052
        await own.GetResponseAsync("x");
    }

    private static Task Ask(IChatClient client, ChatOptions options) => client.GetResponseAsync("x", options);
}

/// <summary>A tool that Anthropic's service refuses, for the name of its argument.</summary>
public static class Parcels
{
    /// <summary>Finds a parcel.</summary>
    /// <param name="größe">How large it is.</param>
    [LlmTool]
    public static int Find(int größe) => größe;
}
