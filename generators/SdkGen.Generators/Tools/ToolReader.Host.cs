using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SdkGen.Generators.Contracts.FromSymbols;

namespace SdkGen.Generators.Tools;

/// <content>The type that tools stand in, and the names of what is emitted for it.</content>
internal sealed partial class ToolReader
{
    private const LanguageVersion CSharp14 = (LanguageVersion)1400;

    private void CheckHost()
    {
        var host = _host;
        string? reason = null;
        if (((CSharpCompilation)_compilation).LanguageVersion < LanguageVersion.CSharp12)
            reason = "generated code is written in C# 12: set <LangVersion>12</LangVersion> or a later one";
        else if (host.IsExtension)
            reason = "it is a member of an extension block: make it a static method that takes what it extends";
        else if (_method.ExplicitInterfaceImplementations.Length > 0)
            reason = "it is an explicit implementation: put the attribute on the interface's method";
        else if (_method.MethodKind != MethodKind.Ordinary)
            reason = "it is an operator, an accessor or a finalizer: make it a method";
        else if (_method.IsGenericMethod)
            reason = "it is generic, and nobody says which type is meant";
        else if (IsOpen(host))
            reason = $"{host.Name} is generic, and nobody says which type is meant: write [assembly: LlmTools<{string.Join(".", Outer(host).Reverse().Select(Open))}>]";
        else if (host.EffectiveAccessibility() == Accessibility.Private)
            reason = $"{host.Name} is private to its file or class: make it internal";
        else if (!_compilation.IsSymbolAccessibleWithin(_method, _compilation.Assembly))
            reason = $"it is {(_method.DeclaredAccessibility == Accessibility.Private ? "private" : "protected")}: make it internal";
        else if (_method.IsObsoleteError() || host.IsObsoleteError())
            reason = "it is obsolete, and using it is an error";
        else if (_method.Attribute("System.Runtime.InteropServices.UnmanagedCallersOnlyAttribute") is not null)
            reason = "it is called by unmanaged code only";
        else if (host.IsRefLikeType)
            reason = $"{host.Name} is a ref struct";
        else if (host.TypeKind == TypeKind.Interface && _method is { IsStatic: true, IsAbstract: true })
            reason = "it is a static abstract member, which has no one implementation";
        if (reason is not null)
            Add(ToolRules.UnsupportedHost, Here, SimpleName(_method), reason);

        static string Open(INamedTypeSymbol type) => type.TypeParameters.Length > 0 ? type.Name + "<…>" : type.Name;
    }

    /// <summary>Without the interface that an explicit implementation has in its name.</summary>
    private static string SimpleName(IMethodSymbol method) => method.Name.Substring(method.Name.LastIndexOf('.') + 1);

    private ToolHost Host()
    {
        var type = _host;
        var space = type.ContainingNamespace;
        var stem = string.Concat(Outer(type).Reverse().Select(Word)) + "Tools";
        var companion = Free(stem, name => space.GetTypeMembers(name).Length > 0);
        return new ToolHost(type.Qualified(), space.IsGlobalNamespace ? "" : space.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat.WithGlobalNamespaceStyle(SymbolDisplayGlobalNamespaceStyle.Omitted)), companion, IsPublic(type))
        {
            IsService = type is { IsStatic: false, IsReferenceType: true },
            Json = Free(companion + "Json", IsTaken),
            AliasSuffix = Emission.EmittedNames.FreeSuffix(IsTaken),
            HasExtensions = ((CSharpCompilation)_compilation).LanguageVersion >= CSharp14 && type.GetMembers("Tools").Length == 0,
        };
    }

    private string Stem()
    {
        const string Async = "Async";
        var method = _method.Name;
        return Free(
            method.Length > Async.Length && method.EndsWith(Async, StringComparison.Ordinal) ? method.Substring(0, method.Length - Async.Length) : method,
            stem => IsTaken(stem + "Tool") || IsTaken(stem + "Arguments"));
    }

    /// <summary>Whether a type of the program or of what it refers to has that name beside the host: an emitted type would hide it.</summary>
    private bool IsTaken(string name)
    {
        _space ??= _compilation.GetCompilationNamespace(_host.ContainingNamespace) ?? _host.ContainingNamespace;
        return _space.GetMembers(name).Any();
    }

    private static string Free(string wanted, Func<string, bool> isTaken)
    {
        var name = wanted;
        for (var i = 2; isTaken(name); i++)
            name = wanted + i.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return name;
    }

    /// <summary>A type as a part of a name: <c>Search&lt;Order&gt;</c> is <c>SearchOfOrder</c>.</summary>
    private static string Word(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol array => Word(array.ElementType) + "Array",
        INamedTypeSymbol { TypeArguments.Length: > 0 } generic => generic.Name + "Of" + string.Join("And", generic.TypeArguments.Select(Word)),
        _ => type.Name,
    };

    private static bool IsOpen(ITypeSymbol type) => type switch
    {
        ITypeParameterSymbol => true,
        IArrayTypeSymbol array => IsOpen(array.ElementType),
        INamedTypeSymbol named => named.TypeArguments.Any(IsOpen) || (named.ContainingType is { } outer && IsOpen(outer)),
        _ => false,
    };

    private static bool IsPublic(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol array => IsPublic(array.ElementType),
        INamedTypeSymbol named => named.EffectiveAccessibility() == Accessibility.Public && Outer(named).SelectMany(level => level.TypeArguments).All(IsPublic),
        _ => true,
    };

    private static IEnumerable<INamedTypeSymbol> Outer(INamedTypeSymbol type)
    {
        for (var level = type; level is not null; level = level.ContainingType)
            yield return level;
    }
}
