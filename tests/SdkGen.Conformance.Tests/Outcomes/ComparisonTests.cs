using System.Text.Json;
using System.Text.Json.Nodes;

namespace SdkGen.Conformance.Tests.Outcomes;

/// <summary>The comparison sees every field: what it calls equal is equal.</summary>
public sealed class ComparisonTests
{
    private const string Expected = """
        {"text":"Hi","reasoning":null,"signatures":["s1"],"refusal":null,"citations":[{"url":"https://a.example","title":"A"}],
         "toolCalls":[{"id":"call_1","name":"f","arguments":{"x":1,"y":[2]}},{"id":null,"name":"g","arguments":""}],
         "serverToolCalls":[{"type":"x","name":"web_search"},{"type":"y","name":"shell","clientExecuted":true}],"finish":"stop","finishAlsoAccept":["tool_calls"],"model":"m","responseId":"r","requestId":"req_1",
         "usage":{"input":5,"cachedInput":0,"cacheWrite":null,"output":2,"reasoning":null,"total":7},"error":null}
        """;

    private static readonly Outcome s_right = new()
    {
        Text = "Hi",
        Signatures = ["s1"],
        ServerToolCalls = ["web_search", "local_shell"],
        Citations = [("https://a.example", "A")],
        ToolCalls = [new("call_1", "f", JsonNode.Parse("""{"y":[2],"x":1}""")!, false), new("made-up", "g", new JsonObject(), false)],
        Finish = "stop",
        Model = "m",
        ResponseId = "r",
        RequestId = "req_1",
        Usage = new(5, 0, null, 2, null, 7),
    };

    public static TheoryData<string> Fields =>
        ["text", "reasoning", "signatures", "refusal", "citations", "toolCalls.length", "toolCalls[0].id", "toolCalls[0].name", "toolCalls[0].arguments", "toolCalls[0].custom",
         "toolCalls[1].id", "serverToolCalls.length", "finish", "model", "responseId", "requestId", "usage.input", "usage.cachedInput", "usage.cacheWrite", "usage.output", "usage.reasoning", "usage.total", "error"];

    [Fact]
    public void An_equal_outcome_has_no_difference()
    {
        Differences(s_right).ShouldBeEmpty();
        Differences(s_right with { Finish = "tool_calls" }).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Fields))]
    public void A_wrong_field_is_named(string field) => Differences(Break(field)).ShouldHaveSingleItem().ShouldStartWith($"{field}: ");

    [Theory]
    [InlineData("kind", "server_error")]
    [InlineData("message", "Other")]
    [InlineData("code", "other")]
    [InlineData("requestId", "req_2")]
    [InlineData("retryAfterSeconds", "3")]
    public void A_wrong_part_of_an_error_is_named(string part, string value)
    {
        var expected = JsonNode.Parse(Expected)!.AsObject();
        expected["error"] = JsonNode.Parse("""{"kind":"rate_limited","message":"Slow down","code":"rate_limit_exceeded","retryAfterSeconds":1.5,"requestId":"req_1","alsoAccept":["quota_exceeded"]}""");
        var right = new ErrorOutcome("rate_limited", "Slow down", "rate_limit_exceeded", 1.5, "req_1");
        var wrong = part switch
        {
            "kind" => right with { Kind = value },
            "message" => right with { Message = value },
            "code" => right with { Code = value },
            "requestId" => right with { RequestId = value },
            _ => right with { RetryAfterSeconds = 3 },
        };

        Differences(s_right with { Error = right }, expected).ShouldBeEmpty();
        Differences(s_right with { Error = right with { Kind = "quota_exceeded" } }, expected).ShouldBeEmpty();
        Differences(s_right with { Error = wrong }, expected).ShouldHaveSingleItem().ShouldStartWith($"error.{part}: ");
        Differences(s_right, expected).ShouldHaveSingleItem().ShouldStartWith("error: ");
    }

    [Theory]
    [InlineData("""{"error":null,"embeddings":{"count":2,"dimensions":3,"first3":[0.1,0.2,0.3]},"usage":{"input":4}}""", "embeddings.count", "embeddings.dimensions", "embeddings.first3[0]", "embeddings.first3[1]", "embeddings.first3[2]", "usage.input")]
    [InlineData("""{"error":null,"models":["a","b"],"nextPage":"2"}""", "models", "nextPage")]
    [InlineData("""{"error":null,"countTokens":12}""", "countTokens")]
    public void Answers_that_are_no_chat_are_compared_too(string expected, params string[] fields)
    {
        var right = new Outcome { Embeddings = [new float[] { 0.1f, 0.2f, 0.3f }, new float[] { 1, 2, 3 }], Usage = new(4, null, null, null, null, null), Models = ["a", "b"], NextPage = "2", CountTokens = 12 };

        Differences(right, JsonNode.Parse(expected)!.AsObject()).ShouldBeEmpty();
        Differences(new Outcome { Embeddings = [new float[] { 0, 0 }], NextPage = "3" }, JsonNode.Parse(expected)!.AsObject()).Select(difference => difference.Split(": ")[0]).ShouldBe(fields);
    }

    private static Outcome Break(string field) => field switch
    {
        "text" => s_right with { Text = "Ho" },
        "reasoning" => s_right with { Reasoning = "Hm" },
        "signatures" => s_right with { Signatures = ["s2"] },
        "refusal" => s_right with { Refusal = "No" },
        "citations" => s_right with { Citations = [] },
        "toolCalls.length" => s_right with { ToolCalls = [s_right.ToolCalls[0]] },
        "toolCalls[0].id" => WithCall(0, s_right.ToolCalls[0] with { Id = "call_2" }),
        "toolCalls[0].name" => WithCall(0, s_right.ToolCalls[0] with { Name = "h" }),
        "toolCalls[0].arguments" => WithCall(0, s_right.ToolCalls[0] with { Arguments = JsonNode.Parse("""{"x":1}""")! }),
        "toolCalls[0].custom" => WithCall(0, s_right.ToolCalls[0] with { IsCustom = true }),
        "toolCalls[1].id" => WithCall(1, s_right.ToolCalls[1] with { Id = "" }),
        "serverToolCalls.length" => s_right with { ServerToolCalls = [] },
        "finish" => s_right with { Finish = "length" },
        "model" => s_right with { Model = null },
        "responseId" => s_right with { ResponseId = "q" },
        "requestId" => s_right with { RequestId = null },
        "usage.input" => s_right with { Usage = s_right.Usage! with { Input = 6 } },
        "usage.cachedInput" => s_right with { Usage = s_right.Usage! with { CachedInput = null } },
        "usage.cacheWrite" => s_right with { Usage = s_right.Usage! with { CacheWrite = 0 } },
        "usage.output" => s_right with { Usage = s_right.Usage! with { Output = 3 } },
        "usage.reasoning" => s_right with { Usage = s_right.Usage! with { Reasoning = 0 } },
        "usage.total" => s_right with { Usage = s_right.Usage! with { Total = 8 } },
        _ => s_right with { Error = new ErrorOutcome("unknown", null, null, null, null) },
    };

    private static Outcome WithCall(int index, ToolCallOutcome call)
    {
        var calls = s_right.ToolCalls.ToArray();
        calls[index] = call;
        return s_right with { ToolCalls = calls };
    }

    private static IReadOnlyList<string> Differences(Outcome actual, JsonObject? expected = null) =>
        Comparison.Differences(JsonDocument.Parse(expected?.ToJsonString() ?? Expected).RootElement, actual);
}
