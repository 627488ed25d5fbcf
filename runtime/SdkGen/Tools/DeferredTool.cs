using System.Buffers;
using System.ComponentModel;
using System.Text.Json;
using Microsoft.Extensions.AI;
using SdkGen.Json;

namespace SdkGen;

/// <summary>A generated tool, known by name and description, whose own class is loaded when its schema or a call is first asked for. Generated lists hold these.</summary>
/// <remarks>Loading and compiling a class per tool is most of what fifty tools cost a process that has just started, and a conversation rarely needs all of them.</remarks>
/// <param name="name">The name that the model sees.</param>
/// <param name="description">What the tool does, for the model.</param>
/// <param name="create">Makes the tool; at most one of what it makes is kept.</param>
/// <param name="instance">What the method is called on; null where it is static.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class DeferredTool(string name, string description, Func<DeferredTool, LlmTool> create, object? instance = null) : LlmTool(name, description)
{
    private LlmTool? _tool;

    /// <summary>What the method is called on; null where it is static.</summary>
    public object? Instance => instance;

    /// <inheritdoc/>
    public override bool RequiresApproval => NeedsApproval;

    /// <inheritdoc/>
    public override TimeSpan? Timeout => TimeoutSeconds > 0 ? TimeSpan.FromSeconds(TimeoutSeconds) : null;

    /// <inheritdoc/>
    public override bool IsExclusive => Tool.IsExclusive;

    /// <inheritdoc/>
    public override bool ReturnsContent => Tool.ReturnsContent;

    /// <inheritdoc/>
    public override bool TakesContext => Tool.TakesContext;

    /// <summary>A person must approve each call.</summary>
    public bool NeedsApproval { get; init; }

    /// <summary>How many seconds a call may take; 0 where the loop's own limit holds.</summary>
    public double TimeoutSeconds { get; init; }

    /// <inheritdoc/>
    public override ReadOnlySpan<byte> JsonSchemaUtf8 => Tool.JsonSchemaUtf8;

    /// <inheritdoc/>
    public override JsonElement JsonSchema => Tool.JsonSchema;

    private LlmTool Tool => _tool ?? Interlocked.CompareExchange(ref _tool, create(this), null) ?? _tool;

    /// <inheritdoc/>
    public override JsonProblems? CheckArguments(ReadOnlySpan<byte> argumentsUtf8) => Tool.CheckArguments(argumentsUtf8);

    /// <inheritdoc/>
    public override ValueTask<ToolOutcome> InvokeAsync(
        ReadOnlyMemory<byte> argumentsUtf8, IBufferWriter<byte> result, AIFunctionArguments? context = null, CancellationToken cancellationToken = default) =>
        Tool.InvokeAsync(argumentsUtf8, result, context, cancellationToken);

    internal override ValueTask<(ToolOutcome Outcome, string Text)> InvokeForTextAsync(ReadOnlyMemory<byte> argumentsUtf8, AIFunctionArguments? context, CancellationToken cancellationToken) =>
        Tool.InvokeForTextAsync(argumentsUtf8, context, cancellationToken);

    /// <inheritdoc/>
    protected override ReadOnlySpan<byte> LoweredSchemaUtf8(SchemaProfile profile) => Tool.TryGetJsonSchemaUtf8(profile, out var schema) ? schema : default;

    /// <inheritdoc/>
    protected override ValueTask<object?> InvokeCoreAsync(AIFunctionArguments arguments, CancellationToken cancellationToken) => Tool.InvokeAsync(arguments, cancellationToken);
}
