using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;
using SdkGen.Wire.Gemini;

namespace SdkGen.Runtime.Tests.Dialects;

/// <summary>What is read, whole and streamed: both must come out equal, and go back as it came.</summary>
public class GeminiAnswerTests
{
    public static TheoryData<string, string, string[]> Exchanges => new()
    {
        { "text", GeminiStub.Chunk("""{"text":"Hello, "},{"text":"world"}""", "STOP"), [GeminiStub.Chunk("""{"text":"Hello"}"""), GeminiStub.Chunk("""{"text":", world"}"""), GeminiStub.Chunk("""{"text":""}""", "STOP")] },
        {
            "thoughts and a signed text", GeminiStub.Chunk("""{"text":"hm, hm","thought":true},{"text":"yes","thoughtSignature":"czE="}""", "STOP"),
            [GeminiStub.Chunk("""{"text":"hm","thought":true}"""), GeminiStub.Chunk("""{"text":", hm","thought":true}"""), GeminiStub.Chunk("""{"text":"yes","thoughtSignature":"czE="}""", "STOP")]
        },
        {
            "a signature on an empty text", GeminiStub.Chunk("""{"text":"ab"},{"text":"","thoughtSignature":"czE="}""", "STOP"),
            [GeminiStub.Chunk("""{"text":"a"}"""), GeminiStub.Chunk("""{"text":"b"}"""), GeminiStub.Chunk("""{"text":"","thoughtSignature":"czE="}""", "STOP")]
        },
        {
            "signed text between texts", GeminiStub.Chunk("""{"text":"a"},{"text":"bc","thoughtSignature":"czE="},{"text":"d"}""", "STOP"),
            [GeminiStub.Chunk("""{"text":"a"}"""), GeminiStub.Chunk("""{"text":"bc","thoughtSignature":"czE="}"""), GeminiStub.Chunk("""{"text":"d"}""", "STOP")]
        },
        {
            "a signed thought and a signature alone", GeminiStub.Chunk("""{"text":"t","thought":true,"thoughtSignature":"czE="},{"thoughtSignature":"czI="},{"text":"x"}""", "STOP"),
            [GeminiStub.Chunk("""{"text":"t","thought":true,"thoughtSignature":"czE="}"""), GeminiStub.Chunk("""{"thoughtSignature":"czI="}"""), GeminiStub.Chunk("""{"text":"x"}""", "STOP")]
        },
        {
            "parallel calls", GeminiStub.Chunk("""{"functionCall":{"name":"A","args":{"x":1}},"thoughtSignature":"czE="},{"functionCall":{"name":"B"}},{"functionCall":{"id":"i","name":"A","args":{}}}""", "STOP"),
            [GeminiStub.Chunk("""{"functionCall":{"name":"A","args":{"x":1}},"thoughtSignature":"czE="}"""), GeminiStub.Chunk("""{"functionCall":{"name":"B"}},{"functionCall":{"id":"i","name":"A","args":{}}}"""), GeminiStub.Chunk("""{"text":""}""", "STOP")]
        },
        {
            "a call in pieces", GeminiStub.Chunk("""{"functionCall":{"name":"A","args":{"o":{"n":"ab","l":[1,{"z":true}]},"k":null}},"thoughtSignature":"czE="},{"functionCall":{"name":"B","args":{}}}""", "STOP"),
            [
                GeminiStub.Chunk("""{"functionCall":{"name":"A","willContinue":true},"thoughtSignature":"czE="}"""), GeminiStub.Chunk("""{"functionCall":{"partialArgs":[{"jsonPath":"$.o.n","stringValue":"a","willContinue":true}],"willContinue":true}}"""),
                GeminiStub.Chunk("""{"functionCall":{"partialArgs":[{"jsonPath":"$.o.n","stringValue":"b"}],"willContinue":true}}"""), GeminiStub.Chunk("""{"functionCall":{"willContinue":true}}"""),
                GeminiStub.Chunk("""{"functionCall":{"partialArgs":[{"jsonPath":"$.o.l[0]","numberValue":1},{"jsonPath":"$.o.l[1].z","boolValue":true},{"jsonPath":"$.k","nullValue":"NULL_VALUE"}],"willContinue":true}}"""),
                GeminiStub.Chunk("""{"functionCall":{}}"""), GeminiStub.Chunk("""{"functionCall":{"name":"B","willContinue":true}}"""), GeminiStub.Chunk("", "STOP"),
            ]
        },
        {
            "code that the service ran", GeminiStub.Chunk("""{"executableCode":{"language":"PYTHON","code":"print(1)","id":"c"},"thoughtSignature":"czE="},{"codeExecutionResult":{"outcome":"OUTCOME_OK","output":"1\n","id":"c"}},{"text":"1"}""", "STOP"),
            [GeminiStub.Chunk("""{"executableCode":{"language":"PYTHON","code":"print(1)","id":"c"},"thoughtSignature":"czE="}"""), GeminiStub.Chunk("""{"codeExecutionResult":{"outcome":"OUTCOME_OK","output":"1\n","id":"c"}}"""), GeminiStub.Chunk("""{"text":"1"}""", "STOP")]
        },
        {
            "tools of the service, files, and what is new",
            GeminiStub.Chunk("""{"toolCall":{"id":"s","toolType":"GOOGLE_SEARCH_WEB","args":{"queries":["q"]}},"thoughtSignature":"czE="},{"toolResponse":{"id":"s","toolType":"GOOGLE_SEARCH_WEB","response":{"r":1}}},{"toolCall":{"id":"u","toolType":"URL_CONTEXT","args":{"u":2}}},{"toolResponse":{"id":"u","toolType":"URL_CONTEXT","response":{"r":2}}},{"inlineData":{"mimeType":"image/png","data":"QUI="},"thoughtSignature":"czI="},{"inlineData":{"mimeType":"image/png","data":"QUM="},"thought":true},{"fileData":{"mimeType":"video/mp4","fileUri":"gs://b/v.mp4"}},{"hologram":{"a":1},"thoughtSignature":"czM="}""", "STOP"),
            [
                GeminiStub.Chunk("""{"toolCall":{"id":"s","toolType":"GOOGLE_SEARCH_WEB","args":{"queries":["q"]}},"thoughtSignature":"czE="},{"toolResponse":{"id":"s","toolType":"GOOGLE_SEARCH_WEB","response":{"r":1}}}"""),
                GeminiStub.Chunk("""{"toolCall":{"id":"u","toolType":"URL_CONTEXT","args":{"u":2}}},{"toolResponse":{"id":"u","toolType":"URL_CONTEXT","response":{"r":2}}}"""), GeminiStub.Chunk("""{"inlineData":{"mimeType":"image/png","data":"QUI="},"thoughtSignature":"czI="}"""),
                GeminiStub.Chunk("""{"inlineData":{"mimeType":"image/png","data":"QUM="},"thought":true},{"fileData":{"mimeType":"video/mp4","fileUri":"gs://b/v.mp4"}}"""), GeminiStub.Chunk("""{"hologram":{"a":1},"thoughtSignature":"czM="}""", "STOP"),
            ]
        },
    };

    [Theory]
    [MemberData(nameof(Exchanges))]
    public async Task Whole_and_streamed_are_equal_and_go_back_as_they_came(string name, string whole, string[] chunks)
    {
        var stub = new GeminiStub().Answer(whole).Stream(chunks).List(chunks).Stream(whole);
        var chat = stub.Chat("gemini-2.0-flash");
        var unary = await chat.GetResponseAsync("hi");
        unary.RawRepresentation.ShouldBeOfType<GeminiResponse>();
        for (var i = 0; i < 3; i++)
            Describe(await chat.GetStreamingResponseAsync("hi").ToChatResponseAsync()).ShouldBe(Describe(unary), name);

        // Kept as JSON and sent back, each part has what it had.
        var kept = JsonSerializer.Deserialize<ChatMessage>(JsonSerializer.Serialize(unary.Messages.Single(), LlmJson.Options), LlmJson.Options)!;
        stub.Answer();
        await chat.GetResponseAsync([new(ChatRole.User, "hi"), kept]);
        var sent = JsonDocument.Parse(stub.Requests[^1]).RootElement.GetProperty("contents")[1].GetProperty("parts");
        Signatures(sent).ShouldBe(Signatures(JsonDocument.Parse(whole).RootElement.GetProperty("candidates")[0].GetProperty("content").GetProperty("parts")), sent.GetRawText());
    }

    [Fact]
    public async Task A_call_in_pieces_is_told_while_it_comes()
    {
        var stub = new GeminiStub().Stream(
            GeminiStub.Chunk("""{"functionCall":{"id":"i","name":"A","willContinue":true}}"""), GeminiStub.Chunk("""{"functionCall":{"partialArgs":[{"jsonPath":"$.text","stringValue":"a\"","willContinue":true}],"willContinue":true}}"""),
            GeminiStub.Chunk("""{"functionCall":{"partialArgs":[{"jsonPath":"$.text","stringValue":"b"},{"jsonPath":"$['list'][0]['x y']","numberValue":1.50}],"willContinue":true}}"""), GeminiStub.Chunk("""{"functionCall":{}}""", "STOP"));
        var updates = await stub.Chat().GetStreamingResponseAsync("hi").ToListAsync();
        var deltas = updates.OfType<ToolCallDeltaUpdate>().ToList();
        var call = updates.SelectMany(update => update.Contents).OfType<FunctionCallContent>().ShouldHaveSingleItem();
        string.Concat(deltas.Select(delta => delta.ArgumentsDelta)).ShouldBe("""{"text":"a\"b","list":[{"x y":1.50}]}""");
        call.Arguments!.ToString().ShouldBe("""{"text":"a\"b","list":[{"x y":1.50}]}""");
        deltas.ShouldAllBe(delta => delta.Name == "A" && delta.CallId == "i" && delta.Index == 0);
        deltas.Count.ShouldBeGreaterThan(3);
        updates[^1].FinishReason.ShouldBe(ChatFinishReason.ToolCalls);
    }

    [Fact]
    public async Task Pieces_in_any_order_give_the_arguments_they_mean()
    {
        var stub = new GeminiStub().Stream(GeminiStub.Chunk("""
            {"functionCall":{"name":"A","partialArgs":[{"jsonPath":"$.a.x","numberValue":1},{"jsonPath":"$.b[1]","stringValue":"second"},{"jsonPath":"$.a.y","numberValue":2},{"jsonPath":"$.b[0]","stringValue":"first"},
            {"jsonPath":"$.b[900000000]","boolValue":false},{"jsonPath":"nonsense","numberValue":3},{"jsonPath":"$.a.x.deep","numberValue":4}]}}
            """, "STOP"));
        var response = await stub.Chat().GetStreamingResponseAsync("hi").ToChatResponseAsync();
        var arguments = ((FunctionCallContent)response.Messages.Single().Contents.Single()).Arguments.ShouldBeOfType<RawArguments>();
        arguments.Error.ShouldBeNull();
        arguments.ToString().ShouldBe("""{"a":{"x":{"deep":4},"y":2},"b":["first",false]}""");
    }

    [Theory]
    [InlineData("MAX_TOKENS", true)]
    [InlineData(null, true)]
    [InlineData("STOP", false)]
    public async Task A_call_that_is_still_open_at_the_end_was_cut_off_unless_the_model_stopped(string? finish, bool cutOff)
    {
        var stub = new GeminiStub().Stream(GeminiStub.Chunk("""{"functionCall":{"name":"A","partialArgs":[{"jsonPath":"$.x","stringValue":"a","willContinue":true}],"willContinue":true}}"""), GeminiStub.Chunk("", finish));
        var response = await stub.Chat().GetStreamingResponseAsync("hi").ToChatResponseAsync();
        var raw = ((FunctionCallContent)response.Messages.Single().Contents.Single()).Arguments.ShouldBeOfType<RawArguments>();
        raw.IsCutOff.ShouldBe(cutOff);
        raw.ToString().ShouldBe(cutOff ? """{"x":"a""" : """{"x":"a"}""");
    }

    [Theory]
    [InlineData("\"STOP\"", "stop")]
    [InlineData("1", "stop")]
    [InlineData("2", "length")]
    [InlineData("\"SAFETY\"", "content_filter")]
    [InlineData("\"IMAGE_SAFETY\"", "content_filter")]
    [InlineData("\"MALFORMED_FUNCTION_CALL\"", "MALFORMED_FUNCTION_CALL")]
    [InlineData("\"FINISH_REASON_UNSPECIFIED\"", null)]
    [InlineData("17", "17")]
    public async Task The_reason_of_the_end_is_a_common_word_or_the_services_own(string word, string? expected)
    {
        var body = """{"candidates":[{"content":{"parts":[{"text":"x"}]},"finishReason":WORD,"finishMessage":"Because."}]}""".Replace("WORD", word);
        var stub = new GeminiStub().Answer(body).Stream(body);
        foreach (var response in new[] { await stub.Chat().GetResponseAsync("hi"), await stub.Chat().GetStreamingResponseAsync("hi").ToChatResponseAsync() })
        {
            response.FinishReason?.Value.ShouldBe(expected);
            var isOdd = expected is not (null or "stop" or "length");
            (response.AdditionalProperties?["blockReason"] as string).ShouldBe(isOdd ? word.Trim('"') : null);
            (response.AdditionalProperties?["blockMessage"] as string).ShouldBe(isOdd ? "Because." : null);
        }
    }

    [Fact]
    public async Task A_blocked_prompt_is_an_answer_without_words()
    {
        const string Body = """{"promptFeedback":{"blockReason":"PROHIBITED_CONTENT","blockReasonMessage":"No."},"usageMetadata":{"trafficType":"ON_DEMAND"},"modelVersion":"m-1","responseId":"r1"}""";
        var stub = new GeminiStub().Answer(Body).Stream(Body);
        var unary = await stub.Chat().GetResponseAsync("hi");
        var streamed = await stub.Chat().GetStreamingResponseAsync("hi").ToChatResponseAsync();
        Describe(streamed).ShouldBe(Describe(unary));
        (unary.FinishReason, unary.Text, unary.Usage).ShouldBe((ChatFinishReason.ContentFilter, "", null));
        (unary.AdditionalProperties!["blockReason"], unary.AdditionalProperties["blockMessage"]).ShouldBe(("PROHIBITED_CONTENT", "No."));
    }

    [Fact]
    public async Task Sources_name_their_places_in_characters()
    {
        const string Grounding = """
            "groundingMetadata":{"groundingChunks":[{"web":{"uri":"https://a.example/","title":"A"}},{"retrievedContext":{"title":"Handbook","text":"passage"}},{"web":{"uri":"https://a.example/","title":"A"}},{"retrievedContext":{"text":"nameless"}}],
            "groundingSupports":[{"segment":{"startIndex":7,"endIndex":12,"text":"süß"},"groundingChunkIndices":[0,1,9]},{"segment":{"startIndex":400,"endIndex":500,"text":"Torte"},"groundingChunkIndices":[0]}]},
            "citationMetadata":{"citationSources":[{"startIndex":0,"endIndex":6,"uri":"https://b.example/"},{}]}
            """;
        var stub = new GeminiStub()
            .Answer("{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"Äpfel süß, Torte\"}]},\"finishReason\":\"STOP\"," + Grounding + "}]}")
            .Stream("""{"candidates":[{"content":{"parts":[{"text":"Äpfel s"}]}}]}""", "{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"üß, Torte\"}]},\"finishReason\":\"STOP\"," + Grounding + "}]}");
        foreach (var response in new[] { await stub.Chat().GetResponseAsync("hi"), await stub.Chat().GetStreamingResponseAsync("hi").ToChatResponseAsync() })
        {
            var sources = response.Messages.Single().Contents.Last().Annotations!.OfType<CitationAnnotation>().ToList();
            sources.Select(source => (source.Url?.OriginalString, source.Title)).ShouldBe([("https://a.example/", "A"), (null, "Handbook"), ("https://b.example/", null)]);
            sources[0].AnnotatedRegions!.Cast<TextSpanAnnotatedRegion>().Select(region => response.Text[region.StartIndex!.Value..region.EndIndex!.Value]).ShouldBe(["süß", "Torte"]);
            sources[2].AnnotatedRegions!.Cast<TextSpanAnnotatedRegion>().Select(region => response.Text[region.StartIndex!.Value..region.EndIndex!.Value]).ShouldBe(["Äpfel"]);
            sources[1].Snippet.ShouldBe("passage");
        }
    }

    [Fact]
    public async Task Usage_is_the_last_that_counts_with_thoughts_and_tools()
    {
        var stub = new GeminiStub().Stream(
            """{"candidates":[{"content":{"parts":[{"text":"a"}]}}],"usageMetadata":{"promptTokenCount":10,"totalTokenCount":11,"thoughtsTokenCount":1}}""",
            """{"candidates":[{"content":{"parts":[{"text":"b"}]},"finishReason":"STOP"}],"usageMetadata":{"promptTokenCount":10,"cachedContentTokenCount":4,"candidatesTokenCount":2,"thoughtsTokenCount":5,"toolUsePromptTokenCount":3,"totalTokenCount":20,"promptTokensDetails":[{"modality":"TEXT","tokenCount":7},{"modality":"AUDIO","tokenCount":3},{"modality":7,"tokenCount":1}]}}""",
            """{"usageMetadata":{"trafficType":"ON_DEMAND"}}""");
        var usage = (await stub.Chat().GetStreamingResponseAsync("hi").ToChatResponseAsync()).Usage!;
        (usage.InputTokenCount, usage.OutputTokenCount, usage.TotalTokenCount, usage.CachedInputTokenCount, usage.ReasoningTokenCount).ShouldBe((13, 7, 20, 4, 5));
        (usage.InputTextTokenCount, usage.InputAudioTokenCount).ShouldBe((7, 3));
    }

    [Fact]
    public async Task Of_several_candidates_the_first_is_read_and_all_are_kept()
    {
        const string Body = """{"candidates":[{"index":1,"content":{"parts":[{"text":"second"}]},"finishReason":"MAX_TOKENS"},{"content":{"parts":[{"text":"first"}]},"finishReason":"STOP"}]}""";
        var stub = new GeminiStub().Answer(Body).Stream(Body);
        var unary = await stub.Chat().GetResponseAsync("hi");
        (unary.Text, unary.FinishReason).ShouldBe(("first", ChatFinishReason.Stop));
        ((GeminiResponse)unary.RawRepresentation!).Candidates!.Count.ShouldBe(2);
        var streamed = await stub.Chat().GetStreamingResponseAsync("hi").ToChatResponseAsync();
        (streamed.Text, streamed.FinishReason).ShouldBe(("first", ChatFinishReason.Stop));
    }

    /// <summary>Every part that is more than a text, its members in order. A call without arguments has none either way.</summary>
    private static List<string> Signatures(JsonElement parts) =>
        [.. parts.EnumerateArray().Select(part => JsonNode.Parse(part.GetRawText())!).Where(part => part is JsonObject { Count: > 1 } or JsonObject { Count: 1 } && part["text"] is null).Select(Sorted).Select(part => part.ToJsonString())];

    private static JsonNode Sorted(JsonNode node)
    {
        if (node is not JsonObject members)
            return node.DeepClone();
        if (members.ContainsKey("name"))
            members["args"] ??= new JsonObject();
        return new JsonObject([.. members.OrderBy(member => member.Key, StringComparer.Ordinal).Select(member => new KeyValuePair<string, JsonNode?>(member.Key, member.Value is null ? null : Sorted(member.Value)))]);
    }

    private static string Describe(ChatResponse response)
    {
        response.RawRepresentation = null;
        foreach (var message in response.Messages)
        {
            message.RawRepresentation = null;
            message.CreatedAt = null;
        }

        return JsonSerializer.Serialize(response, LlmJson.Options);
    }
}
