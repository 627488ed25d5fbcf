using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace SdkGen.Analyzers.Capabilities;

/// <summary>Judges one call against one of the models that it asks.</summary>
internal static class CallJudge
{
    public static IEnumerable<Diagnostic> Judge(ClientCall call, ModelCard model, CapabilitySymbols symbols) =>
        Method(call, model, symbols)
            .Concat(call.Options is { } options ? Options(call, options, model, symbols) : [])
            .Concat(call.Messages is { } messages ? new ContentJudge(model, symbols).Judge(call, messages) : []);

    private static IEnumerable<Diagnostic> Method(ClientCall call, ModelCard model, CapabilitySymbols symbols)
    {
        if (call.Method is not { } method || (!CapabilitySymbols.IsOurs(method) && !CapabilitySymbols.IsAbstraction(method)))
            yield break;
        switch (method.Name)
        {
            case "GetStreamingResponseAsync" when model.Streaming == CapabilityFact.No:
                yield return OptionsReport.Lacks(CapabilityDescriptors.Streaming, CapabilityWords.Streaming, null, model, symbols, static other => other.Streaming == CapabilityFact.Yes, call.Name);
                break;
            // Where it is told to, the method asks for a schema in words.
            case "GetResponseAsync" when method.IsGenericMethod && model.StructuredOutput == CapabilityFact.No
                && !call.Call.Arguments.Any(argument => argument.Parameter?.Name == "useJsonSchemaResponseFormat" && ValueFlow.Constant(argument.Value) is false):
                yield return new OptionsJudge(model, symbols).NoStructuredOutput(call.Name);
                break;
            case "AskAboutImageAsync" when new ContentJudge(model, symbols).Input("image", call.Name) is { } diagnostic:
                yield return diagnostic;
                break;
            case "WithTools" when call.Call.Arguments.FirstOrDefault(argument => argument.Parameter?.Name == "tools") is { } tools:
                if (new OptionsJudge(model, symbols).TooManyTools(ToolCount(tools.Value), call.Name) is { } crowd)
                    yield return crowd;
                break;
        }
    }

    private static IEnumerable<Diagnostic> Options(ClientCall call, IOperation options, ModelCard model, CapabilitySymbols symbols)
    {
        var steps = ValueFlow.Steps(options).ToArray();
        if (steps[steps.Length - 1] is not IObjectCreationOperation creation)
            return [];
        var owner = creation.Type is { Name: "Options", ContainingType: { } containing } ? symbols.CardOf(containing) : null;
        if (owner is not null && owner != model && call.Models.Length == 1)
            return [OptionsReport.OtherOptions(model, owner, call.IsHere(creation) ? TypeOf(creation) : call.Place(options))];

        // What the initialiser of a model's own options says is judged where it stands.
        var writes = OptionWrites.Of(creation, options, steps);
        if (owner == model)
            writes = [.. writes.Where(write => !write.IsInitial)];

        // Options that stand in a field or another method may be passed to other models too: what is wrong is said at the call.
        if (!call.IsHere(creation))
            writes = [.. writes.Select(write => write with { Elsewhere = call.Place(options) })];
        return new OptionsJudge(model, symbols).Judge(writes);
    }

    /// <summary>The tools that a call offers, as far as they can be counted.</summary>
    private static int ToolCount(IOperation tools)
    {
        foreach (var step in ValueFlow.Steps(tools))
        {
            if (step.Syntax is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Tools", Expression: var owner } && step.SemanticModel?.GetSymbolInfo(owner).Symbol is INamedTypeSymbol type
                && type.GetMembers().Count(CapabilitySymbols.IsTool) is > 0 and var count)
            {
                return count;
            }
        }

        return CollectionItems.Of(tools).Length;
    }

    private static Location TypeOf(IObjectCreationOperation creation) =>
        creation.Syntax is ObjectCreationExpressionSyntax { Type: var type } ? type.GetLocation() : creation.Syntax.GetLocation();
}
