using System.Text;

namespace SdkGen.Benchmarks;

/// <summary>A message stream of Anthropic's shape: 124 bytes an event.</summary>
internal static class AnthropicStream
{
    public const int Events = 1000;

    private static readonly string[] s_words = [" the", " light", "house", " keeper", " looked", " out", " over", " sea", ",", " and"];

    public static byte[] Body { get; } = Encoding.UTF8.GetBytes(Build());

    private static string Build()
    {
        var text = new StringBuilder(
            """
            event: message_start
            data: {"type":"message_start","message":{"id":"msg_01XFDUDYJgAACzvnptvVoYEL","type":"message","role":"assistant","model":"claude-sonnet-4-5-20250929","content":[],"stop_reason":null,"stop_sequence":null,"usage":{"input_tokens":12,"output_tokens":1}}}

            event: content_block_start
            data: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}


            """);
        for (var i = 0; i < Events; i++)
        {
            text.Append("event: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"")
                .Append(s_words[i % s_words.Length]).Append("\"}}\n\n");
        }

        text.Append(
            """
            event: content_block_stop
            data: {"type":"content_block_stop","index":0}

            event: message_delta
            data: {"type":"message_delta","delta":{"stop_reason":"end_turn","stop_sequence":null},"usage":{"output_tokens":1000}}

            event: message_stop
            data: {"type":"message_stop"}


            """);
        return text.ToString();
    }
}
