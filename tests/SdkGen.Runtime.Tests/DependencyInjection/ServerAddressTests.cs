using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using SdkGen.Dialects.OllamaChat;
using SdkGen.Testing;
using SdkGen.Transport;

namespace SdkGen.Runtime.Tests.DependencyInjection;

/// <summary>The variable by which a server on one's own machine listens is the one by which its clients find it.</summary>
public sealed class ServerAddressTests
{
    [Theory]
    [InlineData("192.168.1.5", "http://192.168.1.5:11434")]
    [InlineData("192.168.1.5:8080", "http://192.168.1.5:8080")]
    [InlineData("models.example", "http://models.example:11434")]
    [InlineData(":8080", "http://localhost:8080")]
    [InlineData("0.0.0.0", "http://127.0.0.1:11434")]
    [InlineData("0.0.0.0:8080", "http://127.0.0.1:8080")]
    [InlineData("http://0.0.0.0:11434", "http://127.0.0.1:11434")]
    [InlineData("[::]:8080", "http://[::1]:8080")]
    [InlineData("::1", "http://[::1]:11434")]
    [InlineData("\"127.0.0.1\"", "http://127.0.0.1:11434")]
    [InlineData("https://models.example", "https://models.example")]
    [InlineData("https://models.example/ollama/", "https://models.example/ollama")]
    [InlineData("models.example/ollama", "http://models.example:11434/ollama")]
    public void A_host_becomes_an_address(string said, string address) => ServerAddress.Of(said, new Uri("http://localhost:11434")).ShouldBe(address);

    [Fact]
    public async Task The_variable_is_read_for_a_server_of_this_machine_and_the_first_key_that_is_set_counts()
    {
        await using var server = await LlmEmulator.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        var prefix = $"BOX_{Guid.NewGuid():N}_";
        var profile = new ProviderProfile
        {
            Id = "box",
            Name = "Box",
            BaseUrl = "http://localhost:1",
            Auth = AuthScheme.Bearer,
            KeyVariable = prefix + "KEY",
            OtherKeyVariables = [prefix + "OLDER_KEY", prefix + "OLDEST_KEY"],
            BaseUrlVariable = prefix + "HOST",
            Models = [new() { Id = "box-1", Type = typeof(Box1) }],
        };
        Environment.SetEnvironmentVariable(prefix + "HOST", $"0.0.0.0:{new Uri(server.Url).Port}/ollama");
        Environment.SetEnvironmentVariable(prefix + "OLDEST_KEY", "oldest");
        await AskAsync(profile);
        Environment.SetEnvironmentVariable(prefix + "OLDER_KEY", "older");
        await AskAsync(profile);
        Environment.SetEnvironmentVariable(prefix + "KEY", "newest");
        await AskAsync(profile);

        server.Requests.Select(request => request.Headers["Authorization"]).ShouldBe(["Bearer oldest", "Bearer older", "Bearer newest"]);
        GeminiProvider.Profile.KeyVariable.ShouldBe("GEMINI_API_KEY");
        GeminiProvider.Profile.OtherKeyVariables.ShouldBe(["GOOGLE_API_KEY"]);
        OllamaProvider.Profile.BaseUrlVariable.ShouldBe("OLLAMA_HOST");
    }

    private static async Task AskAsync(ProviderProfile profile)
    {
        await using var services = new ServiceCollection().AddLlm(llm => llm.AddProvider(profile, OllamaChatDialect.Instance)).BuildServiceProvider();
        (await services.GetRequiredService<IChatClient<Box1>>().GetResponseAsync("Hi", cancellationToken: TestContext.Current.CancellationToken)).Text.ShouldContain("Hi");
    }

    public sealed class Box1 : ICallsTools;
}
