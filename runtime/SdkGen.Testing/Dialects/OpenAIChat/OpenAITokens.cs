using System.Text.Json;
using SdkGen.Testing.Hosting;

namespace SdkGen.Testing.Dialects.OpenAIChat;

/// <summary><c>POST /tokenize</c> of vLLM and llama.cpp, and <c>POST /apply-template</c> of llama.cpp: four characters to a token.</summary>
internal static class OpenAITokens
{
    public static WireAnswer Tokenize(RecordedRequest request, ModelList models, OpenAIVendor vendor)
    {
        if (!request.IsJsonObject)
            return OpenAIAnswers.Fail(OpenAIChatJudge.NotJson);
        if (request.Json.Text("model") is { } model && !models.Has(model))
            return OpenAIAnswers.Fail(vendor.UnknownModel(model));
        if (vendor.HasTemplates)
            return Write(request.Json.Text("content") ?? "", isCounted: false);
        if (request.Json.Member("messages") is { ValueKind: JsonValueKind.Array })
            return Write(Prompt(request.Json), isCounted: true);
        return request.Json.Text("prompt") is { } prompt ? Write(prompt, isCounted: true) : OpenAIAnswers.Fail(OpenAIChatJudge.Missing("prompt"));
    }

    public static WireAnswer ApplyTemplate(RecordedRequest request) => !request.IsJsonObject
        ? OpenAIAnswers.Fail(OpenAIChatJudge.NotJson)
        : request.Json.Member("messages") is { ValueKind: JsonValueKind.Array }
        ? OpenAIAnswers.Json(200, Utf8Json.Object(json => json.WriteString("prompt", Prompt(request.Json))))
        : OpenAIAnswers.Fail(OpenAIChatJudge.Missing("messages"));

    /// <summary>The conversation as ChatML writes it, its tools in front.</summary>
    private static string Prompt(JsonElement body) => string.Concat(
        [.. body.Items("tools").Select(tool => tool.GetRawText() + "\n"), .. OpenAIChatReader.Read(body).Messages.Select(message => $"<|im_start|>{message.Role}\n{message.Text}<|im_end|>\n"), "<|im_start|>assistant\n"]);

    private static WireAnswer Write(string text, bool isCounted) => OpenAIAnswers.Json(200, Utf8Json.Object(json =>
    {
        var count = TokenEstimate.Of(text);
        if (isCounted)
        {
            json.WriteNumber("count", count);
            json.WriteNumber("max_model_len", 32768);
        }

        json.WriteStartArray("tokens");
        for (var i = 0; i < count; i++)
            json.WriteNumberValue(1000 + i);
        json.WriteEndArray();
    }));
}
