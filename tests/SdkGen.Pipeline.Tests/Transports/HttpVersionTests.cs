using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace SdkGen.Pipeline.Tests.Transports;

public class HttpVersionTests
{
    private const string Answer = """
        data: {"id":"c1","object":"chat.completion.chunk","created":1,"model":"gpt-4.1-mini","choices":[{"index":0,"delta":{"role":"assistant","content":"hello"}}]}

        data: {"id":"c1","object":"chat.completion.chunk","created":1,"model":"gpt-4.1-mini","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}

        data: [DONE]


        """;

    [Theory]
    [InlineData(HttpProtocols.Http1AndHttp2, "HTTP/2")]
    [InlineData(HttpProtocols.Http1, "HTTP/1.1")]
    public async Task The_best_version_that_both_know_is_spoken(HttpProtocols known, string spoken)
    {
        var protocols = new List<string>();
        await using var server = await StartAsync(known, protocols);
        var services = new ServiceCollection().AddLlm(llm => llm.AddOpenAI(options => (options.BaseUrl, options.ApiKey) = ($"{Address(server)}/v1", "any")));
        services.AddHttpClient("SdkGen.OpenAI").UseSocketsHttpHandler((handler, _) => handler.SslOptions.RemoteCertificateValidationCallback = (_, _, _, _) => true);
        await using var provider = services.BuildServiceProvider();
        (await provider.GetRequiredService<IChatClient<OpenAIModels.Gpt41Mini>>().GetStreamingResponseAsync("hi").ToChatResponseAsync()).Text.ShouldBe("hello");
        protocols.ShouldBe([spoken]);
    }

    [Fact]
    public async Task A_certificate_that_nobody_knows_ends_the_connection()
    {
        var protocols = new List<string>();
        await using var server = await StartAsync(HttpProtocols.Http1AndHttp2, protocols);
        await using var provider = new ServiceCollection()
            .AddLlm(llm => llm.AddOpenAI(options => (options.BaseUrl, options.ApiKey) = ($"{Address(server)}/v1", "any"))).BuildServiceProvider();
        var failure = await Should.ThrowAsync<LlmException>(() => provider.GetRequiredService<IChatClient<OpenAIModels.Gpt41Mini>>().GetResponseAsync("hi"));
        failure.Kind.ShouldBe(LlmErrorKind.Connection);
        protocols.ShouldBeEmpty();
    }

    private static string Address(WebApplication server) => server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();

    private static async Task<WebApplication> StartAsync(HttpProtocols protocols, List<string> seen)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(options => options.Listen(IPAddress.Loopback, 0, endpoint =>
        {
            endpoint.Protocols = protocols;
            endpoint.UseHttps(Certificate());
        }));
        var server = builder.Build();
        server.Run(async context =>
        {
            seen.Add(context.Request.Protocol);
            context.Response.ContentType = "text/event-stream";
            await context.Response.WriteAsync(Answer);
        });
        await server.StartAsync();
        return server;
    }

    private static X509Certificate2 Certificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256).CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
    }
}
