using System.Buffers;
using System.Globalization;
using System.Text;
using SdkGen.Json;

namespace SdkGen;

/// <summary>The one message that a model gets when a call's arguments do not fit: a line to begin with, then one line per problem.</summary>
internal static class ToolProblems
{
    private const int ShownBeforeBreak = 40;

    public static void Write(string tool, in JsonProblems problems, IBufferWriter<byte> output) => Encoding.UTF8.GetBytes(Text(tool, problems), output);

    public static string Text(string tool, in JsonProblems problems) =>
        Append(new StringBuilder("The call of ").Append(tool).Append(" did not run, because its arguments do not fit. Correct this and call again:"), problems);

    /// <summary>The text with a line for each problem.</summary>
    public static string Append(StringBuilder text, in JsonProblems problems)
    {
        foreach (var problem in problems.Items)
            text.Append("\n$").Append(problem.Path).Append(": expected ").Append(problem.Expected).Append(", received ").Append(problem.Received);
        if (problems.Count > problems.Items.Count)
            text.Append(CultureInfo.InvariantCulture, $"\nand {problems.Count - problems.Items.Count} more problems");
        return text.ToString();
    }

    /// <summary>Says where text stops being JSON, with what stands before.</summary>
    public static string Malformed(ReadOnlySpan<byte> json, long position)
    {
        var end = (int)Math.Min(position, json.Length);
        var start = Math.Max(0, end - ShownBeforeBreak);
        var before = Encoding.UTF8.GetString(json[start..end]);
        return end == 0 ? "text that is not JSON" : $"text that is not JSON after {(start > 0 ? "…" : "")}{before}";
    }
}
