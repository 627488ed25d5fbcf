using Microsoft.CodeAnalysis;

namespace SdkGen.Analyzers.Capabilities;

/// <summary>A request parameter that the service refuses for a model.</summary>
/// <param name="Name">The parameter's name in the dialect.</param>
/// <param name="Option">The property of <c>ChatOptions</c> that carries it.</param>
/// <param name="Reason">Why, and what to do instead; null where the spec does not say.</param>
internal sealed record RefusedParameter(string Name, string? Option, string? Reason)
{
    public static RefusedParameter? Read(AttributeData attribute)
    {
        if (attribute.ConstructorArguments.Length != 1 || attribute.ConstructorArguments[0].Value is not string name)
            return null;
        string? option = null, reason = null;
        var refused = false;
        foreach (var argument in attribute.NamedArguments)
        {
            switch (argument.Key)
            {
                case "Option":
                    option = argument.Value.Value as string;
                    break;
                case "Reason":
                    reason = argument.Value.Value as string;
                    break;
                case "Refused":
                    refused = argument.Value.Value is true;
                    break;
            }
        }

        return refused ? new RefusedParameter(name, option, reason) : null;
    }
}
