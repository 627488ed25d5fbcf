using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace SdkGen.Generators.Tools;

/// <summary>Tells whether names still mean in a compilation what they meant in the one before.</summary>
/// <remarks>
/// They do where references and options are the same and every file that changed declares the same names (<see cref="DeclaredNames"/>). Of a compilation no more
/// is kept than its files and references, which the next one shares.
/// </remarks>
/// <param name="changed">Takes each compilation that is not the one before.</param>
internal sealed class ProjectNames(Action<Compilation> changed)
{
    private readonly object _gate = new();
    private readonly WeakReference<Compilation?> _compilation = new(null);
    private Snapshot? _last;

    /// <summary>An object that stays the same as long as names mean the same, from one compilation to the next.</summary>
    public object Version(CSharpCompilation compilation, CancellationToken token)
    {
        lock (_gate)
        {
            if (_last is { } known && _compilation.TryGetTarget(out var last) && ReferenceEquals(last, compilation))
                return known.Version;
            var version = _last is { } before && before.Options.Equals(compilation.Options) && before.AssemblyName == compilation.AssemblyName
                && Same(before.References, [.. compilation.References]) && Same(before.Trees, compilation.SyntaxTrees, token)
                    ? before.Version
                    : new object();
            _last = new Snapshot(compilation.SyntaxTrees, [.. compilation.References], compilation.Options, compilation.AssemblyName, version);
            _compilation.SetTarget(compilation);
            changed(compilation);
            return version;
        }
    }

    private static bool Same(ImmutableArray<MetadataReference> before, ImmutableArray<MetadataReference> after)
    {
        if (before.Length != after.Length)
            return false;
        for (var i = 0; i < before.Length; i++)
        {
            if (!ReferenceEquals(before[i], after[i]))
                return false;
        }

        return true;
    }

    /// <summary>Files that are there before and after need no look. Their order counts: it is the order of a partial type's members.</summary>
    private static bool Same(ImmutableArray<SyntaxTree> before, ImmutableArray<SyntaxTree> after, CancellationToken token)
    {
        var (start, left, right) = (0, before.Length, after.Length);
        while (start < left && start < right && ReferenceEquals(before[start], after[start]))
            start++;
        while (left > start && right > start && ReferenceEquals(before[left - 1], after[right - 1]))
            (left, right) = (left - 1, right - 1);

        for (var (i, k) = (start, start); i < left || k < right; i++, k++)
        {
            if (i < left && k < right && ReferenceEquals(before[i], after[k]))
                continue;
            var (old, now) = (Next(before, ref i, left, token), Next(after, ref k, right, token));
            if (old.Names != now.Names || old.Path != now.Path)
                return false;
        }

        return true;
    }

    /// <summary>The next file that declares something.</summary>
    private static (string Names, string Path) Next(ImmutableArray<SyntaxTree> trees, ref int place, int end, CancellationToken token)
    {
        for (; place < end; place++)
        {
            var names = DeclaredNames.Of(trees[place], token);
            if (names.Length > 0)
                return (names, trees[place].FilePath);
        }

        return ("", "");
    }

    private sealed record Snapshot(
        ImmutableArray<SyntaxTree> Trees, ImmutableArray<MetadataReference> References, CSharpCompilationOptions Options, string? AssemblyName, object Version);
}
