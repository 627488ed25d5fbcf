using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace SdkGen.Analyzers.Capabilities;

/// <summary>LLM2050, LLM2051 and LLM2052: streams that are never read, read twice or left open, and clients of one's own that are never disposed.</summary>
internal static class StreamRules
{
    private const string Stream = "GetStreamingResponseAsync";

    /// <summary>Whether a method makes what is to be read or disposed.</summary>
    public static bool MayOpen(IMethodSymbol method) => method.Name switch
    {
        Stream => IsKnown(method),
        "GetAsyncEnumerator" => true,
        "CreateChatClient" => CapabilitySymbols.IsOurs(method),
        _ => false,
    };

    public static void SeeCall(OperationAnalysisContext context, IInvocationOperation call)
    {
        switch (call.TargetMethod.Name)
        {
            case Stream:
                JudgeStream(context, call);
                break;
            case "GetAsyncEnumerator" when call.Type is INamedTypeSymbol { Arity: 1 } type && type.TypeArguments[0] is { Name: "ChatResponseUpdate" } update && CapabilitySymbols.IsAbstraction(update):
                if (Variable(call) is { } enumerator && !IsLookedAfter(enumerator, "DisposeAsync"))
                    Report(context, CapabilityDescriptors.Undisposed, call, enumerator.Symbol.Name, "await using");
                break;
            case "CreateChatClient":
                if (Variable(call) is { } client && !IsLookedAfter(client, "Dispose"))
                    Report(context, CapabilityDescriptors.Undisposed, call, client.Symbol.Name, "using");
                break;
        }
    }

    private static void JudgeStream(OperationAnalysisContext context, IInvocationOperation call)
    {
        // A stream that is discarded by name (_ =) is not read on purpose.
        if (call.Parent is IExpressionStatementOperation)
        {
            Report(context, CapabilityDescriptors.UnreadStream, call, Stream);
            return;
        }

        if (Variable(call) is not { } variable)
            return;
        var uses = Uses(variable).ToArray();
        if (uses.Length == 0)
            Report(context, CapabilityDescriptors.UnreadStream, call, Stream);
        var reads = uses.Where(IsRead).ToArray();
        if (uses.Any(use => use.Parent is IAssignmentOperation assignment && assignment.Target == use))
            return;
        for (var i = 1; i < reads.Length; i++)
        {
            if (!reads.Take(i).Any(first => Follows(first, reads[i])))
                continue;
            context.ReportDiagnostic(Diagnostic.Create(CapabilityDescriptors.StreamReadTwice, reads[i].Syntax.GetLocation(), variable.Symbol.Name));
            return;
        }
    }

    /// <summary>Whether a stream, as it is used here, is enumerated.</summary>
    private static bool IsRead(IOperation use)
    {
        var value = use;
        while (value.Parent is IConversionOperation or IInvocationOperation { TargetMethod.Name: "ConfigureAwait" or "WithCancellation" } or IArgumentOperation { Parent: IInvocationOperation { TargetMethod.Name: "ConfigureAwait" or "WithCancellation" } })
            value = value.Parent;
        return value.Parent switch
        {
            IForEachLoopOperation loop => loop.Collection == value,
            IArgumentOperation { Parent: IInvocationOperation { TargetMethod.Name: "ToChatResponseAsync" or "ToListAsync" } } => true,
            IInvocationOperation { TargetMethod.Name: "GetAsyncEnumerator" } enumerator => enumerator.Instance == value,
            _ => false,
        };
    }

    /// <summary>Whether whatever does the first also does the second: the block around the first is one around the second, and nothing leaves it in between.</summary>
    private static bool Follows(IOperation first, IOperation second)
    {
        var statement = first.Syntax.FirstAncestorOrSelf<StatementSyntax>();
        return statement?.Parent is BlockSyntax or GlobalStatementSyntax or SwitchSectionSyntax
            && (statement.Parent is GlobalStatementSyntax ? statement.Parent.Parent! : statement.Parent).Span.Contains(second.Syntax.Span)
            && !statement.DescendantNodesAndSelf().Any(node => node is ReturnStatementSyntax or ThrowStatementSyntax or ThrowExpressionSyntax);
    }

    /// <summary>The local that is declared with the value of a call.</summary>
    private static IVariableDeclaratorOperation? Variable(IOperation call)
    {
        var value = call;
        while (value.Parent is IConversionOperation or IInvocationOperation { TargetMethod.Name: "ConfigureAwait" or "WithCancellation" } or IArgumentOperation { Parent: IInvocationOperation { TargetMethod.Name: "ConfigureAwait" or "WithCancellation" } })
            value = value.Parent;
        return value.Parent is IVariableInitializerOperation { Parent: IVariableDeclaratorOperation declarator } ? declarator : null;
    }

    /// <summary>Declared by <c>using</c>, disposed, or handed to somebody else.</summary>
    private static bool IsLookedAfter(IVariableDeclaratorOperation variable, string dispose)
    {
        for (IOperation? around = variable; around is not null; around = around.Parent)
        {
            if (around is IUsingOperation or IUsingDeclarationOperation)
                return true;
        }

        return Uses(variable).Any(use => IsCaptured(use, variable) || use.Parent switch
        {
            IPropertyReferenceOperation => false,
            IInvocationOperation call => call.Instance != use || call.TargetMethod.Name == dispose,

            // Asking by an extension hands the client to nobody.
            IArgumentOperation { Parent: IInvocationOperation { TargetMethod: { IsExtensionMethod: true, Name: "GetResponseAsync" or Stream } asked } call } argument => call.Arguments[0] != argument || !IsKnown(asked),
            _ => true,
        });
    }

    /// <summary>Whether a function has the variable that may be called when this code is long gone.</summary>
    private static bool IsCaptured(IOperation use, IOperation variable)
    {
        for (var around = use.Parent; around is not null && !around.Syntax.Span.Contains(variable.Syntax.Span); around = around.Parent)
        {
            if (around is IAnonymousFunctionOperation or ILocalFunctionOperation)
                return true;
        }

        return false;
    }

    private static IEnumerable<ILocalReferenceOperation> Uses(IVariableDeclaratorOperation variable) =>
        ValueFlow.Root(variable).Descendants().OfType<ILocalReferenceOperation>().Where(use => SymbolEqualityComparer.Default.Equals(use.Local, variable.Symbol));

    private static bool IsKnown(IMethodSymbol method) => CapabilitySymbols.IsAbstraction(method) || CapabilitySymbols.IsOurs(method);

    private static void Report(OperationAnalysisContext context, DiagnosticDescriptor rule, IInvocationOperation call, params object[] words) =>
        context.ReportDiagnostic(Diagnostic.Create(rule, ClientCall.NameOf(call.Syntax), words));
}
