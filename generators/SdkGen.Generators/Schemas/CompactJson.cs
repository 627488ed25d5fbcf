using System.Text;
using SdkGen.Generators.Specs.Json;
using JsonWord = SdkGen.Generators.Emission.JsonText;

namespace SdkGen.Generators.Schemas;

/// <summary>Writes a value of a file without white space; numbers stay as they are written.</summary>
internal static class CompactJson
{
    public static string Of(JsonNode node)
    {
        var result = new StringBuilder();
        Write(result, node);
        return result.ToString();
    }

    private static void Write(StringBuilder result, JsonNode node)
    {
        switch (node)
        {
            case JsonNull:
                result.Append("null");
                break;
            case JsonBoolean answer:
                result.Append(answer.Value ? "true" : "false");
                break;
            case JsonNumber number:
                result.Append(number.Text);
                break;
            case JsonString text:
                result.Append(JsonWord.Quote(text.Value));
                break;
            case JsonArray array:
                WriteAll(result, '[', array.Items, ']', Write);
                break;
            case JsonObject members:
                WriteAll(result, '{', members.Properties, '}', static (text, member) =>
                {
                    text.Append(JsonWord.Quote(member.Name)).Append(':');
                    Write(text, member.Value);
                });
                break;
        }
    }

    private static void WriteAll<T>(StringBuilder result, char open, IReadOnlyList<T> items, char close, Action<StringBuilder, T> write)
    {
        result.Append(open);
        for (var i = 0; i < items.Count; i++)
        {
            if (i > 0)
                result.Append(',');
            write(result, items[i]);
        }

        result.Append(close);
    }
}
