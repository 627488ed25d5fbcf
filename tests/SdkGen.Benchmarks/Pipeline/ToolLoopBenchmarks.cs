using System.Text.Json;
using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.AI;
using SdkGen.Telemetry;

namespace SdkGen.Benchmarks.Pipeline;

/// <summary>Two turns with a call between them: by hand, by the loop, and by the loop while somebody records.</summary>
[MemoryDiagnoser]
public class ToolLoopBenchmarks
{
    private static readonly ChatMessage[] s_messages = [new(ChatRole.User, "Will it rain in Paris?")];
    private static readonly AIFunction s_tool = LoopToolTools.All[0];
    private static readonly ChatOptions s_options = new() { Tools = [s_tool] };

    private readonly FakeChat _chat = new(s_tool);
    private readonly IChatClient _loop = new FakeChat(s_tool).WithTools([s_tool]);
    private readonly IChatClient _recordedLoop = new FakeChat(s_tool).WithTelemetry().WithTools([s_tool]);
    private Recording? _recording;

    [GlobalSetup(Targets = [nameof(SdkGenRecording), nameof(LimitRecording)])]
    public void Listen() => _recording = new Recording();

    [GlobalCleanup(Targets = [nameof(SdkGenRecording), nameof(LimitRecording)])]
    public void Stop() => _recording?.Dispose();

    /// <summary>What a person writes who knows the one tool and the client: arguments read and checked straight into the method, its text sent back.</summary>
    /// <remarks>
    /// It does what every loop has to: a method runs on arguments that fit and on no others, as in <see cref="HandWrittenCalls"/>, and the caller gets all messages and all usage.
    /// It leaves out what one client and one tool make needless: options of its own for each call, tools by name, approvals, limits, failures as answers.
    /// </remarks>
    [Benchmark(Baseline = true)]
    public async Task<int> Limit() => (await ByHandAsync(null).ConfigureAwait(false)).Text.Length;

    /// <summary>The same with the four spans and the six measurements that the conventions ask for, by hand: nobody who records is below.</summary>
    [Benchmark]
    public async Task<int> LimitRecording()
    {
        using var spans = BareSpans.Begin();
        return (await ByHandAsync(spans).ConfigureAwait(false)).Text.Length;
    }

    private async Task<ChatResponse> ByHandAsync(BareSpans? spans)
    {
        var history = new List<ChatMessage>(s_messages);
        UsageDetails? usage = null;
        while (true)
        {
            var turn = spans?.BeginTurn();
            var response = await _chat.GetResponseAsync(history, s_options).ConfigureAwait(false);
            spans?.EndTurn(turn, response);
            if (usage is null)
                usage = response.Usage;
            else
                usage.Add(response.Usage!);
            var message = response.Messages[0];
            history.Add(message);
            ChatMessage? results = null;
            for (var i = 0; i < message.Contents.Count; i++)
            {
                if (message.Contents[i] is not FunctionCallContent call)
                    continue;
                using (spans?.BeginTool(call))
                    (results ??= new ChatMessage(ChatRole.Tool, [])).Contents.Add(new FunctionResultContent(call.CallId, Call((RawArguments)call.Arguments!)));
            }

            if (results is null)
            {
                response.Messages = history.GetRange(s_messages.Length, history.Count - s_messages.Length);
                response.Usage = usage;
                return response;
            }

            history.Add(results);
        }
    }

    [Benchmark]
    public async Task<int> SdkGen() => (await _loop.GetResponseAsync(s_messages).ConfigureAwait(false)).Text.Length;

    [Benchmark]
    public async Task<int> SdkGenRecording() => (await _recordedLoop.GetResponseAsync(s_messages).ConfigureAwait(false)).Text.Length;

    private static string Call(RawArguments arguments)
    {
        string? city = null;
        var days = 3;
        var metric = true;
        var reader = new Utf8JsonReader(arguments.Utf8.Span);
        reader.Read();
        Check(reader.TokenType == JsonTokenType.StartObject);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("city"u8))
            {
                reader.Read();
                city = reader.GetString();
            }
            else if (reader.ValueTextEquals("days"u8))
            {
                reader.Read();
                days = reader.GetInt32();
            }
            else if (reader.ValueTextEquals("metric"u8))
            {
                reader.Read();
                metric = reader.GetBoolean();
            }
            else
            {
                Check(false);
            }
        }

        Check(!reader.Read());
        Check(city is not null);
        return LoopTool.Forecast(city!, days, metric);
    }

    private static void Check(bool condition)
    {
        if (!condition)
            throw new JsonException();
    }
}
