using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace SdkGen.Analyzers.Capabilities;

/// <summary>A call of which it is known which models it asks: through a typed client, or for a model that the method is told as a type.</summary>
internal sealed class ClientCall
{
    private ClientCall(IInvocationOperation call, ITypeSymbol? client, ImmutableArray<ModelCard> models, IOperation? options, IOperation? messages)
    {
        Call = call;
        Client = client;
        Models = models;
        Options = options;
        Messages = messages;
    }

    public IInvocationOperation Call { get; }

    /// <summary>The type of the client; null where a method takes the model as a type argument.</summary>
    public ITypeSymbol? Client { get; }

    /// <summary>The models that may be asked, at least one.</summary>
    public ImmutableArray<ModelCard> Models { get; }

    /// <summary>The options as they are passed.</summary>
    public IOperation? Options { get; }

    /// <summary>The messages as they are passed: a text, a message or several.</summary>
    public IOperation? Messages { get; }

    /// <summary>Where the method's name stands.</summary>
    public Location Name => NameOf(Call.Syntax);

    public static ClientCall? Of(IInvocationOperation call, CapabilitySymbols symbols)
    {
        var method = call.TargetMethod;
        if (!IsOfInterest(method, symbols))
            return null;
        var receiver = call.Instance ?? (method.IsExtensionMethod && !call.Arguments.IsEmpty ? call.Arguments[0].Value : null);
        var client = receiver is null ? null : ValueFlow.ClientType(receiver, symbols);
        var models = client is not null ? symbols.ModelsOf(client)
            : method.IsGenericMethod && CapabilitySymbols.IsOurs(method) ? [.. method.TypeArguments.SelectMany(type => symbols.CardsOf(type))]
            : [];
        if (models.IsEmpty)
            return null;
        IOperation? options = null, messages = null;
        foreach (var argument in call.Arguments)
        {
            if (argument.ArgumentKind is not (ArgumentKind.Explicit or ArgumentKind.ParamArray) || argument.Value == receiver)
                continue;
            if (symbols.IsChatOptions(argument.Parameter?.Type))
                options ??= argument.Value;
            else if (IsMessages(argument.Parameter))
                messages ??= argument.Value;
        }

        return new ClientCall(call, client, models, options, messages);
    }

    /// <summary>Where the name of a called method stands.</summary>
    public static Location NameOf(SyntaxNode call) => call is InvocationExpressionSyntax invocation
        ? invocation.Expression switch
        {
            MemberAccessExpressionSyntax access => access.Name.GetLocation(),
            MemberBindingExpressionSyntax binding => binding.Name.GetLocation(),
            var other => other.GetLocation(),
        }
        : call.GetLocation();

    /// <summary>Nearly every call of a program stops here.</summary>
    private static bool IsOfInterest(IMethodSymbol method, CapabilitySymbols symbols)
    {
        // The definition has its parameters at hand; those of a constructed method are made when they are asked for.
        foreach (var parameter in method.OriginalDefinition.Parameters)
        {
            if (parameter.Type.Name == "ChatOptions" && symbols.IsChatOptions(parameter.Type))
                return true;
        }

        return method.Name == "WithTools" && CapabilitySymbols.IsOurs(method);
    }

    private static bool IsMessages(IParameterSymbol? parameter) => parameter is { Name: "messages" or "chatMessage" or "chatMessages" or "prompt" or "question" };
}
