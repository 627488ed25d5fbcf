namespace SdkGen.Testing.Dialects.OllamaChat;

/// <summary>An error of Ollama: <c>{"error": text}</c>, as an answer or as a line of a stream.</summary>
internal sealed record OllamaError(int Status, string Message)
{
    public byte[] Json => Utf8Json.Object(json => json.WriteString("error", Message));

    /// <summary>What the server usually sends with the status, and what the script says instead.</summary>
    public static OllamaError From(ChatFailure failure) => new(failure.Status, failure.Message ?? Usual(failure.Status));

    public static OllamaError UnknownModel(string model) => new(404, $"model '{model}' not found");

    private static string Usual(int status) => status switch
    {
        401 => "unauthorized",
        404 => "model 'a-model' not found",
        429 => "too many requests",
        503 => "server busy, please try again. maximum pending requests exceeded",
        >= 500 => "an error was encountered while running the model",
        _ => "invalid request",
    };
}
