using SdkGen.Generators.Contracts;

namespace SdkGen.Generators.Schemas.Types;

/// <summary>What is emitted for a schema file with <c>SdkGenType</c>: a record, those that it refers to, and what reads and writes them.</summary>
/// <remarks>Value-equal, without places: white space and order of files change nothing here.</remarks>
/// <param name="FileName">The schema file.</param>
/// <param name="Types">The root record first.</param>
/// <param name="Enums">In order of first use; their <see cref="EnumShape.ClrType"/> is in the same namespace.</param>
internal sealed record SchemaTypeModel(string Namespace, string Name, string FileName, EquatableArray<ObjectType> Types, EquatableArray<EnumShape> Enums)
{
    public string FullName => $"{Namespace}.{Name}";
}
