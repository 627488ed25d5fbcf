using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using SdkGen.Testing.Dialects.OpenAIChat;
using SdkGen.Testing.Hosting;

namespace SdkGen.Testing.Dialects.OpenAIResponses;

/// <summary>The Responses operations of the OpenAI API. Answers are kept as the service keeps them, so that a later request can go on from one.</summary>
internal sealed class OpenAIResponsesService(LlmEmulator emulator)
{
    private const string Root = "responses";

    private readonly ConcurrentDictionary<string, KeptResponse> _kept = new();

    /// <summary>The answer, or null where the path is not one of these operations.</summary>
    /// <param name="request">The request.</param>
    /// <param name="path">Its path below the API's root.</param>
    /// <param name="number">Which answer of the server it is.</param>
    /// <param name="vendor">Whose operations they are.</param>
    public WireAnswer? TryAnswer(RecordedRequest request, string path, int number, OpenAIVendor vendor)
    {
        if (path != Root && !path.StartsWith(Root + "/", StringComparison.Ordinal))
            return null;
        return (request.Method, path.Split('/')) switch
        {
            ("POST", [_]) => Answer(request, number, vendor),
            ("POST", [_, "input_tokens"]) => Count(request),
            ("GET", [_, var id]) => Find(id) is { } found ? OpenAIAnswers.Json(200, Utf8Json.Of(found.Response)) : OpenAIAnswers.Fail(Unknown(id)),
            ("POST", [_, var id, "cancel"]) => Cancel(id),
            ("DELETE", [_, var id]) => Delete(id),
            _ => OpenAIAnswers.Fail(OpenAIAccess.WrongMethod(request)),
        };
    }

    private static OpenAIError Unknown(string id) => new(404, $"Response with id '{id}' not found.");

    private long Now => emulator.Time.GetUtcNow().ToUnixTimeSeconds();

    private KeptResponse? Find(string id) => _kept.GetValueOrDefault(id);

    private WireAnswer Answer(RecordedRequest request, int number, OpenAIVendor vendor)
    {
        var before = request.IsJsonObject && request.Json.Text("previous_response_id") is { } previous ? Find(previous) : null;
        if (OpenAIResponsesJudge.Judge(request, emulator.Models, before, vendor) is { } refused)
            return OpenAIAnswers.Fail(vendor.InOwnForm(refused));
        var chat = OpenAIResponsesReader.Read(request.Json, before);
        var answer = emulator.Chat.Next(chat) ?? Improvisation.Answer(chat);
        switch (answer)
        {
            case RawAnswer raw:
                return WireAnswer.From(raw);
            case ChatFailure { AfterText: { } text } failure when chat.IsStreaming:
                var begun = OpenAIResponse.Create(new ChatReply { Text = text }, chat, number, Now, vendor.KeepsNothing);
                return OpenAIAnswers.Stream(new OpenAIResponsesStream(begun, new ChatReply { Text = text }, OpenAIError.From(failure)).Body, null, failure.Delivery);
            case ChatFailure failure:
                return OpenAIAnswers.Fail(OpenAIError.From(failure)) with { Delivery = failure.Delivery };
            case ChatReply reply:
                var response = OpenAIResponse.Create(reply, chat, number, Now, vendor.KeepsNothing);
                Keep(response, request.Json, before);
                if (!chat.IsStreaming)
                    return OpenAIAnswers.Json(200, Utf8Json.Of(response)) with { Delivery = reply.Delivery };
                var stream = new OpenAIResponsesStream(response, reply);
                return OpenAIAnswers.Stream(stream.Body, stream.Repeated, reply.Delivery);
            default:
                throw new InvalidOperationException($"{answer.GetType().Name} is no answer of the OpenAI API.");
        }
    }

    private void Keep(JsonObject response, JsonElement request, KeptResponse? before)
    {
        if ((bool)response["store"]!)
            _kept[(string)response["id"]!] = new KeptResponse(response, [.. before?.Items ?? [], .. OpenAIResponsesReader.Items(request), .. Elements(response["output"]!)]);
    }

    private static IEnumerable<JsonElement> Elements(JsonNode output)
    {
        using var document = JsonDocument.Parse(output.ToJsonString());
        return [.. document.RootElement.EnumerateArray().Select(item => item.Clone())];
    }

    private WireAnswer Count(RecordedRequest request)
    {
        var before = request.IsJsonObject && request.Json.Text("previous_response_id") is { } previous ? Find(previous) : null;
        if (OpenAIResponsesJudge.JudgeCount(request, emulator.Models, before) is { } refused)
            return OpenAIAnswers.Fail(refused);
        var tokens = TokenEstimate.Of(OpenAIResponsesReader.Read(request.Json, before), new ChatReply()).Input;
        return OpenAIAnswers.Json(200, Utf8Json.Object(json =>
        {
            json.WriteString("object", "response.input_tokens");
            json.WriteNumber("input_tokens", tokens);
        }));
    }

    private WireAnswer Cancel(string id)
    {
        if (Find(id) is not { } found)
            return OpenAIAnswers.Fail(Unknown(id));
        return (bool?)found.Response["background"] == true
            ? OpenAIAnswers.Json(200, Utf8Json.Of(found.Response))
            : OpenAIAnswers.Fail(new OpenAIError(400, "Cannot cancel a synchronous response."));
    }

    private WireAnswer Delete(string id) => _kept.TryRemove(id, out _)
        ? OpenAIAnswers.Json(200, Utf8Json.Object(json =>
        {
            json.WriteString("id", id);
            json.WriteString("object", "response");
            json.WriteBoolean("deleted", true);
        }))
        : OpenAIAnswers.Fail(Unknown(id));
}

/// <summary>An answer that the service keeps, and the conversation up to it.</summary>
internal sealed record KeptResponse(JsonObject Response, IReadOnlyList<JsonElement> Items);
