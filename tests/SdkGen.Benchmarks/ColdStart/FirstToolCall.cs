using System.Buffers;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace SdkGen.Benchmarks.ColdStart;

/// <summary>A tool that is made and called once in a process that has done nothing else: from the arguments' text to the result's.</summary>
internal static class FirstToolCall
{
    private static readonly byte[] s_arguments = """{"query":"rain","limit":5,"recent":true}"""u8.ToArray();

    /// <summary>The limit: one reader for these three arguments.</summary>
    public static Task ByHandAsync()
    {
        var (query, limit, recent) = ("", 10, true);
        var reader = new Utf8JsonReader(s_arguments);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("query"u8) && reader.Read())
                query = reader.GetString()!;
            else if (reader.ValueTextEquals("limit"u8) && reader.Read())
                limit = reader.GetInt32();
            else if (reader.ValueTextEquals("recent"u8) && reader.Read())
                recent = reader.GetBoolean();
            else
                throw new JsonException();
        }

        return Check(TenTools.FindWeather(query, limit, recent));
    }

    public static async Task OfFactoryAsync()
    {
        var tool = AIFunctionFactory.Create(TenTools.FindWeather);
        var arguments = new AIFunctionArguments();
        using var document = JsonDocument.Parse(s_arguments);
        foreach (var argument in document.RootElement.EnumerateObject())
            arguments[argument.Name] = argument.Value;
        await Check(((JsonElement)(await tool.InvokeAsync(arguments).ConfigureAwait(false))!).GetString()!).ConfigureAwait(false);
    }

    public static async Task OfToolAsync()
    {
        var output = new ArrayBufferWriter<byte>();
        await ((LlmTool)TenToolsTools.All[0]).InvokeAsync(s_arguments, output).ConfigureAwait(false);
        await Check(Encoding.UTF8.GetString(output.WrittenSpan)).ConfigureAwait(false);
    }

    private static Task Check(string result) => result == "rain5True" ? Task.CompletedTask : throw new InvalidOperationException($"The result is '{result}'.");
}
