using System.Text.Json;
using SdkGen.Testing;

namespace SdkGen.Runtime.Tests.Emulator;

public sealed class EmulatorAnswerTests
{
    [Fact]
    public async Task A_reply_comes_as_one_completion()
    {
        await using var server = await LlmEmulator.StartAsync();
        using var client = new EmulatorClient(server);
        server.Chat.Answers(new ChatReply { Text = "Grüß Gott 👋", Usage = new TokenCounts(9, 4) { CachedInput = 2, Reasoning = 1 } });

        var completion = await client.PostForJsonAsync(EmulatorClient.Hello);

        completion.GetProperty("object").GetString().ShouldBe("chat.completion");
        completion.GetProperty("model").GetString().ShouldBe("gpt-4.1-mini");
        var choice = completion.GetProperty("choices").EnumerateArray().ShouldHaveSingleItem();
        choice.GetProperty("message").GetProperty("content").GetString().ShouldBe("Grüß Gott 👋");
        choice.GetProperty("finish_reason").GetString().ShouldBe("stop");
        var usage = completion.GetProperty("usage");
        usage.GetProperty("total_tokens").GetInt32().ShouldBe(13);
        usage.GetProperty("prompt_tokens_details").GetProperty("cached_tokens").GetInt32().ShouldBe(2);
        usage.GetProperty("completion_tokens_details").GetProperty("reasoning_tokens").GetInt32().ShouldBe(1);
    }

    [Fact]
    public async Task A_stream_comes_word_by_word_and_reports_usage_only_when_asked()
    {
        await using var server = await LlmEmulator.StartAsync();
        using var client = new EmulatorClient(server);
        server.Chat.Replies("Paris is sunny");

        var events = await client.PostForEventsAsync(EmulatorClient.HelloStream);
        var deltas = events.Select(e => e.GetProperty("choices")[0].GetProperty("delta")).ToList();
        deltas[0].GetProperty("role").GetString().ShouldBe("assistant");
        deltas.Select(Content).OfType<string>().ShouldBe(["", "Paris", " is", " sunny"]);
        events[^1].GetProperty("choices")[0].GetProperty("finish_reason").GetString().ShouldBe("stop");
        events.Count(e => e.TryGetProperty("usage", out _)).ShouldBe(0);

        var withUsage = await client.PostForEventsAsync("""{"model":"m","messages":[{"role":"user","content":"Hi"}],"stream":true,"stream_options":{"include_usage":true}}""");
        withUsage[^1].GetProperty("choices").GetArrayLength().ShouldBe(0);
        withUsage[^1].GetProperty("usage").GetProperty("completion_tokens").GetInt32().ShouldBeGreaterThan(0);
        withUsage[0].GetProperty("usage").ValueKind.ShouldBe(JsonValueKind.Null);

        static string? Content(JsonElement delta) => delta.TryGetProperty("content", out var text) ? text.GetString() : null;
    }

    [Fact]
    public async Task Parallel_tool_calls_stream_in_fragments_that_join_to_the_scripted_arguments()
    {
        await using var server = await LlmEmulator.StartAsync();
        using var client = new EmulatorClient(server);
        server.Chat.CallsTools(
            new ScriptedToolCall("GetForecast", """{"city":"Paris","days":3}"""),
            new ScriptedToolCall("GetTime", """{"zone":"Europe/Paris"}""") { Id = "call_mine", ArgumentPieces = ["{\"zone\":", "\"Europe/Paris\"}"] });

        var events = await client.PostForEventsAsync(EmulatorClient.HelloStream);

        var fragments = events.Select(e => e.GetProperty("choices")[0].GetProperty("delta"))
            .Where(delta => delta.TryGetProperty("tool_calls", out _)).Select(delta => delta.GetProperty("tool_calls")[0]).ToList();
        Arguments(0).ShouldBe("""{"city":"Paris","days":3}""");
        Arguments(1).ShouldBe("""{"zone":"Europe/Paris"}""");
        fragments.Count(call => call.GetProperty("index").GetInt32() == 0).ShouldBeGreaterThan(3);
        fragments.Count(call => call.GetProperty("index").GetInt32() == 1).ShouldBe(3);
        fragments.Where(call => call.TryGetProperty("id", out _)).Select(call => call.GetProperty("function").GetProperty("name").GetString()).ShouldBe(["GetForecast", "GetTime"]);
        fragments.Last(call => call.TryGetProperty("id", out _)).GetProperty("id").GetString().ShouldBe("call_mine");
        events[^1].GetProperty("choices")[0].GetProperty("finish_reason").GetString().ShouldBe("tool_calls");

        string Arguments(int index) => string.Concat(fragments.Where(call => call.GetProperty("index").GetInt32() == index)
            .Select(call => call.GetProperty("function").GetProperty("arguments").GetString()));
    }

    [Fact]
    public async Task Refusals_and_several_choices_come_as_the_service_sends_them()
    {
        await using var server = await LlmEmulator.StartAsync();
        using var client = new EmulatorClient(server);
        server.Chat.Refuses("I cannot help with that.").Replies("Twice");

        var refused = (await client.PostForJsonAsync(EmulatorClient.Hello)).GetProperty("choices")[0].GetProperty("message");
        refused.GetProperty("refusal").GetString().ShouldBe("I cannot help with that.");
        refused.GetProperty("content").ValueKind.ShouldBe(JsonValueKind.Null);

        var two = await client.PostForJsonAsync("""{"model":"m","n":2,"messages":[{"role":"user","content":"Hi"}]}""");
        two.GetProperty("choices").EnumerateArray().Select(choice => choice.GetProperty("index").GetInt32()).ShouldBe([0, 1]);
    }

    [Fact]
    public async Task Answers_come_in_order_and_the_last_one_stays()
    {
        await using var server = await LlmEmulator.StartAsync();
        using var client = new EmulatorClient(server);
        server.Chat.Fails(503).Replies("one").Replies(request => $"to {request.LastUserText}");

        (await client.PostAsync(EmulatorClient.Hello)).StatusCode.ShouldBe(System.Net.HttpStatusCode.ServiceUnavailable);
        (await TextAsync()).ShouldBe("one");
        (await TextAsync()).ShouldBe("to Hello");
        (await TextAsync()).ShouldBe("to Hello");

        async Task<string?> TextAsync() => Text(await client.PostForJsonAsync(EmulatorClient.Hello));
    }

    [Fact]
    public async Task Branches_are_asked_first_and_count_for_themselves()
    {
        await using var server = await LlmEmulator.StartAsync();
        using var client = new EmulatorClient(server);
        server.Chat.Replies("otherwise");
        server.Chat.When(request => request.LastUserText == "Hello").Replies("first").Replies("second");
        server.Chat.When(request => request.Tools.Contains("GetForecast"));

        Text(await client.PostForJsonAsync(EmulatorClient.Hello)).ShouldBe("first");
        Text(await client.PostForJsonAsync("""{"model":"m","messages":[{"role":"user","content":"Bye"}]}""")).ShouldBe("otherwise");
        Text(await client.PostForJsonAsync(EmulatorClient.Hello)).ShouldBe("second");

        server.Chat.Clear();
        Text(await client.PostForJsonAsync(EmulatorClient.Hello))!.ShouldContain("You wrote: Hello");
    }

    [Fact]
    public async Task What_a_script_throws_is_the_answer()
    {
        await using var server = await LlmEmulator.StartAsync();
        using var client = new EmulatorClient(server);
        server.Chat.Replies(request => request.ToolResults[0]);

        using var response = await client.PostAsync(EmulatorClient.Hello);

        ((int)response.StatusCode).ShouldBe(500);
        (await response.Content.ReadAsStringAsync()).ShouldStartWith("The emulator's script failed: System.ArgumentOutOfRangeException");
    }

    [Fact]
    public async Task A_recorded_body_is_served_to_the_byte()
    {
        await using var server = await LlmEmulator.StartAsync();
        using var client = new EmulatorClient(server);
        var body = "data: {\"x\":\"é\"}\r\n\r\n: comment\n\n"u8.ToArray();
        server.Chat.Answers(new RawAnswer(202, body)
        {
            Headers = new Dictionary<string, string> { ["content-type"] = "text/event-stream", ["x-request-id"] = "req_1", ["content-length"] = "7" },
            Delivery = Delivery.InPieces(seed: 3, maxPieceSize: 4),
        });

        using var response = await client.PostAsync(EmulatorClient.HelloStream);

        ((int)response.StatusCode).ShouldBe(202);
        response.Headers.GetValues("x-request-id").ShouldBe(["req_1"]);
        response.Headers.Contains("openai-version").ShouldBeFalse();
        (await response.Content.ReadAsByteArrayAsync()).ShouldBe(body);
    }

    [Fact]
    public async Task Images_and_models_are_served()
    {
        await using var server = await LlmEmulator.StartAsync();
        using var client = new EmulatorClient(server);
        server.Models.Add("gpt-image-1");
        server.Images.Returns("png"u8.ToArray()).Fails(400, "moderation_blocked");
        const string Request = """{"model":"gpt-image-1","prompt":"a lighthouse","n":2}""";

        var images = await client.PostForJsonAsync(Request, "/v1/images/generations");
        images.GetProperty("data").EnumerateArray().Select(image => image.GetProperty("b64_json").GetBytesFromBase64()).ShouldBe(["png"u8.ToArray(), "png"u8.ToArray()]);
        images.GetProperty("usage").GetProperty("output_tokens").GetInt32().ShouldBe(544);
        (await client.PostForJsonAsync(Request, "/v1/images/generations")).GetProperty("error").GetProperty("code").GetString().ShouldBe("moderation_blocked");

        using var models = await client.SendAsync(HttpMethod.Get, "/v1/models");
        (await EmulatorClient.JsonAsync(models)).GetProperty("data").EnumerateArray().Select(model => model.GetProperty("id").GetString()).ShouldBe(["gpt-image-1"]);
        using var unknown = await client.SendAsync(HttpMethod.Get, "/v1/models/gpt-4");
        ((int)unknown.StatusCode).ShouldBe(404);
    }

    private static string? Text(JsonElement completion) => completion.GetProperty("choices")[0].GetProperty("message").GetProperty("content").GetString();
}
