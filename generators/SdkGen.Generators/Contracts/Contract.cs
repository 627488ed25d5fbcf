namespace SdkGen.Generators.Contracts;

/// <summary>A description of a piece of data: the root's place and every named type that can be reached from it.</summary>
/// <remarks>
/// Equality: by value, at every depth. Two contracts made from different symbols or files are equal when they describe the same data, so whatever
/// is emitted from one is right for the other. <see cref="Types"/> is in order of first use.
/// </remarks>
internal sealed record Contract(Node Root, EquatableArray<NamedType> Types);
