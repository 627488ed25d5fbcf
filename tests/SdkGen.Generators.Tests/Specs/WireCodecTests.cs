using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using SdkGen.Json;
using SdkGen.Wire.OpenAIChat;

namespace SdkGen.Generators.Tests.Specs;

/// <summary>Generated codecs of the shipped dialect, run: what was read is written again, and nothing a service sends makes them throw.</summary>
public class WireCodecTests
{
    private const string Request =
        """
        {"model":"gpt-4.1","messages":[
          {"role":"system","content":"Be brief."},
          {"role":"user","content":[{"type":"text","text":"Look \"here\" ⟶ 😀"},{"type":"image_url","image_url":{"url":"https://x/y.png","detail":"low"}},
            {"type":"input_audio","input_audio":{"data":"AAA=","format":"wav"}},{"type":"file","file":{"filename":"a.pdf","file_data":"data:application/pdf;base64,AAA="},
            "prompt_cache_breakpoint":{"mode":"explicit"}}]},
          {"role":"assistant","content":null,"tool_calls":[{"id":"c1","type":"function","function":{"name":"f","arguments":"{\"a\":1}"}},{"id":"c2","type":"custom","custom":{"name":"g","input":"x"}}],
           "reasoning_content":"hm","reasoning_details":[{"type":"reasoning.text","text":"t","signature":"s","index":0}],"future":{"x":[1,2]}},
          {"role":"tool","tool_call_id":"c1","content":"5"}],
         "stream":true,"stream_options":{"include_usage":true,"include_obfuscation":false},"max_completion_tokens":100,"temperature":0.25,"top_p":1,"stop":["a","b"],"seed":9007199254740993,
         "logit_bias":{"50256":-100},"tools":[{"type":"function","function":{"name":"f","description":"d","parameters":{"type":"object","properties":{"a":{"type":"integer"}}},"strict":true}},
         {"type":"custom","custom":{"name":"g","format":{"type":"grammar","grammar":{"syntax":"lark","definition":"start: \"a\""}}}}],
         "tool_choice":{"type":"function","function":{"name":"f"}},"parallel_tool_calls":false,"response_format":{"type":"json_schema","json_schema":{"name":"n","schema":{"type":"object"},"strict":true}},
         "reasoning_effort":"low","metadata":{"k":"v"},"audio":{"voice":"alloy","format":"wav"},"web_search_options":{"user_location":{"type":"approximate","approximate":{"city":"Oslo"}}},"new_thing":[1,{"a":null}]}
        """;

    private const string Response =
        """
        {"id":"chatcmpl-1","object":"chat.completion","created":1700000000,"model":"gpt-4.1","choices":[{"index":0,"message":{"role":"assistant","content":"Hi","refusal":null,
          "annotations":[{"type":"url_citation","url_citation":{"url":"https://x","title":"X","start_index":0,"end_index":2}}],"audio":{"id":"a","data":"AAA=","transcript":"Hi","expires_at":1}},
          "finish_reason":"stop","logprobs":{"content":[{"token":"Hi","logprob":-0.5,"bytes":[72,105],"top_logprobs":[{"token":"Ho","logprob":-2,"bytes":null}]}],"refusal":null},
          "content_filter_results":{"hate":{"filtered":false}}}],
         "usage":{"prompt_tokens":10,"completion_tokens":3,"total_tokens":13,"prompt_tokens_details":{"cached_tokens":4,"audio_tokens":0},"completion_tokens_details":{"reasoning_tokens":2}},
         "service_tier":"default","system_fingerprint":"fp"}
        """;

    private const string Chunk =
        """
        {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1700000000,"model":"gpt-4.1","choices":[{"index":0,"delta":{"role":"assistant","content":"Hi","tool_calls":[{"index":0,"id":"c",
          "type":"function","function":{"name":"f","arguments":"{}"}}],"reasoning":"r"},"logprobs":null,"finish_reason":null}],"usage":null,"obfuscation":"xyz"}
        """;

    [Fact]
    public void Request_comes_back_as_it_was() => RoundTrip(Request, OpenAIChatRequestCodec.Instance);

    [Fact]
    public void Response_comes_back_as_it_was() => RoundTrip(Response, OpenAIChatResponseCodec.Instance);

    [Fact]
    public void Values_are_where_they_belong()
    {
        var request = Read(Request, OpenAIChatRequestCodec.Instance);

        request.Messages!.Count.ShouldBe(4);
        request.Messages[0].Content!.Text.ShouldBe("Be brief.");
        request.Messages[1].Content!.Parts![0].Text.ShouldBe("Look \"here\" ⟶ 😀");
        request.Messages[2].Content.ShouldBeNull();
        request.Messages[2].ToolCalls![0].Function!.Arguments!.Text.ShouldBe("{\"a\":1}");
        request.Seed.ShouldBe(9007199254740993);
        request.Tools![0].Function!.Parameters!.Value.ToString().ShouldBe("""{"type":"object","properties":{"a":{"type":"integer"}}}""");
        request.ToolChoice!.Named!.Function!.Name.ShouldBe("f");
        request.UnknownMembers!.Keys.ShouldBe(["new_thing"]);
    }

    [Fact]
    public void A_request_is_written_as_it_reads_in_code()
    {
        var request = new OpenAIChatRequest
        {
            Model = "m",
            Messages = [new() { Role = "user", Content = "Hi" }],
            Stop = "x",
            ToolChoice = "auto",
            Tools = [new() { Type = "function", Function = new() { Name = "f", Parameters = RawJson.Parse("""{"type": "object"}""") } }],
        };

        Write(request, OpenAIChatRequestCodec.Instance).ShouldBe(
            """{"model":"m","messages":[{"role":"user","content":"Hi"}],"stop":"x","tools":[{"type":"function","function":{"name":"f","parameters":{"type": "object"}}}],"tool_choice":"auto"}""");
    }

    [Fact]
    public void A_chunk_is_filled_again_without_what_it_held()
    {
        var chunk = Read(Chunk, OpenAIChatChunkCodec.Instance);
        var (choice, delta, id) = (chunk.Choices![0], chunk.Choices[0].Delta, chunk.Id);
        choice.Delta!.ToolCalls![0].Function!.Arguments!.Text.ShouldBe("{}");

        Read("""{"id":"chatcmpl-1","choices":[{"delta":{"content":"!"},"finish_reason":"stop"}]}""", OpenAIChatChunkCodec.Instance, chunk);

        chunk.Choices[0].ShouldBeSameAs(choice);
        choice.Delta.ShouldBeSameAs(delta);
        chunk.Id.ShouldBeSameAs(id);
        (chunk.Model, chunk.Created, choice.Index, choice.FinishReason).ShouldBe((null, null, null, "stop"));
        (choice.Delta.Content!.Text, choice.Delta.Role, choice.Delta.ToolCalls, choice.Delta.Reasoning).ShouldBe(("!", null, null, null));
    }

    [Fact]
    public void A_chunk_of_text_allocates_its_text_alone()
    {
        var chunk = new OpenAIChatChunk();
        var json = Encoding.UTF8.GetBytes("""{"id":"chatcmpl-1","object":"chat.completion.chunk","created":1700000000,"model":"gpt-4.1","choices":[{"index":0,"delta":{"content":" word"},"finish_reason":null}],"usage":null}""");
        for (var i = 0; i < 100; i++)
            Fill(json, chunk);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
            Fill(json, chunk);

        ((GC.GetAllocatedBytesForCurrentThread() - before) / 100).ShouldBeLessThanOrEqualTo(40);

        static void Fill(byte[] json, OpenAIChatChunk chunk)
        {
            var reader = new Utf8JsonReader(json);
            var problems = default(JsonProblems);
            reader.Read();
            OpenAIChatChunkCodec.Instance.Read(ref reader, chunk, ref problems);
        }
    }

    /// <summary>Puts every kind of value in every place.</summary>
    [Fact]
    public void A_value_of_the_wrong_kind_is_a_problem_and_never_an_exception()
    {
        var cases = 0;
        string[] odd = ["null", "true", "7", "-1.5e300", "\"text\"", "\"\\ud800\"", "[]", "{}", "[[1,{\"a\":\"b\"}],null]", "{\"a\":{\"b\":[1]},\"type\":3}"];
        cases += Torture(Request, OpenAIChatRequestCodec.Instance, odd);
        cases += Torture(Response, OpenAIChatResponseCodec.Instance, odd);
        cases += Torture(Chunk, OpenAIChatChunkCodec.Instance, odd);

        cases.ShouldBeGreaterThan(1500);
    }

    private static int Torture<T>(string json, JsonCodec<T> codec, string[] odd)
        where T : class, new()
    {
        var value = new T();
        var count = 0;
        foreach (var place in Places(JsonNode.Parse(json)!).Select(node => node.GetPath()).ToArray())
        {
            foreach (var other in odd)
            {
                var changed = Replace(JsonNode.Parse(json)!, place, other);
                var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(changed));
                var problems = default(JsonProblems);
                reader.Read();
                codec.Read(ref reader, value, ref problems);
                reader.CurrentDepth.ShouldBe(0, $"{place} = {other}");
                reader.Read().ShouldBeFalse($"{place} = {other}: the reader did not stop at the end");
                Write(value, codec);
                count++;
            }
        }

        return count;
    }

    private static IEnumerable<JsonNode> Places(JsonNode node)
    {
        yield return node;
        var children = node switch
        {
            JsonObject o => o.Select(property => property.Value),
            JsonArray a => a,
            _ => [],
        };
        foreach (var child in children.OfType<JsonNode>().SelectMany(Places))
            yield return child;
    }

    /// <summary>The text with a placeholder put in and then replaced, so that a value which no tree can hold gets in too.</summary>
    private static string Replace(JsonNode root, string path, string value)
    {
        if (path == "$")
            return value;
        Places(root).First(node => node.GetPath() == path).ReplaceWith(JsonValue.Create("\u0001HERE"));
        return root.ToJsonString().Replace("\"\\u0001HERE\"", value);
    }

    private static void RoundTrip<T>(string json, JsonCodec<T> codec)
        where T : class, new()
    {
        var written = JsonNode.Parse(Write(Read(json, codec), codec));
        JsonNode.DeepEquals(WithoutNulls(written), WithoutNulls(JsonNode.Parse(json))).ShouldBeTrue(written!.ToJsonString());
    }

    /// <summary>Members that are null are left out: to a service the two are the same.</summary>
    private static JsonNode? WithoutNulls(JsonNode? node) => node switch
    {
        JsonObject o => new JsonObject(o.Where(p => p.Value is not null || p.Key == "a").Select(p => KeyValuePair.Create(p.Key, WithoutNulls(p.Value)))),
        JsonArray a => new JsonArray([.. a.Select(WithoutNulls)]),
        _ => node?.DeepClone(),
    };

    private static T Read<T>(string json, JsonCodec<T> codec, T? into = null)
        where T : class, new()
    {
        into ??= new T();
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(json));
        var problems = default(JsonProblems);
        reader.Read();
        codec.Read(ref reader, into, ref problems);
        problems.Items.ShouldBeEmpty();
        return into;
    }

    private static string Write<T>(T value, JsonCodec<T> codec)
        where T : class, new()
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
            codec.Write(writer, value);
        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
