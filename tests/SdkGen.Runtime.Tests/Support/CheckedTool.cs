using System.Buffers;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using SdkGen.Json;

namespace SdkGen.Runtime.Tests.Support;

/// <summary>A forecast tool whose contract is checked as a generated tool's is: by its schema's members, types, names and bounds, strictly.</summary>
internal sealed class CheckedTool(bool requiresApproval = false) : LlmTool("Forecast", "")
{
    private static readonly string[] s_units = ["Celsius", "Fahrenheit"];

    /// <summary>The arguments that reached the method.</summary>
    public List<string> Ran { get; } = [];

    public override bool RequiresApproval => requiresApproval;

    public override ReadOnlySpan<byte> JsonSchemaUtf8 =>
        """
        {"type":"object","properties":{"city":{"type":"string"},"days":{"type":"integer","minimum":1,"maximum":14},"unit":{"$ref":"#/$defs/unit"},
        "stops":{"anyOf":[{"type":"array","items":{"type":"object","properties":{"lat":{"type":"number"}}}},{"type":"null"}]},"input":{"type":"string"}},
        "required":["city"],"additionalProperties":false,"$defs":{"unit":{"enum":["Celsius","Fahrenheit"]}}}
        """u8;

    public override JsonProblems? CheckArguments(ReadOnlySpan<byte> argumentsUtf8) => Check(argumentsUtf8);

    public override ValueTask<ToolOutcome> InvokeAsync(ReadOnlyMemory<byte> argumentsUtf8, IBufferWriter<byte> result, AIFunctionArguments? context = null, CancellationToken cancellationToken = default)
    {
        var problems = Check(argumentsUtf8.Span);
        if (problems.Count > 0)
        {
            Encoding.UTF8.GetBytes(string.Join('\n', problems.Items.Select(problem => $"${problem.Path}: expected {problem.Expected}, received {problem.Received}")), result);
            return new(ToolOutcome.InvalidArguments);
        }

        Ran.Add(Encoding.UTF8.GetString(argumentsUtf8.Span));
        Encoding.UTF8.GetBytes("sunny", result);
        return new(ToolOutcome.Completed);
    }

    protected override async ValueTask<object?> InvokeCoreAsync(AIFunctionArguments arguments, CancellationToken cancellationToken)
    {
        var result = new ArrayBufferWriter<byte>();
        await InvokeAsync(JsonSerializer.SerializeToUtf8Bytes(arguments.ToDictionary(x => x.Key, x => x.Value)), result, arguments, cancellationToken);
        return Encoding.UTF8.GetString(result.WrittenSpan);
    }

    private static JsonProblems Check(ReadOnlySpan<byte> utf8)
    {
        var problems = default(JsonProblems);
        using var document = JsonDocument.Parse(utf8.ToArray());
        foreach (var member in document.RootElement.EnumerateObject())
        {
            var from = problems.Count;
            var value = member.Value;
            var (fits, expected) = member.Name switch
            {
                "city" or "input" => (value.ValueKind == JsonValueKind.String, "a string"),
                "days" => (value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var days) && days is >= 1 and <= 14, "an integer from 1 to 14"),
                "unit" => (value.ValueKind == JsonValueKind.String && s_units.Contains(value.GetString()), "Celsius or Fahrenheit"),
                "stops" => (value.ValueKind == JsonValueKind.Array && value.EnumerateArray().All(x => x.ValueKind == JsonValueKind.Object && x.GetProperty("lat").ValueKind == JsonValueKind.Number), "an array of stops"),
                _ => (false, "nothing by this name"),
            };
            if (!fits)
                problems.Add(expected, value.GetRawText());
            problems.Prefix(from, member.Name);
        }

        if (!document.RootElement.TryGetProperty("city", out _))
            problems.Missing("city", "a string");
        return problems;
    }
}
