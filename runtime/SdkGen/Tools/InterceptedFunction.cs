using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.AI;

namespace SdkGen;

/// <summary>What a call of <see cref="AIFunctionFactory"/>'s <c>Create</c> becomes where a project has it intercepted: the same function, without reflection. Generated code makes it.</summary>
/// <remarks>
/// Arguments that fit the method are read by generated code. All others, which the factory may still accept, coerce or refuse in its own way, go to the function that the
/// factory itself makes; so nothing that can be observed is different.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed partial class InterceptedFunction : AIFunction
{
    private readonly Delegate _method;
    private readonly AIFunctionFactoryOptions _options;
    private readonly LlmTool _tool;
    private AIFunction? _original;

    private InterceptedFunction(Delegate method, AIFunctionFactoryOptions options, LlmTool tool)
    {
        _method = method;
        _options = options;
        _tool = tool;
        Name = options.Name ?? (tool.Name.Length > 0 ? tool.Name : NameOf(method.Method));
        Description = options.Description ?? tool.Description;
        AdditionalProperties = options.AdditionalProperties ?? base.AdditionalProperties;
    }

    /// <inheritdoc/>
    public override string Name { get; }

    /// <inheritdoc/>
    public override string Description { get; }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, object?> AdditionalProperties { get; }

    /// <inheritdoc/>
    public override JsonElement JsonSchema => _tool.JsonSchema;

    /// <inheritdoc/>
    public override JsonElement? ReturnJsonSchema =>
        _options.ExcludeResultSchema ? null : _tool.ReturnsContent ? Original().ReturnJsonSchema : _tool.ReturnJsonSchema;

    /// <inheritdoc/>
    public override MethodInfo UnderlyingMethod => _method.Method;

    /// <summary>The function for a delegate of which the generated tool is a copy.</summary>
    /// <param name="method">What was given to the factory.</param>
    /// <param name="options">What was given to the factory.</param>
    /// <param name="make">Makes the generated tool. It has no name where the compiler chooses that of the method.</param>
    /// <param name="declaringType">The type whose method was read, where another may override it, with other names and defaults; else null.</param>
    public static AIFunction Create(Delegate method, AIFunctionFactoryOptions? options, Func<Delegate, LlmTool> make, Type? declaringType = null)
    {
        ArgumentNullException.ThrowIfNull(method);
        ArgumentNullException.ThrowIfNull(make);
        options ??= new AIFunctionFactoryOptions();

        // What only exists at run time decides over parameters and JSON: that is the factory's own work.
        var isKnown = options.ConfigureParameterBinding is null && options.JsonSchemaCreateOptions is null
            && (options.SerializerOptions is null || options.SerializerOptions == AIJsonUtilities.DefaultOptions)
            && (declaringType is null || method.Method.DeclaringType == declaringType)
            && (options.MarshalResult is null || !IsStream(method.Method.ReturnType));
        return isKnown ? new InterceptedFunction(method, options, make(method)) : AIFunctionFactory.Create(method, options);
    }

    /// <inheritdoc cref="Create(Delegate, AIFunctionFactoryOptions?, Func{Delegate, LlmTool}, Type?)"/>
    public static AIFunction Create(
        Delegate method, string? name, string? description, JsonSerializerOptions? serializerOptions, Func<Delegate, LlmTool> make, Type? declaringType = null) =>
        Create(method, new AIFunctionFactoryOptions { Name = name, Description = description, SerializerOptions = serializerOptions }, make, declaringType);

    /// <summary>A delegate that can be called: the one that was given, or one for its method where nobody can name its type.</summary>
    public static T As<T>(Delegate method)
        where T : Delegate
    {
        ArgumentNullException.ThrowIfNull(method);
        return method as T ?? method.Method.CreateDelegate<T>(method.Target);
    }

    /// <summary>The services of a call, for a parameter that must have them.</summary>
    /// <exception cref="ArgumentNullException">The call came without.</exception>
    public static IServiceProvider Services(AIFunctionArguments? arguments, string parameter) =>
        arguments?.Services ?? throw new ArgumentNullException($"arguments.{nameof(AIFunctionArguments.Services)}", $"Services are required for parameter '{parameter}'.");

    /// <summary>A task that a method returned.</summary>
    /// <exception cref="InvalidOperationException">It returned none.</exception>
    public static T Returned<T>(T? task)
        where T : class => task ?? throw new InvalidOperationException("Function returned null unexpectedly.");

    /// <inheritdoc/>
    protected override async ValueTask<object?> InvokeCoreAsync(AIFunctionArguments arguments, CancellationToken cancellationToken)
    {
        var (ran, result) = await _tool.AttemptAsync(arguments, _options.MarshalResult, cancellationToken).ConfigureAwait(false);
        if (ran)
            return result;
        if (!TryOriginal(out var original))
            throw new ArgumentException((string?)result, nameof(arguments));
        return await original.InvokeAsync(arguments, cancellationToken).ConfigureAwait(false);
    }

    private static bool IsStream(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IAsyncEnumerable<>);

    /// <summary>What the factory calls the method of a lambda or a local function.</summary>
    private static string NameOf(MethodInfo method)
    {
        var match = CompilerName().Match(method.Name);
        var name = InvalidCharacters().Replace(match.Success ? $"{match.Groups[1].Value}_{match.Groups[2].Value}" : method.Name, "_");
        const string Async = "Async";
        var at = IsAsync(method.ReturnType) ? name.LastIndexOf(Async, StringComparison.Ordinal) : -1;
        var end = at + Async.Length;
        return at > 0 && (end == name.Length || name[end] == '_') ? string.Concat(name.AsSpan(0, at), name.AsSpan(end)) : name;
    }

    private static bool IsAsync(Type type) => type == typeof(Task) || type == typeof(ValueTask)
        || (type.IsGenericType && (type.GetGenericTypeDefinition() == typeof(Task<>) || type.GetGenericTypeDefinition() == typeof(ValueTask<>) || IsStream(type)));

    [GeneratedRegex(@"^<([^>]+)>\w__(.+)")]
    private static partial Regex CompilerName();

    [GeneratedRegex("[^0-9A-Za-z]+")]
    private static partial Regex InvalidCharacters();

    private AIFunction Original() => _original ??= AIFunctionFactory.Create(_method, _options);

    /// <summary>Without reflection the factory knows few types: then it would not have made the function either.</summary>
    private bool TryOriginal([NotNullWhen(true)] out AIFunction? original)
    {
        try
        {
            original = Original();
            return true;
        }
        catch (Exception exception) when (exception is NotSupportedException or InvalidOperationException)
        {
            original = null;
            return false;
        }
    }
}
