using Microsoft.Extensions.AI;
using SdkGen.Transport;

namespace SdkGen.Pipeline.Tests.Guard;

public class GuardCostTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_request_that_is_fine_is_judged_without_an_allocation(bool streaming)
    {
        using var http = new HttpClient();
        var guard = new RequestGuard(new ProviderConnection(() => http, OpenAIProvider.Profile, new() { ApiKey = "any" }), OpenAIProvider.Profile.Models.First(model => model.Id == "gpt-4.1-mini"));
        IEnumerable<ChatMessage> messages = new List<ChatMessage>
        {
            new(ChatRole.System, "Be brief."), new(ChatRole.User, [new TextContent("What is it?"), new DataContent(new byte[] { 1 }, "image/png")]), new(ChatRole.Assistant, "A lighthouse."), new(ChatRole.User, "Where?"),
        };
        var options = new OpenAIModels.Gpt41Mini.Options
        {
            Temperature = 0.5f,
            TopP = 0.5f,
            MaxOutputTokens = 100,
            Seed = 7,
            StopSequences = ["END"],
            Tools = [AIFunctionFactory.Create(() => 1, "f")],
            Instructions = "Be kind.",
            AdditionalProperties = new() { ["user"] = "ann" },
        };
        for (var i = 0; i < 50; i++)
            guard.Judge(ref messages, options, streaming).ShouldBeNull();

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
            guard.Judge(ref messages, options, streaming);

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
    }
}
