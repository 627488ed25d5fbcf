using System.Globalization;
using System.Text;

namespace SdkGen.Benchmarks;

/// <summary>A chat completion stream of OpenAI's shape: 325 bytes a chunk, usage at the end.</summary>
internal static class OpenAIStream
{
    public const int Chunks = 1000;

    private static readonly string[] s_words = [" the", " light", "house", " keeper", " looked", " out", " over", " sea", ",", " and"];

    public static byte[] Body { get; } = Encoding.UTF8.GetBytes(Build());

    private static string Build()
    {
        var text = new StringBuilder();
        for (var i = 0; i < Chunks; i++)
            text.Append("data: ").Append(Chunk(s_words[i % s_words.Length])).Append("\n\n");
        text.Append(
            """
            data: {"id":"chatcmpl-CUzglwb3vNl0g1HVqwc4FHmdbAevC","object":"chat.completion.chunk","created":1761503007,"model":"gpt-4o-2024-08-06","service_tier":"default","system_fingerprint":"fp_560af6e559","choices":[],"usage":{"prompt_tokens":12,"completion_tokens":1000,"total_tokens":1012}}

            data: [DONE]


            """);
        return text.ToString();
    }

    private static string Chunk(string word) => string.Create(
        CultureInfo.InvariantCulture,
        $$$"""{"id":"chatcmpl-CUzglwb3vNl0g1HVqwc4FHmdbAevC","object":"chat.completion.chunk","created":1761503007,"model":"gpt-4o-2024-08-06","service_tier":"default","system_fingerprint":"fp_560af6e559","choices":[{"index":0,"delta":{"content":"{{{word}}}"},"logprobs":null,"finish_reason":null}],"usage":null,"obfuscation":"q8Vw3nTz"}""");
}
