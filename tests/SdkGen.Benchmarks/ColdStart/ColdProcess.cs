using System.ClientModel;
using System.ClientModel.Primitives;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using OpenAI;
using OpenAI.Chat;

namespace SdkGen.Benchmarks.ColdStart;

/// <summary>What a process pays that does a thing for the first time. Each candidate runs in processes of its own, all of them in turn.</summary>
internal static class ColdProcess
{
    private const int Rounds = 15;

    private static readonly byte[] s_answer =
        """{"id":"chatcmpl-1","object":"chat.completion","created":1761503007,"model":"gpt-4o","choices":[{"index":0,"message":{"role":"assistant","content":"Hi"},"finish_reason":"stop"}],"usage":{"prompt_tokens":12,"completion_tokens":1,"total_tokens":13}}"""u8.ToArray();

    private static readonly (string Name, Func<Task> Run)[] s_candidates =
    [
        ("empty process", static () => Task.CompletedTask),
        ("50 tools, AIFunctionFactory", CreatePeerToolsAsync),
        ("50 tools, SdkGen", CreateToolsAsync),
        ("10 tools and a call, by hand", CallByHandAsync),
        ("10 tools and a call, OpenAI package", CallPackageAsync),
        ("10 tools and a call, SdkGen", CallAsync),
    ];

    /// <summary>Runs every candidate in turn, in processes of its own, and prints medians.</summary>
    public static void RunAll()
    {
        var results = s_candidates.Select(_ => new List<(double Inside, double Whole, double Memory)>()).ToArray();
        for (var round = 0; round < Rounds; round++)
        {
            for (var i = 0; i < s_candidates.Length; i++)
                results[i].Add(Measure(i));
        }

        Console.WriteLine("| case | inside, ms | whole process, ms | over empty, ms | peak memory, MB |");
        Console.WriteLine("|---|---|---|---|---|");
        var empty = Median(results[0].Select(result => result.Whole));
        for (var i = 0; i < s_candidates.Length; i++)
        {
            var whole = Median(results[i].Select(result => result.Whole));
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {s_candidates[i].Name} | {Median(results[i].Select(result => result.Inside)):F1} | {whole:F0} | {whole - empty:F0} | {Median(results[i].Select(result => result.Memory)):F1} |"));
        }
    }

    /// <summary>Does one thing and prints how long it took.</summary>
    public static async Task RunOneAsync(int candidate)
    {
        var clock = Stopwatch.StartNew();
        await s_candidates[candidate].Run().ConfigureAwait(false);
        var inside = clock.Elapsed.TotalMilliseconds;
        using var process = Process.GetCurrentProcess();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{inside} {process.PeakWorkingSet64 / 1048576.0}"));
    }

    private static (double Inside, double Whole, double Memory) Measure(int candidate)
    {
        var clock = Stopwatch.StartNew();
        using var process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, ["cold", candidate.ToString(CultureInfo.InvariantCulture)]) { RedirectStandardOutput = true })!;
        var output = process.StandardOutput.ReadToEnd().Split(' ', StringSplitOptions.TrimEntries);
        process.WaitForExit();
        return (double.Parse(output[0], CultureInfo.InvariantCulture), clock.Elapsed.TotalMilliseconds, double.Parse(output[1], CultureInfo.InvariantCulture));
    }

    private static double Median(IEnumerable<double> values) => values.Order().ElementAt(Rounds / 2);

    private static Task CreateToolsAsync() => Use(FiftyToolsTools.All.Count);

    private static Task CreatePeerToolsAsync()
    {
        var methods = typeof(FiftyTools).GetMethods(System.Reflection.BindingFlags.Static | System.Reflection.BindingFlags.Public);
        var tools = new List<AIFunction>();
        foreach (var method in methods)
            tools.Add(AIFunctionFactory.Create(method, target: null));
        return Use(tools.Count);
    }

    private static async Task CallAsync()
    {
        var services = new ServiceCollection();
        services.AddLlm(llm => llm.AddOpenAI(options => options.ApiKey = "k"));
        services.AddHttpClient("SdkGen.OpenAI").ConfigurePrimaryHttpMessageHandler(() => new CannedHandler(s_answer, "application/json"));
        await using var provider = services.BuildServiceProvider();
        var chat = provider.GetRequiredService<IChatClient<OpenAIModels.Gpt4o>>();
        var response = await chat.GetResponseAsync("Hello", new ChatOptions { Tools = [.. FiftyToolsTools.All.Take(10)] }).ConfigureAwait(false);
        await Use(response.Text.Length).ConfigureAwait(false);
    }

    private static async Task CallPackageAsync()
    {
        using var http = new HttpClient(new CannedHandler(s_answer, "application/json"));
        var chat = new ChatClient("gpt-4o", new ApiKeyCredential("k"), new OpenAIClientOptions { Transport = new HttpClientPipelineTransport(http) });
        var options = new ChatCompletionOptions();
        foreach (var method in typeof(FiftyTools).GetMethods(System.Reflection.BindingFlags.Static | System.Reflection.BindingFlags.Public).Take(10))
        {
            var tool = AIFunctionFactory.Create(method, target: null);
            options.Tools.Add(ChatTool.CreateFunctionTool(tool.Name, tool.Description, BinaryData.FromString(tool.JsonSchema.GetRawText())));
        }

        var response = await chat.CompleteChatAsync([new UserChatMessage("Hello")], options).ConfigureAwait(false);
        await Use(response.Value.Content[0].Text.Length).ConfigureAwait(false);
    }

    /// <summary>The schemas as a constant, the request as text, the answer's text by a reader.</summary>
    private static async Task CallByHandAsync()
    {
        using var http = new HttpClient(new CannedHandler(s_answer, "application/json"));
        var tool = """{"type":"function","function":{"name":"FindWeather","description":"Finds.","parameters":{"type":"object","properties":{"query":{"type":"string"},"limit":{"type":"integer"},"recent":{"type":"boolean"}},"required":["query"]}}}"""u8.ToArray();
        using var body = new MemoryStream();
        body.Write("""{"model":"gpt-4o","messages":[{"role":"user","content":"Hello"}],"tools":["""u8);
        for (var i = 0; i < 10; i++)
        {
            if (i > 0)
                body.WriteByte((byte)',');
            body.Write(tool);
        }

        body.Write("]}"u8);
        using var content = new ByteArrayContent(body.ToArray());
        content.Headers.ContentType = new("application/json");
        using var response = await http.PostAsync(new Uri("http://localhost/v1/chat/completions"), content).ConfigureAwait(false);
        await Use(Text(await response.Content.ReadAsByteArrayAsync().ConfigureAwait(false)).Length).ConfigureAwait(false);
    }

    private static string Text(byte[] answer)
    {
        var reader = new Utf8JsonReader(answer);
        while (reader.Read())
        {
            if (reader.TokenType != JsonTokenType.PropertyName || !reader.ValueTextEquals("content"u8))
                continue;
            reader.Read();
            return reader.GetString() ?? "";
        }

        return "";
    }

    private static Task Use(int value) => value >= 0 ? Task.CompletedTask : throw new InvalidOperationException();
}
