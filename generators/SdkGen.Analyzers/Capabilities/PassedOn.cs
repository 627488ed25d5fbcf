using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace SdkGen.Analyzers.Capabilities;

/// <summary>
/// The requests that a method of the same file makes of what it is handed: a client, options, messages. Only those that it makes whenever it is called, and of
/// parameters that it hands on as they are; what may be otherwise is left to the running program.
/// </summary>
internal static class PassedOn
{
    /// <summary>The requests inside of the called method, with what this call hands in.</summary>
    public static IEnumerable<ClientCall> Of(IInvocationOperation call, CapabilitySymbols symbols)
    {
        var declaration = call.TargetMethod.DeclaringSyntaxReferences[0];
        return declaration.SyntaxTree == call.Syntax.SyntaxTree && call.SemanticModel?.GetOperation(declaration.GetSyntax()) is { } body ? Requests(call, body, symbols) : [];
    }

    private static IEnumerable<ClientCall> Requests(IInvocationOperation call, IOperation body, CapabilitySymbols symbols)
    {
        HashSet<IParameterSymbol>? used = null;
        IOperation? Argument(IOperation value) => PassedOn.Argument(call, value, used ??= UsedOtherwise(body));

        foreach (var operation in body.Descendants())
        {
            // What stands behind a way out is not asked each time.
            if (operation is IReturnOperation { Syntax: ReturnStatementSyntax } && !IsAlwaysMade(operation, body))
                yield break;
            if (operation is not IInvocationOperation inner || (symbols.KindsOf(inner.TargetMethod) & CallKinds.Request) == 0 || !IsAlwaysMade(inner, body))
                continue;
            var receiver = ClientCall.ReceiverOf(inner);
            if (receiver is null)
                continue;
            var own = ValueFlow.ClientType(receiver, symbols);
            var given = own is null ? Argument(receiver) : null;
            if ((own ?? (given is null ? null : ValueFlow.ClientType(given, symbols))) is not { } client)
                continue;
            var request = ClientCall.Within(inner, client, symbols.ModelsOf(client));
            yield return request.From(call, given, request.Options is { } options ? Argument(options) : null, request.Messages is { } messages ? Argument(messages) : null);
        }
    }

    /// <summary>Whether a method of the same file changes what it is handed before anybody is asked by it.</summary>
    public static bool IsChanged(IInvocationOperation call, IParameterSymbol parameter) =>
        call.TargetMethod.DeclaringSyntaxReferences is { Length: 1 } declarations && declarations[0].SyntaxTree == call.Syntax.SyntaxTree
        && call.SemanticModel?.GetOperation(declarations[0].GetSyntax()) is { } body
        && body.Descendants().Any(operation => operation is IPropertyReferenceOperation { Instance: IParameterReferenceOperation owner } property && owner.Parameter.Ordinal == parameter.Ordinal && ChangedValue.Is(property));

    /// <summary>Whether a method is of this project, is the one that runs, and takes what a request is made by.</summary>
    public static bool MayHandOn(IMethodSymbol method) =>
        method is { DeclaringSyntaxReferences.Length: 1, IsVirtual: false, IsOverride: false, IsAbstract: false } && method.Parameters.Any(parameter => parameter.Type is
            INamedTypeSymbol { Name: "IChatClient" or "ChatOptions" or "ChatMessage" } or IArrayTypeSymbol { ElementType.Name: "ChatMessage" }
            || (parameter.Type is INamedTypeSymbol { Arity: 1 } many && many.TypeArguments[0].Name == "ChatMessage"));

    /// <summary>What the call hands in for a value of the method that is one of its parameters; null for every other value, and where the method does more with it than to hand it on.</summary>
    private static IOperation? Argument(IInvocationOperation call, IOperation value, HashSet<IParameterSymbol> used)
    {
        while (value is IConversionOperation { OperatorMethod: null } conversion)
            value = conversion.Operand;
        if (value is not IParameterReferenceOperation reference || used.Contains(reference.Parameter))
            return null;
        foreach (var argument in call.Arguments)
        {
            if (argument is { ArgumentKind: ArgumentKind.Explicit, Parameter: { } parameter } && parameter.Ordinal == reference.Parameter.Ordinal)
                return argument.Value;
        }

        return null;
    }

    /// <summary>The parameters with which a method does more than to hand them on.</summary>
    private static HashSet<IParameterSymbol> UsedOtherwise(IOperation body)
    {
        var used = new HashSet<IParameterSymbol>(SymbolEqualityComparer.Default);
        foreach (var reference in body.Descendants().OfType<IParameterReferenceOperation>())
        {
            if (!IsHandedOn(reference))
                used.Add(reference.Parameter);
        }

        return used;
    }

    /// <summary>Handed to a request; or used by one, or by a method that cannot change it.</summary>
    private static bool IsHandedOn(IOperation reference)
    {
        var isClient = reference.Type?.Name == "IChatClient";
        while (reference.Parent is IConversionOperation conversion)
            reference = conversion;
        return reference.Parent switch
        {
            IArgumentOperation { Parent: IInvocationOperation { TargetMethod: var method } } => isClient || CapabilitySymbols.IsOurs(method) || CapabilitySymbols.IsAbstraction(method),
            IInvocationOperation call => isClient && call.Instance == reference,
            _ => false,
        };
    }

    /// <summary>Whether a method makes a call each time that it is called: no choice stands around it, and it is not left for later.</summary>
    private static bool IsAlwaysMade(IOperation inner, IOperation body)
    {
        for (var around = inner.Parent; around is not null && around != body; around = around.Parent)
        {
            if (around is IConditionalOperation or ISwitchOperation or ISwitchExpressionOperation or ICatchClauseOperation or IAnonymousFunctionOperation or ILocalFunctionOperation
                or IConditionalAccessOperation or ICoalesceOperation or ILoopOperation { LoopKind: not LoopKind.ForEach } or IBinaryOperation)
            {
                return false;
            }
        }

        return true;
    }
}
