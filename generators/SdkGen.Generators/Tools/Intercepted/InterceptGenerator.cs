using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Text;
using SdkGen.Generators.Contracts;

namespace SdkGen.Generators.Tools.Intercepted;

/// <summary>Puts generated functions in the place of those that <c>AIFunctionFactory.Create</c> would make by reflection, where a project asks for it.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class InterceptGenerator : IIncrementalGenerator
{
    private const string Property = "build_property.SdkGenInterceptAIFunctionFactory";

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var calls = context.SyntaxProvider
            .CreateSyntaxProvider(static (node, _) => InterceptReader.MayBeCall(node), static (node, token) => Read(node, token))
            .Where(static call => call is not null)
            .Select(static (call, _) => call!)
            .WithTrackingName(TrackingNames.InterceptedCalls);

        var isWanted = context.AnalyzerConfigOptionsProvider.Select(static (options, _) => IsWanted(options.GlobalOptions)).WithTrackingName(TrackingNames.Interception);

        var functions = calls.Collect().Combine(isWanted)
            .SelectMany(static (all, _) => all.Right ? Group(all.Left) : [])
            .WithTrackingName(TrackingNames.InterceptedFunctions);

        context.RegisterSourceOutput(functions, static (context, function) =>
            context.AddSource($"{InterceptEmitter.Namespace}.{function.Name}.g.cs", SourceText.From(InterceptEmitter.Emit(function), Encoding.UTF8)));
    }

    /// <summary>Whether a project sets <c>SdkGenInterceptAIFunctionFactory</c>.</summary>
    internal static bool IsWanted(AnalyzerConfigOptions options) =>
        options.TryGetValue(Property, out var value) && string.Equals(value.Trim(), "true", StringComparison.OrdinalIgnoreCase);

    private static InterceptedCall? Read(GeneratorSyntaxContext context, CancellationToken token) =>
        context.SemanticModel.GetOperation(context.Node, token) is IInvocationOperation invocation && InterceptReader.IsCall(invocation.TargetMethod)
            ? InterceptReader.Read(invocation, token).Call
            : null;

    /// <summary>One function for all calls with an equal method, named after it.</summary>
    private static IEnumerable<InterceptedFunction> Group(ImmutableArray<InterceptedCall> calls)
    {
        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var function in calls.GroupBy(call => call.Function))
        {
            var stem = function.Key.Tool.Stem;
            var name = stem;
            for (var i = 2; !taken.Add(name); i++)
                name = stem + i.ToString(CultureInfo.InvariantCulture);
            yield return new InterceptedFunction(name, function.Key, function.ToEquatableArray());
        }
    }
}
