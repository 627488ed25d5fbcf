using System.Reflection;
using System.Reflection.Metadata;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SdkGen.Analyzers.Capabilities;

/// <summary>
/// What SdkGen, or an assembly that refers to it, has: models, and generic types that ask for some. Read from its metadata, once for each file, since the compiler makes symbols of all
/// assemblies for whoever is the first to ask for one.
/// </summary>
internal sealed class ReferencedNames
{
    private const string Own = "SdkGen";
    private static readonly ReferencedNames s_nothing = new([], []);
    private static readonly ConditionalWeakTable<MetadataReference, ReferencedNames> s_read = new();

    private readonly HashSet<(string Container, string Model)> _models;

    private ReferencedNames(HashSet<(string Container, string Model)> models, string[] constrained)
    {
        _models = models;
        Constrained = constrained;
    }

    public bool IsEmpty => _models.Count == 0 && Constrained.Length == 0;

    /// <summary>The names of generic types that ask of an argument to be a model, or one that can do something.</summary>
    public string[] Constrained { get; }

    /// <summary>Whether a written name is that of a model of one of SdkGen's providers.</summary>
    public bool IsModel(TypeSyntax written) =>
        written is QualifiedNameSyntax { Left: IdentifierNameSyntax { Identifier.ValueText: var container }, Right: IdentifierNameSyntax { Identifier.ValueText: var model } } && _models.Contains((container, model));

    public static ReferencedNames Of(MetadataReference reference) => s_read.GetValue(reference, static reference => reference switch
    {
        PortableExecutableReference file when !IsPlatform(file.FilePath) => Read(file),
        CompilationReference project => new([], [.. project.Compilation.SyntaxTrees.SelectMany(tree => WrittenNames.Of(tree).Constrained)]),
        _ => s_nothing,
    });

    private static bool IsPlatform(string? path) => Path.GetFileName(path) is { } name && (name.StartsWith("System.", StringComparison.Ordinal) || name.StartsWith("Microsoft.", StringComparison.Ordinal));

    private static ReferencedNames Read(PortableExecutableReference file)
    {
        try
        {
            return file.GetMetadata() is AssemblyMetadata assembly ? Read(assembly.GetModules()[0].GetMetadataReader()) : s_nothing;
        }
        catch (Exception exception) when (exception is BadImageFormatException or IOException or InvalidOperationException)
        {
            // The compiler tells of a file that it cannot read.
            return s_nothing;
        }
    }

    private static ReferencedNames Read(MetadataReader reader)
    {
        if (!reader.IsAssembly || !(reader.StringComparer.Equals(reader.GetAssemblyDefinition().Name, Own)
            || reader.AssemblyReferences.Any(handle => reader.StringComparer.Equals(reader.GetAssemblyReference(handle).Name, Own))))
            return s_nothing;
        var constrained = new List<string>();
        foreach (var type in reader.TypeDefinitions.Select(reader.GetTypeDefinition))
        {
            if ((type.Attributes & TypeAttributes.VisibilityMask) is TypeAttributes.Public or TypeAttributes.NestedPublic && type.GetGenericParameters().Any(parameter => reader.GetGenericParameter(parameter).GetConstraints().Any(constraint => AsksCapability(reader, reader.GetGenericParameterConstraint(constraint).Type))))
                constrained.Add(reader.GetString(type.Name).Split('`')[0]);
        }

        // Extension members of a type parameter stand in types whose names nobody can write.
        return new(Models(reader), [.. constrained.Where(static name => name[0] != '<').Distinct(StringComparer.Ordinal)]);
    }

    private static bool AsksCapability(MetadataReader reader, EntityHandle constraint)
    {
        var (space, name) = constraint.Kind switch
        {
            HandleKind.TypeReference when reader.GetTypeReference((TypeReferenceHandle)constraint) is var type => (type.Namespace, type.Name),
            HandleKind.TypeDefinition when reader.GetTypeDefinition((TypeDefinitionHandle)constraint) is var type => (type.Namespace, type.Name),
            _ => default,
        };
        return !name.IsNil && reader.StringComparer.Equals(space, Own) && Capability.Constraints.Contains(reader.GetString(name));
    }

    private static HashSet<(string Container, string Model)> Models(MetadataReader reader)
    {
        var models = new HashSet<(string Container, string Model)>();
        var named = reader.TypeReferences.FirstOrDefault(type => reader.StringComparer.Equals(reader.GetTypeReference(type).Name, "LlmModelAttribute"));
        foreach (var attribute in named.IsNil ? [] : reader.CustomAttributes.Select(reader.GetCustomAttribute))
        {
            if (attribute.Parent.Kind != HandleKind.TypeDefinition || attribute.Constructor.Kind != HandleKind.MemberReference
                || reader.GetMemberReference((MemberReferenceHandle)attribute.Constructor).Parent != (EntityHandle)named)
                continue;
            var model = reader.GetTypeDefinition((TypeDefinitionHandle)attribute.Parent);
            if (model.GetDeclaringType() is { IsNil: false } outer && reader.GetTypeDefinition(outer) is var container && reader.StringComparer.Equals(container.Namespace, Own))
                models.Add((reader.GetString(container.Name), reader.GetString(model.Name)));
        }

        return models;
    }
}
