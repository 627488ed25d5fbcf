using System.Buffers;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace SdkGen.Runtime.Tests.Tools;

/// <summary>Calls tools both ways.</summary>
internal static class ToolCall
{
    /// <summary>JSON text in, text out.</summary>
    public static async Task<(ToolOutcome Outcome, string Text)> RawAsync(this AIFunction tool, string json, AIFunctionArguments? context = null)
    {
        var output = new ArrayBufferWriter<byte>();
        var outcome = await ((LlmTool)tool).InvokeAsync(Encoding.UTF8.GetBytes(json), output, context, TestContext.Current.CancellationToken);
        return (outcome, Encoding.UTF8.GetString(output.WrittenSpan));
    }

    /// <summary>As any <see cref="AIFunction"/> is called: a dictionary of elements in, a string or an element out.</summary>
    public static async Task<object?> StandardAsync(this AIFunction tool, string json, IServiceProvider? services = null)
    {
        using var document = JsonDocument.Parse(json);
        var arguments = new AIFunctionArguments { Services = services };
        foreach (var property in document.RootElement.EnumerateObject())
            arguments[property.Name] = property.Value.Clone();
        return await tool.InvokeAsync(arguments, TestContext.Current.CancellationToken);
    }

    /// <summary>A call that must run, both ways, with the same result.</summary>
    public static async Task<string> ShouldRunAsync(this AIFunction tool, string json, AIFunctionArguments? context = null)
    {
        var (outcome, text) = await tool.RawAsync(json, context);
        outcome.ShouldBe(ToolOutcome.Completed, text);
        var standard = await tool.StandardAsync(json, context?.Services);
        (standard switch
        {
            null => "null",
            JsonElement element => element.GetRawText(),
            bool or int or long or double => JsonSerializer.Serialize(standard),
            _ => standard.ToString(),
        }).ShouldBe(text);
        return text;
    }

    /// <summary>A call that must not run, both ways, with the same message.</summary>
    /// <returns>The lines of the message after its head.</returns>
    public static async Task<string[]> ShouldRefuseAsync(this AIFunction tool, string json)
    {
        var (outcome, text) = await tool.RawAsync(json);
        outcome.ShouldBe(ToolOutcome.InvalidArguments, text);
        (await tool.StandardAsync(json)).ShouldBe(text);
        var lines = text.Split('\n');
        lines[0].ShouldBe($"The call of {tool.Name} did not run, because its arguments do not fit. Correct this and call again:");
        return lines[1..];
    }
}
