using System.Net;
using System.Net.WebSockets;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace SdkGen.Pipeline.Tests.Transports;

public class WebSocketTests
{
    private static readonly string[] s_answer =
    [
        """{"type":"response.created","sequence_number":0,"response":{"id":"resp_1","object":"response","created_at":1,"status":"in_progress","model":"gpt-4.1-mini","output":[]}}""",
        """{"type":"response.output_item.added","sequence_number":1,"output_index":0,"item":{"type":"message","id":"msg_1","status":"in_progress","role":"assistant","content":[]}}""",
        """{"type":"response.output_text.delta","sequence_number":2,"item_id":"msg_1","output_index":0,"content_index":0,"delta":"hel"}""",
        "{\"type\":\"response.output_text.delta\",\r\n\"sequence_number\":3,\n\"item_id\":\"msg_1\",\"output_index\":0,\"content_index\":0,\"delta\":\"l\\u00f6 ☃\"}",
        """{"type":"response.output_item.done","sequence_number":4,"output_index":0,"item":{"type":"message","id":"msg_1","status":"completed","role":"assistant","content":[{"type":"output_text","text":"hellö ☃","annotations":[]}]}}""",
        """{"type":"response.completed","sequence_number":5,"response":{"id":"resp_1","object":"response","created_at":1,"status":"completed","model":"gpt-4.1-mini","output":[{"type":"message","id":"msg_1","status":"completed","role":"assistant","content":[{"type":"output_text","text":"hellö ☃","annotations":[]}]}],"usage":{"input_tokens":3,"output_tokens":2,"total_tokens":5}}}""",
    ];

    [Fact]
    public async Task Streams_go_over_one_socket_one_after_the_other()
    {
        await using var server = await Server.StartAsync((_, send) => send(s_answer));
        await using var services = Services(server);
        for (var i = 0; i < 3; i++)
        {
            var response = await Chat(services).GetStreamingResponseAsync($"question {i}").ToChatResponseAsync();
            (response.Text, response.FinishReason, response.Usage?.OutputTokenCount).ShouldBe(("hellö ☃", ChatFinishReason.Stop, 2));
        }

        (server.Sockets, server.Requests).ShouldBe((1, 0));
        server.Messages.Count.ShouldBe(3);
        var message = server.Messages[2];
        message.GetProperty("type").GetString().ShouldBe("response.create");
        message.GetProperty("model").GetString().ShouldBe("gpt-4.1-mini");
        message.TryGetProperty("stream", out _).ShouldBeFalse();
        message.GetRawText().ShouldContain("question 2");
        server.Authorization.ShouldBe("Bearer the-key");
    }

    [Fact]
    public async Task An_error_is_the_exception_that_it_is_everywhere()
    {
        await using var server = await Server.StartAsync((_, send) => send(["""{"type":"error","status":400,"error":{"type":"invalid_request_error","code":"context_length_exceeded","message":"Too long."}}"""]));
        await using var services = Services(server);
        var failure = await Should.ThrowAsync<LlmException>(() => Chat(services).GetStreamingResponseAsync("hi").ToChatResponseAsync());
        (failure.Kind, failure.Status, failure.Code, failure.ProviderMessage).ShouldBe((LlmErrorKind.ContextLength, 400, "context_length_exceeded", "Too long."));
    }

    [Fact]
    public async Task A_socket_that_breaks_is_a_broken_connection_and_the_next_one_is_new()
    {
        var calls = 0;
        await using var server = await Server.StartAsync(async (socket, send) =>
        {
            await send(calls++ == 0 ? s_answer[..3] : s_answer);
            if (calls == 1)
                await socket.CloseOutputAsync(WebSocketCloseStatus.InternalServerError, "gone", CancellationToken.None);
        });
        await using var services = Services(server);
        var seen = "";
        var failure = await Should.ThrowAsync<LlmException>(async () =>
        {
            await foreach (var update in Chat(services).GetStreamingResponseAsync("hi"))
                seen += update.Text;
        });
        (failure.Kind, seen).ShouldBe((LlmErrorKind.Connection, "hel"));
        (await Chat(services).GetStreamingResponseAsync("hi").ToChatResponseAsync()).Text.ShouldBe("hellö ☃");
        server.Sockets.ShouldBe(2);
    }

    [Fact]
    public async Task Leaving_the_loop_closes_the_socket()
    {
        var closed = new TaskCompletionSource();
        await using var server = await Server.StartAsync(async (socket, send) =>
        {
            await send(s_answer[..3]);
            try
            {
                await socket.ReceiveAsync(new byte[16], TestContext.Current.CancellationToken);
            }
            catch (WebSocketException)
            {
                closed.SetResult();
            }
        });
        await using var services = Services(server);
        await foreach (var update in Chat(services).GetStreamingResponseAsync("hi"))
        {
            if (update.Text.Length > 0)
                break;
        }

        await closed.Task.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Where_no_socket_opens_requests_go_over_http()
    {
        await using var server = await Server.StartAsync(null);
        await using var services = Services(server);
        for (var i = 0; i < 2; i++)
            (await Chat(services).GetStreamingResponseAsync("hi").ToChatResponseAsync()).Text.ShouldBe("hellö ☃");
        (server.Sockets, server.Requests, server.Handshakes).ShouldBe((0, 2, 1));
    }

    [Fact]
    public async Task Sockets_are_switched_on_and_off_while_the_program_runs()
    {
        await using var server = await Server.StartAsync((_, send) => send(s_answer));
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Llm:OpenAI:BaseUrl"] = $"{server.Url}/v1",
            ["Llm:OpenAI:ApiKey"] = "the-key",
            ["Llm:OpenAI:Dialect"] = "openai-responses",
        }).Build();
        await using var services = new ServiceCollection().AddSingleton<IConfiguration>(configuration).AddLlm(llm => llm.AddOpenAI()).BuildServiceProvider();

        foreach (var (setting, sockets, requests) in ((string?, int, int)[])[(null, 0, 1), ("true", 1, 1), ("true", 1, 1), ("false", 1, 2), ("true", 1, 2)])
        {
            configuration["Llm:OpenAI:WebSocket"] = setting;
            configuration.Reload();
            (await Chat(services).GetStreamingResponseAsync("hi").ToChatResponseAsync()).Text.ShouldBe("hellö ☃");
            (server.Sockets, server.Requests).ShouldBe((sockets, requests), setting);
        }
    }

    [Fact]
    public async Task An_answer_in_one_piece_goes_over_http()
    {
        await using var server = await Server.StartAsync((_, send) => send(s_answer));
        await using var services = Services(server);
        (await Chat(services).GetResponseAsync("hi")).Text.ShouldBe("hellö ☃");
        (server.Handshakes, server.Requests).ShouldBe((0, 1));
    }

    /// <summary>Whether code can be made at run time is asked once in a process.</summary>
    [Fact]
    public Task A_native_program_says_that_it_has_no_sockets_where_only_configuration_asks_for_them() => TestProcess.RunAsync(
        typeof(WebSocketTests), nameof(In_a_native_program), switches: new() { ["System.Runtime.CompilerServices.RuntimeFeature.IsDynamicCodeSupported"] = false });

    [Fact(Explicit = true)]
    public void In_a_native_program()
    {
        RuntimeFeature.IsDynamicCodeSupported.ShouldBeFalse();
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["Llm:OpenAI:WebSocket"] = "true", ["Llm:OpenAI:ApiKey"] = "the-key" }).Build();

        Should.Throw<InvalidOperationException>(() => Chat(null).GetService<ChatClientMetadata>())
            .Message.ShouldBe("Llm:OpenAI:WebSocket is true, but this native program has no WebSockets: pass options => options.WebSocket = true to AddOpenAI.");
        Chat(options => options.WebSocket = true).GetService<ChatClientMetadata>().ShouldNotBeNull();

        IChatClient Chat(Action<SdkGen.Transport.ProviderOptions>? configure) => new ServiceCollection().AddSingleton<IConfiguration>(configuration).AddLlm(llm => llm.AddOpenAI(configure ?? (_ => { })))
            .BuildServiceProvider().GetRequiredService<IChatClient<OpenAIModels.Gpt41Mini>>();
    }

    private static ServiceProvider Services(Server server) => new ServiceCollection()
        .AddLlm(llm => llm.AddOpenAI(options =>
        {
            (options.BaseUrl, options.ApiKey) = ($"{server.Url}/v1", "the-key");
            (options.WebSocket, options.Dialect) = (true, "openai-responses");
        }))
        .BuildServiceProvider();

    private static IChatClient Chat(IServiceProvider services) => services.GetRequiredService<IChatClient<OpenAIModels.Gpt41Mini>>();

    /// <summary>A service with the Responses protocol over WebSockets, unless there is nothing to answer with, and over HTTP.</summary>
    private sealed class Server : IAsyncDisposable
    {
        private readonly WebApplication _application;

        private Server(WebApplication application) => _application = application;

        public string Url => _application.Urls.Single();

        public int Handshakes { get; private set; }

        public int Sockets { get; private set; }

        public int Requests { get; private set; }

        public string? Authorization { get; private set; }

        public List<JsonElement> Messages { get; } = [];

        public static async Task<Server> StartAsync(Func<WebSocket, Func<string[], Task>, Task>? answer)
        {
            var builder = WebApplication.CreateSlimBuilder();
            builder.Logging.ClearProviders();
            builder.WebHost.UseUrls("http://127.0.0.1:0");
            var server = new Server(builder.Build());
            server._application.UseWebSockets();
            server._application.Run(context => server.ServeAsync(context, answer));
            await server._application.StartAsync();
            return server;
        }

        public async ValueTask DisposeAsync()
        {
            using var now = new CancellationTokenSource();
            await now.CancelAsync();
            await _application.StopAsync(now.Token);
            await _application.DisposeAsync();
        }

        private async Task ServeAsync(HttpContext context, Func<WebSocket, Func<string[], Task>, Task>? answer)
        {
            Authorization = context.Request.Headers.Authorization;
            if (!context.WebSockets.IsWebSocketRequest)
            {
                Requests++;
                using var body = await JsonDocument.ParseAsync(context.Request.Body);
                var streams = body.RootElement.TryGetProperty("stream", out var stream) && stream.GetBoolean();
                context.Response.ContentType = streams ? "text/event-stream" : "application/json";
                var whole = JsonDocument.Parse(s_answer[^1]).RootElement.GetProperty("response").GetRawText();
                await context.Response.WriteAsync(streams ? string.Concat(s_answer.Select(item => $"data: {item.Replace("\r\n", "", StringComparison.Ordinal).Replace('\n', ' ')}\n\n")) : whole);
                return;
            }

            Handshakes++;
            if (answer is null)
            {
                context.Response.StatusCode = (int)HttpStatusCode.UpgradeRequired;
                return;
            }

            Sockets++;
            using var socket = await context.WebSockets.AcceptWebSocketAsync();
            var buffer = new byte[16384];
            try
            {
                while (socket.State == WebSocketState.Open)
                {
                    var received = await socket.ReceiveAsync(buffer, context.RequestAborted);
                    if (received.MessageType == WebSocketMessageType.Close)
                        return;
                    Messages.Add(JsonDocument.Parse(buffer.AsMemory(0, received.Count)).RootElement.Clone());
                    await answer(socket, async items =>
                    {
                        // In two frames each, cut where a character may be.
                        foreach (var item in items.Select(Encoding.UTF8.GetBytes))
                        {
                            await socket.SendAsync(item.AsMemory(0, item.Length / 2), WebSocketMessageType.Text, endOfMessage: false, CancellationToken.None);
                            await socket.SendAsync(item.AsMemory(item.Length / 2), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
                        }
                    });
                }
            }
            catch (Exception exception) when (exception is WebSocketException or OperationCanceledException)
            {
                // The other side has gone.
            }
        }
    }
}
