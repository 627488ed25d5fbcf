using System.Collections.Immutable;

namespace SdkGen.Generators.Emission.Profiles;

/// <summary>The form of a schema that one provider accepts.</summary>
/// <param name="schema">The form; null where there is none, without a keyword where a tool without arguments sends nothing.</param>
/// <param name="refusals">Why there is none.</param>
internal sealed class LoweredSchema(Schema? schema, ImmutableArray<SchemaRefusal> refusals)
{
    public Schema? Schema => schema;

    public ImmutableArray<SchemaRefusal> Refusals => refusals;
}

/// <summary>Something in a schema that a provider refuses and that no other words can say.</summary>
/// <param name="Path">Where, from the arguments: <c>$.labels</c>.</param>
/// <param name="Reason">What is there, for a person: <c>has free keys</c>.</param>
internal sealed record SchemaRefusal(string Path, string Reason);
