using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using SdkGen.Generators.Contracts;

namespace SdkGen.Generators.Specs;

/// <summary>A place in a spec file.</summary>
internal readonly record struct SpecPlace(TextSpan Span, LinePositionSpan Lines);

/// <summary>A text of a spec file and its place, for what can be judged only beside other files.</summary>
internal sealed record PlacedText(string Value, SpecPlace Place);

/// <summary>Something wrong in a spec file.</summary>
/// <remarks>Value-equal; becomes a diagnostic only when it is reported.</remarks>
internal sealed record SpecProblem(string Rule, string Path, SpecPlace Place, EquatableArray<string> Arguments)
{
    public Diagnostic ToDiagnostic() =>
        Diagnostic.Create(SpecRules.Of(Rule), Location.Create(Path, Place.Span, Place.Lines), Arguments.Cast<object>().ToArray());
}

/// <summary>Collects what is wrong in one file.</summary>
internal sealed class SpecProblems(string path, SourceText? text = null)
{
    private readonly List<SpecProblem> _items = [];

    public int Count => _items.Count;

    public SpecPlace PlaceOf(TextSpan span) => new(span, text!.Lines.GetLinePositionSpan(span));

    public void Add(DiagnosticDescriptor rule, TextSpan span, params string[] arguments) => Add(rule, PlaceOf(span), arguments);

    public void Add(DiagnosticDescriptor rule, SpecPlace place, params string[] arguments) =>
        _items.Add(new SpecProblem(rule.Id, path, place, arguments.ToEquatableArray()));

    public EquatableArray<SpecProblem> ToArray() => _items.ToEquatableArray();
}
