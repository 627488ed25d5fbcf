using System.Buffers;
using System.Reflection;
using System.Text.Json;
using Microsoft.Extensions.AI;
using SdkGen.Json;

namespace SdkGen;

/// <summary>A generated tool with other properties. Still a generated tool: its schema goes out as the constant that it is, and its calls are read from their text.</summary>
internal sealed class MarkedTool(LlmTool inner, IReadOnlyDictionary<string, object?> properties) : LlmTool(inner.Name, inner.Description)
{
    public override IReadOnlyDictionary<string, object?> AdditionalProperties => properties;

    public override bool RequiresApproval => inner.RequiresApproval;

    public override TimeSpan? Timeout => inner.Timeout;

    public override bool IsExclusive => inner.IsExclusive;

    public override bool ReturnsContent => inner.ReturnsContent;

    public override bool TakesContext => inner.TakesContext;

    public override ReadOnlySpan<byte> JsonSchemaUtf8 => inner.JsonSchemaUtf8;

    public override JsonElement JsonSchema => inner.JsonSchema;

    public override JsonElement? ReturnJsonSchema => inner.ReturnJsonSchema;

    public override MethodInfo? UnderlyingMethod => inner.UnderlyingMethod;

    public override JsonSerializerOptions JsonSerializerOptions => inner.JsonSerializerOptions;

    public override JsonProblems? CheckArguments(ReadOnlySpan<byte> argumentsUtf8) => inner.CheckArguments(argumentsUtf8);

    public override ValueTask<ToolOutcome> InvokeAsync(
        ReadOnlyMemory<byte> argumentsUtf8, IBufferWriter<byte> result, AIFunctionArguments? context = null, CancellationToken cancellationToken = default) =>
        inner.InvokeAsync(argumentsUtf8, result, context, cancellationToken);

    protected override ReadOnlySpan<byte> LoweredSchemaUtf8(SchemaProfile profile) => inner.TryGetJsonSchemaUtf8(profile, out var schema) ? schema : default;

    protected override ValueTask<object?> InvokeCoreAsync(AIFunctionArguments arguments, CancellationToken cancellationToken) => inner.InvokeAsync(arguments, cancellationToken);

    internal override ValueTask<(ToolOutcome Outcome, string Text)> InvokeForTextAsync(ReadOnlyMemory<byte> argumentsUtf8, AIFunctionArguments? context, CancellationToken cancellationToken) =>
        inner.InvokeForTextAsync(argumentsUtf8, context, cancellationToken);

    internal override ValueTask<(bool Ran, object? Result)> AttemptAsync(
        AIFunctionArguments arguments, Func<object?, Type?, CancellationToken, ValueTask<object?>>? marshal, CancellationToken cancellationToken) =>
        inner.AttemptAsync(arguments, marshal, cancellationToken);
}
