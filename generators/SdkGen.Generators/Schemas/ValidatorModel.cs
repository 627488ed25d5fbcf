using SdkGen.Generators.Contracts;
using SdkGen.Generators.Schemas.Types;
using SdkGen.Generators.Specs;

namespace SdkGen.Generators.Schemas;

/// <summary>Everything that is emitted for one validator, from however many files.</summary>
/// <remarks>
/// Value-equal, without places: white space and comments of a file, and other files' schemas, change nothing here. <see cref="Nodes"/> holds what can be
/// reached from the root, which is the first, in a fixed order; pointers begin with the file's name where it is another file.
/// </remarks>
internal sealed record ValidatorModel(string Namespace, string ClassName, string FileName, string? Description, EquatableArray<Subschema> Nodes)
{
    public string FullName => $"{Namespace}.{ClassName}";
}

/// <summary>All schema files together.</summary>
internal sealed record LinkedSchemas(EquatableArray<ValidatorModel> Validators, EquatableArray<SchemaTypeModel> Types, EquatableArray<SpecProblem> Problems);
