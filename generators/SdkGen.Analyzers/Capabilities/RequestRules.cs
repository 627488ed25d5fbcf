using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace SdkGen.Analyzers.Capabilities;

/// <summary>
/// What a request asks of a model that cannot do it: parts of messages, tools, formats, streams, and parameters of its options. Looks at calls on typed
/// clients, at methods that take the model as a type, and at a model's own options wherever they are made.
/// </summary>
internal static class RequestRules
{
    public static void SeeCall(OperationAnalysisContext context, IInvocationOperation call, CallKinds kinds, CapabilitySymbols symbols)
    {
        var said = default(HashSet<(string, Location)>);
        if ((kinds & CallKinds.Request) != 0 && ClientCall.Of(call, symbols) is { } request)
            Judge(request);
        if ((kinds & CallKinds.HandsOn) != 0)
        {
            foreach (var passed in PassedOn.Of(call, symbols))
                Judge(passed);
        }

        void Judge(ClientCall request)
        {
            foreach (var model in request.Models)
            {
                foreach (var diagnostic in CallJudge.Judge(request, model, symbols))
                {
                    // One member of an AnyOf speaks for all, and so does one of several requests.
                    if ((said ??= []).Add((diagnostic.Id, diagnostic.Location)))
                        context.ReportDiagnostic(diagnostic);
                }
            }
        }
    }

    public static void SeeCreation(OperationAnalysisContext context, IObjectCreationOperation creation, INamedTypeSymbol type, CapabilitySymbols symbols)
    {
        if (type is not { Name: "Options", ContainingType: { } owner } || symbols.CardOf(owner) is not { } model)
            return;
        foreach (var diagnostic in new OptionsJudge(model, symbols).Judge(OptionWrites.Of(creation)))
            context.ReportDiagnostic(diagnostic);
    }
}
