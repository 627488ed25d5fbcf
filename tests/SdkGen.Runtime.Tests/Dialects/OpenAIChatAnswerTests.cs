using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using SdkGen.Wire.OpenAIChat;

namespace SdkGen.Runtime.Tests.Dialects;

/// <summary>What is read, whole and streamed: both must come out equal.</summary>
public class OpenAIChatAnswerTests(ITestOutputHelper output)
{
    private const string Head = "\"id\":\"r1\",\"created\":1700000000,\"model\":\"m-1\"";

    public static TheoryData<string, string, string[]> Exchanges => new()
    {
        {
            "text and reasoning",
            """{HEAD,"choices":[{"index":0,"message":{"role":"assistant","content":"Hello, world","reasoning_content":"Let me greet"},"finish_reason":"stop"}],"usage":{"prompt_tokens":9,"completion_tokens":3,"total_tokens":12,"prompt_tokens_details":{"cached_tokens":4},"completion_tokens_details":{"reasoning_tokens":2}}}""",
            [
                """{HEAD,"choices":[{"index":0,"delta":{"role":"assistant","content":""},"finish_reason":null}],"usage":null}""",
                """{HEAD,"choices":[{"index":0,"delta":{"content":null,"reasoning_content":"Let me"},"finish_reason":null}]}""", """{HEAD,"choices":[{"index":0,"delta":{"reasoning_content":" greet"}}]}""",
                """{HEAD,"choices":[{"index":0,"delta":{"content":"Hello"}}],"usage":{"prompt_tokens":9,"completion_tokens":1,"total_tokens":10}}""", """{HEAD,"choices":[{"index":0,"delta":{"content":", world"}}]}""",
                """{HEAD,"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}""",
                """{HEAD,"choices":[],"usage":{"prompt_tokens":9,"completion_tokens":3,"total_tokens":12,"prompt_tokens_details":{"cached_tokens":4},"completion_tokens_details":{"reasoning_tokens":2}}}""",
            ]
        },
        {
            "parallel calls",
            """{HEAD,"choices":[{"index":0,"message":{"role":"assistant","content":null,"tool_calls":[{"id":"c1","type":"function","function":{"name":"A","arguments":"{\"x\":\"ü\"}"}},{"id":"c2","type":"function","function":{"name":"B","arguments":""}}]},"finish_reason":"tool_calls"}]}""",
            [
                """{HEAD,"choices":[{"index":0,"delta":{"role":"assistant","tool_calls":[{"index":0,"id":"c1","type":"function","function":{"name":"A","arguments":""}}]}}]}""",
                """{HEAD,"choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"function":{"arguments":"{\"x\""}}]}}]}""", """{HEAD,"choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"function":{"arguments":":\"ü\"}"}}]}}]}""",
                """{HEAD,"choices":[{"index":0,"delta":{"tool_calls":[{"index":1,"id":"c2","type":"function","function":{"name":"B","arguments":""}}]}}]}""", """{HEAD,"choices":[{"index":0,"delta":{},"finish_reason":"tool_calls"}]}""",
            ]
        },
        {
            "calls without index, whole in a chunk, and without ids",
            """{HEAD,"choices":[{"message":{"tool_calls":[{"id":"c1","function":{"name":"A","arguments":{"x":1}}},{"id":"c2","function":{"name":"A","arguments":"{}"}}]},"finish_reason":"stop"}]}""",
            ["""{HEAD,"choices":[{"delta":{"tool_calls":[{"id":"c1","function":{"name":"A","arguments":{"x":1}}}]}}]}""", """{HEAD,"choices":[{"delta":{"tool_calls":[{"id":"c2","function":{"name":"A","arguments":"{}"}}]},"finish_reason":"stop"}]}"""]
        },
        {
            "the older form of a call",
            """{HEAD,"choices":[{"index":0,"message":{"content":null,"function_call":{"name":"A","arguments":"{\"x\":1}"}},"finish_reason":"function_call"}]}""",
            ["""{HEAD,"choices":[{"index":0,"delta":{"function_call":{"name":"A","arguments":""}}}]}""", """{HEAD,"choices":[{"index":0,"delta":{"function_call":{"arguments":"{\"x\":1}"}}}]}""", """{HEAD,"choices":[{"index":0,"delta":{},"finish_reason":"function_call"}]}"""]
        },
        {
            "a custom call",
            """{HEAD,"choices":[{"index":0,"message":{"tool_calls":[{"id":"c1","type":"custom","custom":{"name":"calc","input":"4 + 4"}}]},"finish_reason":"tool_calls"}]}""",
            ["""{HEAD,"choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"c1","type":"custom","custom":{"name":"calc","input":"4 "}}]}}]}""", """{HEAD,"choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"custom":{"input":"+ 4"}}]},"finish_reason":"tool_calls"}]}"""]
        },
        {
            "a refusal, a source and an unknown end",
            """{HEAD,"choices":[{"index":0,"message":{"content":"See","refusal":"I will not.","annotations":[{"type":"url_citation","url_citation":{"url":"https://a.example/","title":"A","start_index":0,"end_index":3}}]},"finish_reason":"eos"}]}""",
            [
                """{HEAD,"choices":[{"index":0,"delta":{"content":"See"}}]}""", """{HEAD,"choices":[{"index":0,"delta":{"annotations":[{"type":"url_citation","url_citation":{"url":"https://a.example/","title":"A","start_index":0,"end_index":3}}]}}]}""",
                """{HEAD,"choices":[{"index":0,"delta":{"refusal":"I will"}}]}""", """{HEAD,"choices":[{"index":0,"delta":{"refusal":" not."}}]}""", """{HEAD,"choices":[{"index":0,"delta":{},"finish_reason":"eos"}]}""",
            ]
        },
        {
            "several choices",
            """{HEAD,"choices":[{"index":1,"message":{"content":"second"},"finish_reason":"length"},{"index":0,"message":{"content":"first"},"finish_reason":"stop"}]}""",
            ["""{HEAD,"choices":[{"index":1,"delta":{"content":"second"}},{"index":0,"delta":{"content":"fi"}}]}""", """{HEAD,"choices":[{"index":1,"delta":{},"finish_reason":"length"}]}""", """{HEAD,"choices":[{"index":0,"delta":{"content":"rst"},"finish_reason":"stop"}]}"""]
        },
        {
            "parts, thinking among them",
            """{HEAD,"choices":[{"index":0,"message":{"content":[{"type":"thinking","thinking":[{"type":"text","text":"th"},{"type":"text","text":"ink"}]},{"type":"text","text":"an"},{"type":"text","text":"swer"}]},"finish_reason":"model_length"}]}""",
            ["""{HEAD,"choices":[{"index":0,"delta":{"content":[{"type":"thinking","thinking":[{"type":"text","text":"th"}]}]}}]}""", """{HEAD,"choices":[{"index":0,"delta":{"content":[{"type":"thinking","thinking":[{"type":"text","text":"ink"}]}]}}]}""", """{HEAD,"choices":[{"index":0,"delta":{"content":"an"}}]}""", """{HEAD,"choices":[{"index":0,"delta":{"content":[{"type":"text","text":"swer"}]},"finish_reason":"model_length"}]}"""]
        },
        {
            "signed and encrypted reasoning",
            """{HEAD,"choices":[{"index":0,"message":{"content":"a","reasoning":"one two","reasoning_details":[{"type":"reasoning.text","text":"one two","signature":"s1","format":"f","index":0},{"type":"reasoning.encrypted","data":"d2","id":"x","index":1}]},"finish_reason":"stop"}]}""",
            ["""{HEAD,"choices":[{"index":0,"delta":{"content":"","reasoning":"one","reasoning_details":[{"type":"reasoning.text","text":"one","signature":"","format":"f","index":0}]}}]}""", """{HEAD,"choices":[{"index":0,"delta":{"reasoning":" two","reasoning_details":[{"type":"reasoning.text","text":" two","format":"f","index":0}]}}]}""", """{HEAD,"choices":[{"index":0,"delta":{"reasoning_details":[{"type":"reasoning.text","signature":"s1","index":0}]}}]}""", """{HEAD,"choices":[{"index":0,"delta":{"reasoning_details":[{"type":"reasoning.encrypted","data":"d2","id":"x","index":1}]}}]}""", """{HEAD,"choices":[{"index":0,"delta":{"content":"a"},"finish_reason":"stop"}]}"""]
        },
        {
            "speech",
            """{HEAD,"choices":[{"index":0,"message":{"content":null,"audio":{"id":"a1","data":"QUJDREVG","transcript":"Hi there"}},"finish_reason":"stop"}]}""",
            ["""{HEAD,"choices":[{"index":0,"delta":{"audio":{"id":"a1","transcript":"Hi"}}}]}""", """{HEAD,"choices":[{"index":0,"delta":{"audio":{"data":"QUJD"}}}]}""", """{HEAD,"choices":[{"index":0,"delta":{"audio":{"data":"REVG","transcript":" there"}},"finish_reason":"stop"}]}"""]
        },
    };

    [Theory]
    [MemberData(nameof(Exchanges))]
    public async Task Whole_and_streamed_are_equal(string name, string whole, string[] chunks)
    {
        var stub = new OpenAIStub().Answer(whole.Replace("HEAD", Head), "req-1").Stream(chunks.Select(x => x.Replace("HEAD", Head)), "req-1").Answer(whole.Replace("HEAD", Head), "req-1");
        var chat = stub.Chat();
        var unary = await chat.GetResponseAsync("hi");
        unary.RawRepresentation.ShouldBeOfType<OpenAIChatResponse>();
        var streamed = await chat.GetStreamingResponseAsync("hi").ToChatResponseAsync();
        var instead = await chat.GetStreamingResponseAsync("hi").ToChatResponseAsync();
        Describe(streamed).ShouldBe(Describe(unary), name);
        Describe(instead).ShouldBe(Describe(unary), $"{name}, answered as a whole although a stream was asked for");
        unary.AdditionalProperties!["requestId"].ShouldBe("req-1");
        unary.Messages.Single().Contents.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Of_several_choices_that_were_asked_for_the_first_is_read_even_when_it_comes_last()
    {
        var stub = new OpenAIStub().Stream(["""{"choices":[{"index":1,"delta":{"content":"second"}}]}""", """{"choices":[{"index":0,"delta":{"content":"first"},"finish_reason":"stop"}]}"""]);

        var answer = await stub.Chat().GetStreamingResponseAsync("hi", new() { AdditionalProperties = new() { ["n"] = 2 } }).ToChatResponseAsync();

        answer.Text.ShouldBe("first");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Images_of_an_answer_are_data_or_addresses(bool streaming)
    {
        const string Images = """[{"type":"image_url","image_url":{"url":"data:image/png;base64,AQI="}},{"type":"image_url","image_url":{"url":"https://a.example/b.png"}},{"type":"image_url","image_url":{"url":"data:nonsense"}}]""";
        var stub = new OpenAIStub();
        var chat = stub.Chat();
        if (streaming)
            stub.Stream([$$"""{"choices":[{"delta":{"content":"Here.","images":{{Images}}},"finish_reason":"stop"}]}"""]);
        else
            stub.Answer($$"""{"choices":[{"message":{"content":"Here.","images":{{Images}}},"finish_reason":"stop"}]}""");

        var answer = streaming ? await chat.GetStreamingResponseAsync("hi").ToChatResponseAsync() : await chat.GetResponseAsync("hi");

        answer.Messages.Single().Contents.OfType<DataContent>().Single().Data.ToArray().ShouldBe([1, 2]);
        answer.Messages.Single().Contents.OfType<UriContent>().Single().Uri.ShouldBe(new Uri("https://a.example/b.png"));
    }

    [Theory]
    [InlineData("""{"prompt_tokens":9,"completion_tokens":3,"total_tokens":12}""", 9, 3, 12, null)]
    [InlineData("""{"prompt_tokens":9,"completion_tokens":3,"total_tokens":17,"completion_tokens_details":{"reasoning_tokens":5}}""", 9, 8, 17, null)]
    [InlineData("""{"prompt_tokens":9,"completion_tokens":3,"total_tokens":17,"prompt_tokens_details":{"audio_tokens":5}}""", 14, 3, 17, null)]
    [InlineData("""{"prompt_tokens":9,"completion_tokens":3,"total_tokens":12,"prompt_cache_hit_tokens":7}""", 9, 3, 12, 7)]
    [InlineData("""{"prompt_tokens":9,"completion_tokens":3,"num_cached_tokens":6}""", 9, 3, null, 6)]
    [InlineData("""{"prompt_tokens":9,"cache_read_input_tokens":5}""", 9, null, null, 5)]
    public async Task Usage_is_counted_one_way_wherever_and_however_it_comes(string usage, int? input, int? output, int? total, int? cached)
    {
        var stub = new OpenAIStub().Answer("""{"choices":[{"message":{"content":"x"}}],"usage":USAGE}""".Replace("USAGE", usage))
            .Stream(["""{"choices":[{"delta":{"content":"x"}}]}""", """{"choices":[],"usage":USAGE}""".Replace("USAGE", usage)])
            .Stream(["""{"choices":[{"delta":{"content":"x"}}],"usage":{"prompt_tokens":1}}""", """{"choices":[{"delta":{},"finish_reason":"stop"}],"usage":USAGE}""".Replace("USAGE", usage)])
            .Stream(["""{"choices":[{"delta":{"content":"x"},"usage":USAGE}]}""".Replace("USAGE", usage)])
            .Stream(["""{"choices":[{"delta":{"content":"x"}}],"x_groq":{"usage":USAGE}}""".Replace("USAGE", usage)]);
        var chat = stub.Chat();
        foreach (var response in new[]
        {
            await chat.GetResponseAsync("hi"), await chat.GetStreamingResponseAsync("hi").ToChatResponseAsync(), await chat.GetStreamingResponseAsync("hi").ToChatResponseAsync(),
            await chat.GetStreamingResponseAsync("hi").ToChatResponseAsync(), await chat.GetStreamingResponseAsync("hi").ToChatResponseAsync(),
        })
        {
            (response.Usage!.InputTokenCount, response.Usage.OutputTokenCount, response.Usage.TotalTokenCount, response.Usage.CachedInputTokenCount)
                .ShouldBe(((long?)input, (long?)output, (long?)total, (long?)cached));
        }
    }

    [Theory]
    [InlineData("", "length")]
    [InlineData("{\"x\":", "length")]
    [InlineData("{\"x\":", "tool_calls")]
    public async Task A_call_that_was_cut_off_says_so(string arguments, string finish)
    {
        var json = JsonSerializer.Serialize(arguments);
        var stub = new OpenAIStub().Answer("""{"choices":[{"message":{"tool_calls":[{"id":"c","function":{"name":"A","arguments":JSON}}]},"finish_reason":"FINISH"}]}""".Replace("JSON", json).Replace("FINISH", finish))
            .Stream(["""{"choices":[{"delta":{"tool_calls":[{"index":0,"id":"c","function":{"name":"A","arguments":JSON}}]},"finish_reason":"FINISH"}]}""".Replace("JSON", json).Replace("FINISH", finish)]);
        foreach (var response in new[] { await stub.Chat().GetResponseAsync("hi"), await stub.Chat().GetStreamingResponseAsync("hi").ToChatResponseAsync() })
        {
            var raw = ((FunctionCallContent)response.Messages.Single().Contents.Single()).Arguments.ShouldBeOfType<RawArguments>();
            raw.Error.ShouldNotBeNull();
            raw.IsCutOff.ShouldBe(finish == "length");
            Encoding.UTF8.GetString(raw.Utf8.Span).ShouldBe(arguments);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_streamed_call_whose_arguments_never_came_is_cut_off_unless_the_service_said_that_it_was_done(bool done)
    {
        string[] chunks = ["""{"choices":[{"delta":{"tool_calls":[{"index":0,"id":"c","function":{"name":"A","arguments":""}}]}}]}"""];
        var stub = done ? new OpenAIStub().Stream(chunks) : new OpenAIStub().Broken(chunks);
        var response = await stub.Chat().GetStreamingResponseAsync("hi").ToChatResponseAsync();
        var raw = ((FunctionCallContent)response.Messages.Single().Contents.Single()).Arguments.ShouldBeOfType<RawArguments>();
        raw.IsCutOff.ShouldBe(!done);
    }

    [Fact]
    public async Task Speech_that_cannot_be_read_is_left_out()
    {
        var stub = new OpenAIStub().Answer("""{"choices":[{"message":{"content":"Hi","audio":{"id":"a","data":"@@"}},"finish_reason":"stop"}]}""")
            .Stream(["""{"choices":[{"delta":{"content":"Hi","audio":{"id":"a","data":"@@"}}}]}""", """{"choices":[{"delta":{"audio":{"data":"QUJD"}},"finish_reason":"stop"}]}"""]);
        foreach (var response in new[] { await stub.Chat().GetResponseAsync("hi"), await stub.Chat().GetStreamingResponseAsync("hi").ToChatResponseAsync() })
        {
            response.Text.ShouldBe("Hi");
            response.Messages.Single().Contents.ShouldAllBe(x => x is TextContent);
        }
    }

    [Fact]
    public async Task Images_that_cannot_be_read_are_left_out_and_none_at_all_is_a_failure()
    {
        var stub = new OpenAIStub().Answer("""{"data":[{"b64_json":"x"},{"url":""},{"b64_json":"QUI="}],"output_format":""}""").Answer("""{"data":[{"b64_json":"x"},{"url":"no address"}]}""", "req-9");
        var response = await stub.Images().GenerateAsync(new("a lighthouse"));
        response.Contents.ShouldHaveSingleItem().ShouldBeOfType<DataContent>().MediaType.ShouldBe("image/png");
        var exception = await Should.ThrowAsync<LlmException>(stub.Images().GenerateAsync(new("a lighthouse")));
        (exception.Kind, exception.RequestId).ShouldBe((LlmErrorKind.InvalidResponse, "req-9"));
    }

    [Fact]
    public async Task Streamed_calls_show_their_pieces_and_usage_comes_once()
    {
        var stub = new OpenAIStub().Stream(
        [
            """{"id":"r","choices":[{"delta":{"tool_calls":[{"index":0,"id":"c","function":{"name":"A","arguments":""}}]}}],"usage":{"prompt_tokens":1}}""",
            """{"id":"r","choices":[{"delta":{"tool_calls":[{"index":0,"function":{"arguments":"{}"}}]}}],"usage":{"prompt_tokens":2}}""",
        ]);
        var updates = await stub.Chat().GetStreamingResponseAsync("hi").ToListAsync();
        updates.OfType<ToolCallDeltaUpdate>().Select(x => (x.Index, x.CallId, x.Name, x.ArgumentsDelta)).ShouldBe([(0, "c", "A", ""), (0, "c", "A", "{}")]);
        updates.SelectMany(x => x.Contents).Select(x => x.GetType()).ShouldBe([typeof(FunctionCallContent), typeof(UsageContent)]);
        updates.ShouldAllBe(x => x.RawRepresentation == null && x.MessageId == "r" && x.Role == ChatRole.Assistant);
    }

    [Fact]
    public async Task A_streamed_text_costs_little_more_than_the_objects_that_carry_it()
    {
        var perChunk = (await AllocatedAsync(3000) - await AllocatedAsync(1000)) / 2000.0;
        output.WriteLine($"{perChunk} bytes a chunk");
        perChunk.ShouldBeLessThanOrEqualTo(330);
    }

    private static async Task<long> AllocatedAsync(int count)
    {
        var chunk = """{"id":"chatcmpl-BxYzAbCdEfGhIjKlMnOpQrStUvWxY","object":"chat.completion.chunk","created":1755137921,"model":"gpt-4.1-mini-2025-04-14","service_tier":"default","system_fingerprint":"fp_560af6e559","choices":[{"index":0,"delta":{"content":" word"},"logprobs":null,"finish_reason":null}],"usage":null,"obfuscation":"WuQNX"}""";
        var chat = new OpenAIStub().Stream(Enumerable.Repeat(chunk, 10)).Stream(Enumerable.Repeat(chunk, count)).Chat();
        long allocated = 0;
        for (var run = 0; run < 2; run++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            await foreach (var _ in chat.GetStreamingResponseAsync("hi"))
            {
            }

            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        }

        return allocated;
    }

    private static string Describe(ChatResponse response)
    {
        foreach (var message in response.Messages)
            message.RawRepresentation = null;
        response.RawRepresentation = null;
        return JsonSerializer.Serialize(response, LlmJson.Options);
    }
}
