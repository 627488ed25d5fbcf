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
        Name = NameOf(call.Syntax);
        Method = call.TargetMethod;
        Site = call;
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

    /// <summary>The method that is called; null where another place speaks of what it needs.</summary>
    public IMethodSymbol? Method { get; private init; }

    /// <summary>Where the method's name stands, or the client is handed to who calls it.</summary>
    public Location Name { get; private init; }

    /// <summary>The call that is spoken of: the one that hands in what this one asks by.</summary>
    private IOperation Site { get; init; }

    public static ClientCall? Of(IInvocationOperation call, CapabilitySymbols symbols)
    {
        var method = call.TargetMethod;
        var receiver = ReceiverOf(call);
        var client = receiver is null ? null : ValueFlow.ClientType(receiver, symbols);
        var models = client is not null ? symbols.ModelsOf(client)
            : method.IsGenericMethod && CapabilitySymbols.IsOurs(method) ? [.. method.TypeArguments.SelectMany(type => symbols.CardsOf(type))]
            : [];
        return models.IsEmpty ? null : Within(call, client, models);
    }

    /// <summary>A call of which it is known which models it asks.</summary>
    public static ClientCall Within(IInvocationOperation call, ITypeSymbol? client, ImmutableArray<ModelCard> models)
    {
        IOperation? options = null, messages = null, receiver = ReceiverOf(call);
        foreach (var argument in call.Arguments)
        {
            if (argument.ArgumentKind is not (ArgumentKind.Explicit or ArgumentKind.ParamArray) || argument.Value == receiver)
                continue;
            if (CapabilitySymbols.IsChatOptions(argument.Parameter?.Type))
                options ??= PassedOn.IsChanged(call, argument.Parameter!) ? null : argument.Value;
            else if (IsMessages(argument.Parameter))
                messages ??= argument.Value;
        }

        return new ClientCall(call, client, models, options, messages);
    }

    /// <summary>What a call is made on, also where an extension has it as its first argument.</summary>
    public static IOperation? ReceiverOf(IInvocationOperation call) =>
        call.Instance ?? (call.TargetMethod.IsExtensionMethod && !call.Arguments.IsEmpty ? call.Arguments[0].Value : null);

    /// <summary>The same request, made by a method that is handed the client, the options or the messages. What it asks of a client of its own by what it has of its own is judged there.</summary>
    /// <param name="outer">The call of that method.</param>
    /// <param name="client">The client that is handed in; null where it is the method's own.</param>
    /// <param name="options">The options that are handed in.</param>
    /// <param name="messages">The messages that are handed in.</param>
    public ClientCall From(IInvocationOperation outer, IOperation? client, IOperation? options, IOperation? messages) =>
        new(Call, Client, Models, options ?? (client is null ? null : Options), messages ?? (client is null ? null : Messages))
        {
            Site = outer,
            Method = client is null ? null : Method,
            Name = client?.Syntax.GetLocation() ?? NameOf(outer.Syntax),
        };

    /// <summary>Where to speak of something: the first of these that stands in the body of the call; else the call itself, as other calls may lead there too.</summary>
    public Location Place(params IOperation[] nearest)
    {
        foreach (var operation in nearest)
        {
            if (IsHere(operation))
                return operation.Syntax.GetLocation();
        }

        return Name;
    }

    /// <summary>Whether something stands in the body of the call.</summary>
    public bool IsHere(IOperation operation) => ValueFlow.IsSameBody(operation, Site);

    /// <summary>Where the name of a called method stands.</summary>
    public static Location NameOf(SyntaxNode call) => call is InvocationExpressionSyntax invocation
        ? invocation.Expression switch
        {
            MemberAccessExpressionSyntax access => access.Name.GetLocation(),
            MemberBindingExpressionSyntax binding => binding.Name.GetLocation(),
            var other => other.GetLocation(),
        }
        : call.GetLocation();

    /// <summary>Whether a method asks a model by options, or takes tools for a client.</summary>
    public static bool MayAsk(IMethodSymbol method) =>
        method.Parameters.Any(parameter => CapabilitySymbols.IsChatOptions(parameter.Type)) || (method.Name == "WithTools" && CapabilitySymbols.IsOurs(method));

    private static bool IsMessages(IParameterSymbol? parameter) => parameter is { Name: "messages" or "chatMessage" or "chatMessages" or "prompt" or "question" };
}
