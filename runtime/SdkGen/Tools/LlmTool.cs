using System.Buffers;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using SdkGen.Json;

namespace SdkGen;

/// <summary>A tool made at compile time from an <see cref="LlmToolAttribute"/> method: an <see cref="AIFunction"/> that also runs from JSON text to JSON text.</summary>
/// <param name="name">The name that the model sees.</param>
/// <param name="description">What the tool does, for the model; empty where nothing is documented.</param>
public abstract class LlmTool(string name, string description) : AIFunction
{
    private JsonDocument? _schema;

    /// <inheritdoc/>
    public override string Name { get; } = name;

    /// <inheritdoc/>
    public override string Description { get; } = description;

    /// <summary>A person must approve each call before it runs.</summary>
    public virtual bool RequiresApproval => false;

    /// <summary>No two calls of it run at the same time in a turn of a tool loop, whatever the loop allows (<see cref="ToolLoopOptions.Concurrent"/>).</summary>
    public virtual bool IsExclusive => false;

    /// <summary>How long a call may take in a tool loop; null where the loop's own limit holds (<see cref="ToolLoopOptions.ToolTimeout"/>).</summary>
    public virtual TimeSpan? Timeout => null;

    /// <summary>The result is content (<see cref="AIContent"/>, or a list of it) that goes to the model part for part: an image, a document.</summary>
    public virtual bool ReturnsContent => false;

    /// <summary>
    /// The method takes something of its call beside what the model wrote: services, a <see cref="ToolContext"/>, the arguments themselves. Of a tool that says no,
    /// <see cref="InvokeAsync(ReadOnlyMemory{byte}, IBufferWriter{byte}, AIFunctionArguments?, CancellationToken)"/> needs no context.
    /// </summary>
    public virtual bool TakesContext => true;

    /// <summary>The arguments' JSON Schema as compact UTF-8 JSON: a constant of the assembly, sent to services as it is.</summary>
    public abstract ReadOnlySpan<byte> JsonSchemaUtf8 { get; }

    /// <summary>The schema in the form that a service accepts: a constant, too.</summary>
    /// <param name="profile">What the service accepts.</param>
    /// <param name="schema">Compact UTF-8 JSON; the reader of the arguments takes what fits it, as it takes what fits the plain schema.</param>
    /// <returns>
    /// False where there is no such form: it was not asked for (see <see cref="SchemaProfile"/>), or the arguments cannot be said in it (LLM1020). Send the plain
    /// schema then, without strict mode.
    /// </returns>
    public bool TryGetJsonSchemaUtf8(SchemaProfile profile, out ReadOnlySpan<byte> schema)
    {
        schema = profile is SchemaProfile.JsonSchema or SchemaProfile.OpenAI or SchemaProfile.Anthropic or SchemaProfile.Bedrock
            ? JsonSchemaUtf8
            : LoweredSchemaUtf8(profile);
        return !schema.IsEmpty;
    }

    /// <summary>The schema in a form of its own, for a service that does not take the plain one; empty where there is none.</summary>
    /// <param name="profile">What the service accepts.</param>
    protected virtual ReadOnlySpan<byte> LoweredSchemaUtf8(SchemaProfile profile) => default;

    /// <inheritdoc/>
    /// <remarks>Parsed when first read.</remarks>
    public override JsonElement JsonSchema =>
        (_schema ?? Interlocked.CompareExchange(ref _schema, JsonDocument.Parse(JsonSchemaUtf8.ToArray()), null) ?? _schema).RootElement;

    /// <inheritdoc/>
    /// <remarks>Of functions that take the place of <see cref="AIFunctionFactory"/>'s; other tools do not describe their results.</remarks>
    public override JsonElement? ReturnJsonSchema
    {
        get
        {
            if (ResultSchemaUtf8.IsEmpty)
                return null;
            var reader = new Utf8JsonReader(ResultSchemaUtf8);
            return JsonElement.ParseValue(ref reader);
        }
    }

    /// <summary>The schema of the result; empty where there is none.</summary>
    protected virtual ReadOnlySpan<byte> ResultSchemaUtf8 => default;

    /// <summary>Runs the method where the arguments fit; says what is wrong with them otherwise.</summary>
    internal virtual ValueTask<(bool Ran, object? Result)> AttemptAsync(
        AIFunctionArguments arguments, Func<object?, Type?, CancellationToken, ValueTask<object?>>? marshal, CancellationToken cancellationToken) => throw new NotSupportedException();

    /// <summary>Says what is wrong with arguments without running the method.</summary>
    /// <param name="argumentsUtf8">The arguments: one JSON object as UTF-8; empty means <c>{}</c>.</param>
    /// <returns>Every problem, none when the method would run; null where a tool checks only when it runs. Generated tools check.</returns>
    public virtual JsonProblems? CheckArguments(ReadOnlySpan<byte> argumentsUtf8) => null;

    /// <inheritdoc/>
    /// <remarks>A tool that needs approval says so to the pipeline of Microsoft.Extensions.AI too.</remarks>
    public override object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is null && serviceType == typeof(ApprovalRequiredAIFunction) && RequiresApproval
            ? new ApprovalRequiredAIFunction(this)
            : base.GetService(serviceType, serviceKey);

    /// <summary>Runs the tool on the arguments' JSON text, without making a dictionary or boxing a value.</summary>
    /// <param name="argumentsUtf8">The arguments: one JSON object as UTF-8; empty means <c>{}</c>. Must stay unchanged until the task ends.</param>
    /// <param name="result">Takes the result as the model should see it, in UTF-8: a string as plain text, anything else as JSON.</param>
    /// <param name="context">Services and further context of the call; null where there are none.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns><see cref="ToolOutcome.InvalidArguments"/> when the method did not run; <paramref name="result"/> then lists every problem for the model.</returns>
    /// <remarks>What the method throws is thrown.</remarks>
    public abstract ValueTask<ToolOutcome> InvokeAsync(
        ReadOnlyMemory<byte> argumentsUtf8, IBufferWriter<byte> result, AIFunctionArguments? context = null, CancellationToken cancellationToken = default);

    /// <summary>The same for a caller that keeps the result as text.</summary>
    internal virtual async ValueTask<(ToolOutcome Outcome, string Text)> InvokeForTextAsync(ReadOnlyMemory<byte> argumentsUtf8, AIFunctionArguments? context, CancellationToken cancellationToken)
    {
        using var result = new PooledByteBuffer(1024);
        var outcome = await InvokeAsync(argumentsUtf8, result, context, cancellationToken).ConfigureAwait(false);
        return (outcome, Encoding.UTF8.GetString(result.Span));
    }
}

/// <summary>How a tool call ended.</summary>
public enum ToolOutcome
{
    /// <summary>The method ran; its result was written.</summary>
    Completed,

    /// <summary>The arguments do not fit the contract; the method did not run and the problems were written.</summary>
    InvalidArguments,
}
