using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SdkGen.Generators.Contracts;
using SdkGen.Generators.Schemas.Types;
using SdkGen.Generators.Specs;

namespace SdkGen.Generators.Schemas;

/// <summary>Follows the references of every validator's schema and gathers what each needs.</summary>
internal sealed class SchemaLinker
{
    private readonly SchemaIndex _index;
    private readonly string _namespace;
    private readonly List<ValidatorModel> _validators = [];
    private readonly List<SchemaTypeModel> _types = [];
    private readonly List<SpecProblem> _problems = [];

    private SchemaLinker(IEnumerable<SchemaFile> files, string @namespace)
    {
        _index = new SchemaIndex(files);
        _namespace = @namespace;
    }

    /// <param name="namespace">Where a validator goes whose name has no namespace.</param>
    public static LinkedSchemas Link(IEnumerable<SchemaFile> files, string @namespace)
    {
        var linker = new SchemaLinker(files, @namespace);
        var names = new Dictionary<string, SchemaFile>(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < linker._index.Files.Count; i++)
        {
            var file = linker._index.Files[i];
            linker._problems.AddRange(file.Problems);
            var (validator, type) = (linker.Name(file, "SdkGenValidator", file.Validator, names), linker.Name(file, "SdkGenType", file.Type, names));
            if ((validator ?? type) is not null && linker.Link(i) is { } nodes)
                linker.Make(file, nodes, validator, type);
        }

        // One place may be reached by many validators and is told of once.
        return new LinkedSchemas(linker._validators.ToEquatableArray(), linker._types.ToEquatableArray(), linker._problems.Distinct().ToEquatableArray());
    }

    /// <summary>The full name of what is to be generated; null where nothing is, or not under this name.</summary>
    private string? Name(SchemaFile file, string metadata, PlacedText? wanted, Dictionary<string, SchemaFile> names)
    {
        if (wanted is not { } name)
            return null;
        var full = name.Value.IndexOf('.') >= 0 ? name.Value : $"{_namespace}.{name.Value}";
        if (!full.Split('.').All(SyntaxFacts.IsValidIdentifier))
            Report(file, SpecRules.InvalidValue, metadata, name.Value, "it must be the name of a C# type");
        else if (names.TryGetValue(full, out var taken))
            Report(file, SpecRules.DuplicateId, metadata == "SdkGenType" ? "The type" : "The validator", full, taken.Name);
        else
        {
            names[full] = file;
            return full;
        }

        names[full] = file;
        return null;
    }

    private void Make(SchemaFile file, List<Subschema> nodes, string? validator, string? type)
    {
        if (validator is not null)
        {
            var (space, name) = Split(validator);
            _validators.Add(new ValidatorModel(space, name, file.Name, nodes[0].Title, nodes.ToEquatableArray()));
        }

        if (type is not null)
        {
            var (space, name) = Split(type);
            var reader = new SchemaTypeReader(nodes, space, name);
            var model = reader.Read(file.Name);
            _problems.AddRange(reader.Problems.Select(problem => Problem(file, SchemaRules.NoType, default, problem.Pointer, problem.Reason)));
            if (reader.Problems.Count == 0)
                _types.Add(model);
        }
    }

    private static (string Namespace, string Name) Split(string fullName)
    {
        var dot = fullName.LastIndexOf('.');
        return (fullName.Substring(0, dot), fullName.Substring(dot + 1));
    }

    /// <summary>The schema of a file with all that it leads to; null where something is wrong with it.</summary>
    private List<Subschema>? Link(int fileIndex)
    {
        var file = _index.Files[fileIndex];
        var own = file.Problems.Concat(file.Nodes.SelectMany(node => node.Problems).Where(problem => problem.Rule != SchemaRules.UnsupportedKeyword.Id)).ToList();
        var reached = new List<(int File, int Node)>();
        var nodes = file.Nodes.Count == 0 ? [] : Reach(fileIndex, reached, own);
        if (own.Count == 0)
            own.AddRange(SchemaLoops.Find(nodes).Select(loop => Endless(reached[loop])));
        if (own.Count == 0)
            own.AddRange(UnevaluatedKeywords.Replace(nodes).Select(remark => Problem(_index.Files[reached[remark.Node].File], remark.Rule, remark.Place, remark.Arguments)));
        _problems.AddRange(own);
        return nodes.Count > 0 && own.All(IsHarmless) ? nodes : null;
    }

    /// <summary>Gathers the root and all that it leads to, breadth first, with indices into the result.</summary>
    private List<Subschema> Reach(int file, List<(int File, int Node)> reached, List<SpecProblem> problems)
    {
        var indices = new Dictionary<(int, int), int>();
        int IndexOf((int File, int Node) place)
        {
            if (indices.TryGetValue(place, out var known))
                return known;
            reached.Add(place);
            return indices[place] = reached.Count - 1;
        }

        IndexOf((file, 0));
        var nodes = new List<Subschema>();
        for (var i = 0; i < reached.Count; i++)
        {
            var (from, at) = reached[i];
            var node = _index.Files[from].Nodes[at];
            problems.AddRange(_index.Files[from].Problems);
            problems.AddRange(node.Problems);
            var target = node.Reference is { } reference ? Follow(from, reference, problems) : null;
            nodes.Add(node.Map(child => IndexOf((from, child))) with
            {
                Pointer = from == file ? "#" + node.Pointer : $"{_index.Files[from].Name}#{node.Pointer}",
                Reference = null,
                Problems = EquatableArray<SpecProblem>.Empty,
                Target = target is { } place ? IndexOf(place) : null,
            });
        }

        return nodes;
    }

    private (int File, int Node)? Follow(int from, SchemaReference reference, List<SpecProblem> problems)
    {
        var found = _index.Find(from, reference, out var why);
        if (found is null)
            problems.Add(Problem(_index.Files[from], SpecRules.UnresolvedReference, reference.Place, "schema", reference.Written, why));

        return found;
    }

    private SpecProblem Endless((int File, int Node) place)
    {
        var file = _index.Files[place.File];
        var node = file.Nodes[place.Node];
        return Problem(file, SchemaRules.EndlessSchema, node.Reference?.Place ?? default, "#" + node.Pointer);
    }

    private void Report(SchemaFile file, DiagnosticDescriptor rule, params string[] arguments) => _problems.Add(Problem(file, rule, default, arguments));

    private static SpecProblem Problem(SchemaFile file, DiagnosticDescriptor rule, SpecPlace place, params string[] arguments) =>
        new(rule.Id, file.Path, place, arguments.ToEquatableArray());

    private static bool IsHarmless(SpecProblem problem) => problem.Rule == SchemaRules.CompiledAsSimple.Id;
}
