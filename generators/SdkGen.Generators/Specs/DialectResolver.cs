using SdkGen.Generators.Contracts;

namespace SdkGen.Generators.Specs;

/// <summary>Judges a dialect beside the other specs.</summary>
internal static class DialectResolver
{
    public static ResolvedDialect Resolve(SpecFile file, SpecIndex index)
    {
        var facts = file.Dialect!.Facts;
        var problems = new SpecProblems(file.Path);
        if (index.Earlier(file) is { } earlier)
            problems.Add(SpecRules.DuplicateId, file.IdPlace, "The dialect id", facts.Id, SpecIndex.FileName(earlier));
        else if (index.EarlierTypeName(file) is { } other)
            problems.Add(SpecRules.DuplicateId, file.IdPlace, "The dialect's typeName", facts.TypeName, SpecIndex.FileName(other));
        return new ResolvedDialect(problems.Count == 0 ? file.Dialect : null, problems.ToArray());
    }
}

/// <summary>A dialect ready to be emitted (null where it cannot be), and what is wrong beside other files.</summary>
internal sealed record ResolvedDialect(DialectSpec? Dialect, EquatableArray<SpecProblem> Problems);
