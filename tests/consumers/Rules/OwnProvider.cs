using Microsoft.Extensions.AI;
using SdkGen;

namespace Rules;

/// <summary>One misuse for each rule about models, of models whose facts stand in house.provider.json. The comment says what the line is told.</summary>
public sealed class OwnProvider(
    IChatClient<HouseModels.HouseStrict> strict,
    IChatClient<HouseModels.HousePlain> plain,
    IChatClient<HouseModels.HousePainter> painter, // LLM2002
    IChatClient<HouseModels.HouseVeteran> veteran, // LLM2040
    IChatClient<HouseModels.HouseGhost> ghost, // LLM2041
    ModelRegistry models)
{
    public object Unused => (painter, veteran, ghost);

    public Task Image() => plain.GenerateImageAsync("x"); // LLM2001 CS0311

    public IChatClient Tools(AITool tool) => plain.WithTools([tool]); // LLM2003

    public Task Input(byte[] data) => strict.GetResponseAsync(new ChatMessage(ChatRole.User, [new DataContent(data, "image/png")])); // LLM2004

    public Task Schema() => strict.GetResponseAsync("x", new ChatOptions { ResponseFormat = ChatResponseFormat.ForJsonSchema(default(System.Text.Json.JsonElement)) }); // LLM2005

    public IAsyncEnumerable<ChatResponseUpdate> Stream() => strict.GetStreamingResponseAsync("x"); // LLM2006

    public Task Parallel() => strict.GetResponseAsync("x", new ChatOptions { AllowMultipleToolCalls = true }); // LLM2007

    public Task Forced() => strict.GetResponseAsync("x", new ChatOptions { ToolMode = ChatToolMode.RequireAny }); // LLM2008

    public Task System() => strict.GetResponseAsync("x", new ChatOptions { Instructions = "Be brief." }); // LLM2009

    public Task SystemMessage() => strict.GetResponseAsync([new ChatMessage(ChatRole.System, "Be brief.")]); // LLM2009

    public object Own() => new HouseModels.HouseStrict.Options { Seed = 1 }; // LLM2010

    public Task Refused() => strict.GetResponseAsync("x", new ChatOptions { Seed = 1 }); // LLM2011

    public Task RefusedByMethod() => Ask(strict, new ChatOptions { Seed = 1 }); // LLM2011

    public Task Others() => strict.GetResponseAsync("x", new HouseModels.HouseAble.Options()); // LLM2012

    public Task Elsewhere() => strict.GetResponseAsync("x", new ChatOptions { ModelId = "house-able" }); // LLM2013

    public Task Range() => strict.GetResponseAsync("x", new ChatOptions { Temperature = 1.5f }); // LLM2014

    public Task Limit() => strict.GetResponseAsync("x", new ChatOptions { MaxOutputTokens = 501 }); // LLM2015

    public Task Level() => strict.GetResponseAsync("x", new ChatOptions { Reasoning = new ReasoningOptions { Effort = ReasoningEffort.High } }); // LLM2016

    public Task Meanwhile() => strict.GetResponseAsync("x", new ChatOptions { TopP = 0.5f, Reasoning = new ReasoningOptions { Effort = ReasoningEffort.Low } }); // LLM2017

    public Task Logprobs() => strict.GetResponseAsync("x", new ChatOptions { AdditionalProperties = new() { ["logprobs"] = true } }); // LLM2018

    public Task Choices() => strict.GetResponseAsync("x", new ChatOptions { AdditionalProperties = new() { ["n"] = 2 } }); // LLM2019

    public Task Cached() => strict.GetResponseAsync("x", new ChatOptions { AdditionalProperties = new() { ["prompt_cache_key"] = "k" } }); // LLM2020

    public Task Reasons() => plain.GetResponseAsync("x", new ChatOptions { Reasoning = new ReasoningOptions { Effort = ReasoningEffort.High } }); // LLM2021

    public IChatClient Crowd(AITool tool) => strict.WithTools([tool, tool, tool]); // LLM2031

    public IChatClient Id() => models.CreateChatClient("house-abel"); // LLM2042

    public Task Long() => strict.GetResponseAsync("All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play. All work and no play."); // LLM2044

    private static Task Ask(IChatClient client, ChatOptions options) => client.GetResponseAsync("x", options);
}
