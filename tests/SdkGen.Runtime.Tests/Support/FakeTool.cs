using System.Buffers;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace SdkGen.Runtime.Tests.Support;

/// <summary>A compile-time tool written by hand: keeps the JSON it was called with and answers with text.</summary>
internal sealed class FakeTool(string name, Func<string, string> body, bool requiresApproval = false) : LlmTool(name, "")
{
    public List<string> Calls { get; } = [];

    public override bool RequiresApproval => requiresApproval;

    public override ReadOnlySpan<byte> JsonSchemaUtf8 => """{"type":"object"}"""u8;

    public override ValueTask<ToolOutcome> InvokeAsync(ReadOnlyMemory<byte> argumentsUtf8, IBufferWriter<byte> result, AIFunctionArguments? context = null, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var arguments = Encoding.UTF8.GetString(argumentsUtf8.Span);
        lock (Calls)
            Calls.Add(arguments);
        if (arguments.Contains("wrong", StringComparison.Ordinal))
        {
            Encoding.UTF8.GetBytes("$.wrong: not expected", result);
            return new(ToolOutcome.InvalidArguments);
        }

        Encoding.UTF8.GetBytes(body(arguments), result);
        return new(ToolOutcome.Completed);
    }

    protected override async ValueTask<object?> InvokeCoreAsync(AIFunctionArguments arguments, CancellationToken cancellationToken)
    {
        var result = new ArrayBufferWriter<byte>();
        await InvokeAsync(JsonSerializer.SerializeToUtf8Bytes(arguments.ToDictionary(x => x.Key, x => x.Value)), result, arguments, cancellationToken);
        return Encoding.UTF8.GetString(result.WrittenSpan);
    }
}
