using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace SdkGen.Generators.Tools;

/// <summary>The files that a tool is read from: those of its method, and of every type that its signature leads to.</summary>
/// <remarks>More than the reader looks at, so that it needs to know nothing of the reader. Types of other assemblies have no files; they change with the references.</remarks>
internal sealed class DeclaringTrees
{
    private readonly CancellationToken _token;
    private readonly HashSet<SyntaxTree> _trees = [];
    private readonly HashSet<ITypeSymbol> _heads = new(SymbolEqualityComparer.Default);
    private readonly HashSet<ITypeSymbol> _wholes = new(SymbolEqualityComparer.Default);
    private readonly IAssemblySymbol _assembly;
    private bool _hasErrors;

    private DeclaringTrees(IAssemblySymbol assembly, CancellationToken token)
    {
        _assembly = assembly;
        _token = token;
    }

    /// <summary>Null where an attribute has an error: what would mend it may stand in any file.</summary>
    /// <param name="more">Files that the tools were read from beside these.</param>
    public static ImmutableArray<SyntaxTree>? Of(IEnumerable<(IMethodSymbol Method, INamedTypeSymbol Host)> tools, IEnumerable<SyntaxTree> more, Compilation compilation, CancellationToken token)
    {
        var trees = new DeclaringTrees(compilation.Assembly, token);
        trees._trees.UnionWith(more);
        foreach (var attribute in compilation.Assembly.GetAttributes())
        {
            if (attribute.AttributeClass?.Name == "LlmJsonContextAttribute")
                trees.Add(attribute);
        }

        foreach (var (method, host) in tools)
        {
            trees.Add(host, isWhole: false);
            trees.Add(method);
        }

        return trees._hasErrors ? null : [.. trees._trees];
    }

    private void Add(IMethodSymbol method)
    {
        Add(method.ContainingType, isWhole: false);
        AddAttributes(method);
        Add(method.ReturnType, isWhole: true);
        foreach (var parameter in method.Parameters)
        {
            // Of a service nothing but its name is looked at.
            AddAttributes(parameter);
            Add(parameter.Type, isWhole: !parameter.GetAttributes().Any(attribute => attribute.AttributeClass?.Name is "FromServicesAttribute" or "FromKeyedServicesAttribute"));
        }
    }

    /// <param name="isWhole">Its members are looked at, and their types.</param>
    private void Add(ITypeSymbol? type, bool isWhole)
    {
        _token.ThrowIfCancellationRequested();
        switch (type)
        {
            case { SpecialType: not SpecialType.None }:
                break;
            case IArrayTypeSymbol array:
                Add(array.ElementType, isWhole);
                break;
            case INamedTypeSymbol named:
                foreach (var argument in named.TypeArguments)
                    Add(argument, isWhole);
                if (!SymbolEqualityComparer.Default.Equals(named.ContainingAssembly, _assembly))
                    Add(named.ContainingType, isWhole: false);
                else if (_heads.Add(named.OriginalDefinition) | (isWhole && _wholes.Add(named.OriginalDefinition)))
                    AddDefinition(named.OriginalDefinition, isWhole);
                break;
        }
    }

    private void AddDefinition(INamedTypeSymbol type, bool isWhole)
    {
        foreach (var reference in type.DeclaringSyntaxReferences)
            _trees.Add(reference.SyntaxTree);
        AddAttributes(type);
        Add(type.ContainingType, isWhole: false);
        Add(type.BaseType, isWhole);
        foreach (var item in type.Interfaces)
            Add(item, isWhole);
        if (!isWhole)
            return;
        foreach (var member in type.GetMembers())
        {
            // A record has a dozen methods for each that somebody wrote: they are passed by what costs least to ask.
            if (member.Kind is not (SymbolKind.Property or SymbolKind.Field) || member is IFieldSymbol { IsImplicitlyDeclared: true })
                continue;
            AddAttributes(member);
            Add(member is IPropertySymbol property ? property.Type : ((IFieldSymbol)member).Type, isWhole: true);
        }

        foreach (var constructor in type.InstanceConstructors)
        {
            AddAttributes(constructor);
            foreach (var parameter in constructor.Parameters)
            {
                AddAttributes(parameter);
                Add(parameter.Type, isWhole: true);
            }
        }
    }

    private void AddAttributes(ISymbol symbol)
    {
        foreach (var attribute in symbol.GetAttributes())
            Add(attribute);
    }

    private void Add(AttributeData attribute)
    {
        var isDerived = attribute.AttributeClass is { Name: "JsonDerivedTypeAttribute" };
        Add(attribute.AttributeClass, isWhole: false);
        _hasErrors |= attribute.AttributeClass is null or { TypeKind: TypeKind.Error } || attribute.AttributeConstructor is null;
        foreach (var argument in attribute.ConstructorArguments)
            AddArgument(argument, isDerived);
        foreach (var argument in attribute.NamedArguments)
            AddArgument(argument.Value, isDerived);
    }

    private void AddArgument(TypedConstant argument, bool isWhole)
    {
        _hasErrors |= argument.Kind == TypedConstantKind.Error;
        if (argument is { Kind: TypedConstantKind.Type, Value: ITypeSymbol type })
            Add(type, isWhole);
        if (argument is { Kind: TypedConstantKind.Array, IsNull: false })
        {
            foreach (var item in argument.Values)
                AddArgument(item, isWhole);
        }
    }
}
