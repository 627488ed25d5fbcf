using SdkGen.Transport;

namespace SdkGen.Runtime.Tests.Transport;

public sealed class RequestFactoryTests
{
    private static readonly ProviderProfile s_profile = new()
    {
        Id = "choir",
        Name = "Choir",
        BaseUrl = "https://{region}.choir.example/v1/",
        Auth = AuthScheme.Bearer,
        Settings = [new("region") { Default = "eu" }],
        Paths = new Dictionary<string, string> { ["openai-chat/chat"] = "deployments/{model}/chat?api-version={version}" },
    };

    [Fact]
    public void Settings_of_the_account_go_before_defaults()
    {
        Requests().BaseUrl.AbsoluteUri.ShouldBe("https://eu.choir.example/v1/");
        Requests(options => options.Settings["Region"] = "us").BaseUrl.AbsoluteUri.ShouldBe("https://us.choir.example/v1/");
    }

    [Fact]
    public void A_providers_own_path_takes_the_place_of_the_dialects()
    {
        var requests = Requests(options => options.Settings["version"] = "2026-01-01");

        requests.Path("openai-chat/chat", "chat/completions", [("model", "a b")]).ShouldBe("deployments/a%20b/chat?api-version=2026-01-01");
        requests.Path("openai-chat/models", "models", []).ShouldBe("models");
    }

    [Fact]
    public void Headers_without_a_value_are_left_out()
    {
        using var request = Requests().Create(HttpMethod.Get, "models", null, [new("x-beta", "a,b"), new("x-none", null)]);

        request.Headers.GetValues("x-beta").ShouldBe(["a,b"]);
        request.Headers.Contains("x-none").ShouldBeFalse();
    }

    [Fact]
    public async Task A_token_is_asked_for_each_request_and_takes_the_place_of_the_key()
    {
        var count = 0;
        var requests = Requests(options =>
        {
            options.ApiKey = "key-of-the-account";
            options.AccessToken = _ => ValueTask.FromResult($"token-{++count}");
        });
        for (var i = 1; i <= 2; i++)
        {
            using var request = requests.Create(HttpMethod.Get, "models", null, null);
            await requests.AuthorizeAsync(request, TestContext.Current.CancellationToken);
            request.Headers.GetValues("Authorization").ShouldBe([$"Bearer token-{i}"]);
        }
    }

    private static RequestFactory Requests(Action<ProviderOptions>? configure = null)
    {
        var options = new ProviderOptions();
        configure?.Invoke(options);
        return new RequestFactory(s_profile, options);
    }
}
