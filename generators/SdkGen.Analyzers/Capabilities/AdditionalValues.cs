using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace SdkGen.Analyzers.Capabilities;

/// <summary>What a dictionary of further properties is made with.</summary>
internal static class AdditionalValues
{
    /// <summary>Names on the wire with their values, each with the place of its name; nothing that is set to null.</summary>
    public static IEnumerable<(string Wire, IOperation Value, Location Location)> Of(IOperation dictionary)
    {
        if (ValueFlow.Origin(dictionary) is not IObjectCreationOperation { Initializer: { } initializer })
            yield break;
        foreach (var item in initializer.Initializers)
        {
            var (key, value) = item switch
            {
                ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property.IsIndexer: true, Arguments.Length: 1 } target } assignment => (target.Arguments[0].Value, assignment.Value),
                IInvocationOperation { Arguments.Length: 2 } add => (add.Arguments[0].Value, add.Arguments[1].Value),
                _ => default,
            };
            if (key is not null && ValueFlow.Constant(key) is string wire && !ValueFlow.MayBeNull(value))
                yield return (wire, value, key.Syntax.GetLocation());
        }
    }
}
