using System.Buffers;
using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using SdkGen.Json;

namespace SdkGen;

/// <summary>What every generated tool shares: the way from arguments to the method and from its result to text. Generated code derives from it.</summary>
/// <typeparam name="TArguments">One field per argument.</typeparam>
/// <typeparam name="TResult">What the method returns, without its task; <see cref="NoResult"/> where it returns nothing.</typeparam>
/// <param name="name">The name that the model sees.</param>
/// <param name="description">What the tool does, for the model.</param>
/// <param name="argumentNames">The names of all arguments.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class LlmTool<TArguments, TResult>(string name, string description, string[] argumentNames) : LlmTool(name, description)
    where TArguments : struct
{
    private const int LongestNameOnStack = 256;

    /// <inheritdoc/>
    /// <remarks>Generated code says so where there is anything to take.</remarks>
    public override bool TakesContext => false;

    /// <inheritdoc/>
    public sealed override ValueTask<ToolOutcome> InvokeAsync(
        ReadOnlyMemory<byte> argumentsUtf8, IBufferWriter<byte> result, AIFunctionArguments? context = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(result);

        var arguments = Begin();
        var problems = default(JsonProblems);
        ReadArguments(argumentsUtf8.Span, ref arguments, ref problems);
        if (problems.Count > 0)
        {
            ToolProblems.Write(Name, problems, result);
            return new(ToolOutcome.InvalidArguments);
        }

        var call = CallAsync(in arguments, context, cancellationToken);
        if (!call.IsCompletedSuccessfully)
            return FinishAsync(call, result);
        Write(call.Result, result);
        return new(ToolOutcome.Completed);
    }

    internal sealed override ValueTask<(ToolOutcome Outcome, string Text)> InvokeForTextAsync(ReadOnlyMemory<byte> argumentsUtf8, AIFunctionArguments? context, CancellationToken cancellationToken)
    {
        var arguments = Begin();
        var problems = default(JsonProblems);
        ReadArguments(argumentsUtf8.Span, ref arguments, ref problems);
        if (problems.Count > 0)
            return new((ToolOutcome.InvalidArguments, ToolProblems.Text(Name, problems)));

        var call = CallAsync(in arguments, context, cancellationToken);
        return call.IsCompletedSuccessfully ? new((ToolOutcome.Completed, TextOf(call.Result))) : TextOfAsync(call);
    }

    /// <inheritdoc/>
    public sealed override JsonProblems? CheckArguments(ReadOnlySpan<byte> argumentsUtf8)
    {
        var arguments = Begin();
        var problems = default(JsonProblems);
        ReadArguments(argumentsUtf8, ref arguments, ref problems);
        return problems;
    }

    /// <summary>The arguments before any is read: each optional one has its default.</summary>
    protected virtual TArguments Begin() => default;

    /// <summary>Reads the argument called <paramref name="name"/>, on whose value the reader stands.</summary>
    protected virtual void ReadArgument(scoped ReadOnlySpan<byte> name, ref Utf8JsonReader reader, ref TArguments arguments, ref JsonProblems problems) =>
        Unknown(ref reader, ref problems);

    /// <summary>Called once all arguments are read: adds what is missing to the problems.</summary>
    protected virtual void CompleteArguments(ref TArguments arguments, ref JsonProblems problems)
    {
    }

    /// <summary>Calls the method.</summary>
    protected abstract ValueTask<TResult> CallAsync(in TArguments arguments, AIFunctionArguments? context, CancellationToken cancellationToken);

    /// <summary>Writes the result as JSON; not called for text, nor where there is none.</summary>
    protected virtual void WriteResult(Utf8JsonWriter writer, TResult result) => throw new NotSupportedException($"The tool {Name} does not say how its result is written.");

    /// <summary>Takes an argument that has the parameter's own type already.</summary>
    protected virtual bool TakeArgument(string name, object value, ref TArguments arguments) => false;

    /// <summary>Adds an argument that the tool does not know, and steps over its value.</summary>
    protected void Unknown(ref Utf8JsonReader reader, ref JsonProblems problems) => problems.Unknown(ref reader, string.Join(", ", argumentNames));

    /// <summary>Takes a value where it has the argument's type.</summary>
    protected static bool Take<T>(object value, ref T argument)
    {
        if (value is not T taken)
            return false;
        argument = taken;
        return true;
    }

    /// <summary>Takes a value where it has the argument's type, and notes that the argument came.</summary>
    protected static bool Take<T>(object value, ref T argument, ref uint seen, uint flag)
    {
        if (!Take(value, ref argument))
            return false;
        seen |= flag;
        return true;
    }

    /// <inheritdoc cref="Take{T}(object, ref T, ref uint, uint)"/>
    protected static bool Take<T>(object value, ref T argument, ref ulong seen, ulong flag)
    {
        if (!Take(value, ref argument))
            return false;
        seen |= flag;
        return true;
    }

    /// <inheritdoc/>
    protected sealed override ValueTask<object?> InvokeCoreAsync(AIFunctionArguments arguments, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(arguments);

        var values = Begin();
        var problems = default(JsonProblems);
        ReadArguments(arguments, ref values, ref problems);
        if (problems.Count > 0)
            return new(ToolProblems.Text(Name, problems));

        var call = CallAsync(in values, arguments, cancellationToken);
        return call.IsCompletedSuccessfully ? new(ToObject(call.Result)) : ToObjectAsync(call);
    }

    internal sealed override async ValueTask<(bool Ran, object? Result)> AttemptAsync(
        AIFunctionArguments arguments, Func<object?, Type?, CancellationToken, ValueTask<object?>>? marshal, CancellationToken cancellationToken)
    {
        var values = Begin();
        var problems = default(JsonProblems);
        ReadArguments(arguments, ref values, ref problems);
        if (problems.Count > 0)
            return (false, ToolProblems.Text(Name, problems));

        var result = await CallAsync(in values, arguments, cancellationToken).ConfigureAwait(false);
        var isNothing = typeof(TResult) == typeof(NoResult);
        if (marshal is not null)
            return (true, await marshal(isNothing ? null : result, isNothing ? null : typeof(TResult), cancellationToken).ConfigureAwait(false));
        if (isNothing || ReturnsContent)
            return (true, isNothing ? null : result);
        return (true, typeof(TResult) == typeof(string)
            ? ToolResult.Element(result as string, static (_, writer, text) => writer.WriteStringValue(text), this)
            : ToolResult.Element(result, static (tool, writer, value) => tool.WriteResult(writer, value), this));
    }

    private void ReadArguments(AIFunctionArguments arguments, ref TArguments values, ref JsonProblems problems)
    {
        var found = 0;
        foreach (var name in argumentNames)
        {
            if (arguments.TryGetValue(name, out var value))
            {
                ReadArgument(name, value, ref values, ref problems);
                found++;
            }
        }

        if (found != arguments.Count)
            ReadUnknown(arguments, ref values, ref problems);
        CompleteArguments(ref values, ref problems);
    }

    private void ReadArguments(ReadOnlySpan<byte> json, ref TArguments arguments, ref JsonProblems problems)
    {
        var reader = new Utf8JsonReader(json.IsEmpty ? "{}"u8 : json);
        try
        {
            reader.Read();
            if (!ContractReader.StartObject(ref reader, ref problems))
                return;
            while (ContractReader.Member(ref reader, out var name))
            {
                var from = problems.Count;
                ReadArgument(name, ref reader, ref arguments, ref problems);
                problems.Prefix(from, name);
            }

            CompleteArguments(ref arguments, ref problems);
            reader.Read();
        }
        catch (JsonException)
        {
            problems.Add("one JSON object", ToolProblems.Malformed(json, reader.BytesConsumed));
        }
    }

    private void ReadArgument(string name, object? value, ref TArguments arguments, ref JsonProblems problems)
    {
        if (value is not null and not JsonElement and not string && TakeArgument(name, value, ref arguments))
            return;

        var length = Encoding.UTF8.GetMaxByteCount(name.Length);
        var utf8 = length <= LongestNameOnStack ? stackalloc byte[LongestNameOnStack] : new byte[length];
        utf8 = utf8[..Encoding.UTF8.GetBytes(name, utf8)];
        if (value is JsonElement { ValueKind: not JsonValueKind.Undefined } element)
        {
            ReadArgument(utf8, JsonMarshal.GetRawUtf8Value(element), ref arguments, ref problems);
            return;
        }

        using var buffer = new PooledByteBuffer(256);
        if (PlainValue.TryWrite(value, buffer))
        {
            ReadArgument(utf8, buffer.Span, ref arguments, ref problems);
            return;
        }

        var from = problems.Count;
        problems.Add("a value that JSON can be made of", $"a {value!.GetType().Name}");
        problems.Prefix(from, name);
    }

    private void ReadArgument(scoped ReadOnlySpan<byte> name, ReadOnlySpan<byte> json, ref TArguments arguments, ref JsonProblems problems)
    {
        var from = problems.Count;
        var reader = new Utf8JsonReader(json);
        reader.Read();
        ReadArgument(name, ref reader, ref arguments, ref problems);
        problems.Prefix(from, name);
    }

    private void ReadUnknown(AIFunctionArguments arguments, ref TArguments values, ref JsonProblems problems)
    {
        foreach (var (name, value) in arguments)
        {
            if (!Array.Exists(argumentNames, known => string.Equals(known, name, StringComparison.OrdinalIgnoreCase) && arguments.ContainsKey(known)))
                ReadArgument(name, value, ref values, ref problems);
        }
    }

    private void Write(TResult result, IBufferWriter<byte> output)
    {
        if (typeof(TResult) == typeof(string) || typeof(TResult) == typeof(NoResult))
            ToolResult.Write(result as string, output);
        else if (result is TextContent text)
            ToolResult.Write(text.Text, output);
        else
            ToolResult.Write(result, output, static (tool, writer, value) => tool.WriteResult(writer, value), this);
    }

    /// <summary>The same as a string, which a result that is one already stays.</summary>
    private string TextOf(TResult result)
    {
        if (result is string text && !text.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF'))
            return text;
        using var buffer = new PooledByteBuffer(1024);
        Write(result, buffer);
        return Encoding.UTF8.GetString(buffer.Span);
    }

    private object? ToObject(TResult result)
    {
        if (result is null or NoResult)
            return null;
        if (result is string or AIContent)
            return result;
        if (result is IEnumerable<AIContent> contents)
            return contents as IReadOnlyCollection<AIContent> ?? [.. contents]; // An iterator would run again each time that the conversation is sent.

        // A plain value is JSON to every serializer: an element would be a document for one number.
        if (result is bool or int or long || (result is double number && double.IsFinite(number)))
            return result;
        return ToolResult.Element(result, static (tool, writer, value) => tool.WriteResult(writer, value), this);
    }

    private async ValueTask<object?> ToObjectAsync(ValueTask<TResult> call) => ToObject(await call.ConfigureAwait(false));

    private async ValueTask<(ToolOutcome Outcome, string Text)> TextOfAsync(ValueTask<TResult> call) => (ToolOutcome.Completed, TextOf(await call.ConfigureAwait(false)));

    private async ValueTask<ToolOutcome> FinishAsync(ValueTask<TResult> call, IBufferWriter<byte> result)
    {
        Write(await call.ConfigureAwait(false), result);
        return ToolOutcome.Completed;
    }
}
