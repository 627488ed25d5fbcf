using SdkGen.Generators.Contracts;
using SdkGen.Generators.Specs;

namespace SdkGen.Generators.Schemas;

/// <summary>One schema file, read.</summary>
/// <remarks>Value-equal. <see cref="Nodes"/> holds every place where JSON Schema has a schema, the file's root first; it is empty where the file is not JSON.</remarks>
/// <param name="Validator">The type to generate, as the item says; null for a file that is only referred to.</param>
internal sealed record SchemaFile(
    string Path,
    PlacedText? Validator,
    EquatableArray<Subschema> Nodes,
    EquatableArray<SchemaResource> Resources,
    EquatableArray<SchemaAnchor> Anchors,
    EquatableArray<SpecProblem> Problems)
{
    /// <summary>The record to generate, as the item says; null for a file without one.</summary>
    public PlacedText? Type { get; init; }

    public string Name => System.IO.Path.GetFileName(Path);
}

/// <summary>A schema with an address: the root of a file, or whatever has an <c>$id</c>.</summary>
/// <param name="Uri">Absolute, without a fragment.</param>
/// <param name="Pointer">The place in the file.</param>
internal sealed record SchemaResource(string Uri, string Pointer);

/// <param name="Uri">Absolute, with the anchor as fragment.</param>
internal sealed record SchemaAnchor(string Uri, int Node);
