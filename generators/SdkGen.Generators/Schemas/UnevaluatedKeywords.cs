using Microsoft.CodeAnalysis;
using SdkGen.Generators.Contracts;
using SdkGen.Generators.Specs;

namespace SdkGen.Generators.Schemas;

/// <summary>Turns <c>unevaluatedProperties</c> and <c>unevaluatedItems</c> into their simple forms where the schema alone says what they cover.</summary>
/// <remarks>
/// They cover what the schemas beside them have not evaluated. A schema of <c>allOf</c> or <c>$ref</c> must fit anyway, so what it names is evaluated; a
/// choice (<c>anyOf</c>, <c>if</c>, …) evaluates only where it fits, which is known only while a value is judged, unless it cannot fail or names nothing.
/// </remarks>
internal sealed class UnevaluatedKeywords
{
    private readonly List<Subschema> _nodes;

    private UnevaluatedKeywords(List<Subschema> nodes) => _nodes = nodes;

    /// <summary>Replaces the keywords in place. Circles without a step into the value have been refused before.</summary>
    /// <returns>A remark for each keyword, and an error where it cannot be replaced.</returns>
    public static IReadOnlyList<(int Node, DiagnosticDescriptor Rule, SpecPlace Place, string[] Arguments)> Replace(List<Subschema> nodes)
    {
        var remarks = new List<(int, DiagnosticDescriptor, SpecPlace, string[])>();
        var replaced = new List<(int Node, Subschema Schema)>();
        var keywords = new UnevaluatedKeywords(nodes);
        var count = nodes.Count;
        for (var i = 0; i < count; i++)
        {
            var node = nodes[i];
            if (node.UnevaluatedProperties is { } properties)
                remarks.Add(Remark(i, properties, "unevaluatedProperties", "additionalProperties", keywords.Covered(i)));
            if (node.UnevaluatedItems is { } items)
                remarks.Add(Remark(i, items, "unevaluatedItems", "items", keywords.Covered(i)));
            if (node.UnevaluatedProperties is not null || node.UnevaluatedItems is not null)
                replaced.Add((i, keywords.Simplify(i)));
        }

        foreach (var (index, schema) in replaced)
            nodes[index] = schema;
        return remarks;

        (int, DiagnosticDescriptor, SpecPlace, string[]) Remark(int index, UnevaluatedKeyword keyword, string name, string simple, Evaluated covered)
        {
            var obstacle = name == "unevaluatedItems" ? covered.ItemsObstacle : covered.MembersObstacle;
            return obstacle is null
                ? (index, SchemaRules.CompiledAsSimple, keyword.Place, [name, simple])
                : (index, SchemaRules.UnsupportedKeyword, keyword.Place, [name, $"what '{obstacle}' beside it evaluates is known only while a value is judged"]);
        }
    }

    private Subschema Simplify(int index)
    {
        var node = _nodes[index];
        var covered = Covered(index);
        int? anything = null;
        int Anything()
        {
            if (anything is null)
                _nodes.Add(new Subschema(node.Pointer) { Always = true });
            return anything ??= _nodes.Count - 1;
        }

        if (node.UnevaluatedProperties is { } properties && !covered.AllMembers)
        {
            var names = covered.Names.OrderBy(name => name, StringComparer.Ordinal).Where(name => node.Properties.All(own => own.Name != name)).Select(name => new NamedSchema(name, Anything()));
            var patterns = covered.Patterns.OrderBy(pattern => pattern.Source, StringComparer.Ordinal).Where(pattern => node.PatternProperties.All(own => own.Pattern != pattern)).Select(pattern => new PatternSchema(pattern, Anything()));
            node = node with
            {
                Properties = node.Properties.Concat(names).ToEquatableArray(),
                PatternProperties = node.PatternProperties.Concat(patterns).ToEquatableArray(),
                AdditionalProperties = properties.Schema,
            };
        }

        if (node.UnevaluatedItems is { } items && !covered.AllItems)
        {
            var more = Enumerable.Range(0, Math.Max(0, covered.FirstItems - node.PrefixItems.Count)).Select(_ => Anything());
            node = node with { PrefixItems = node.PrefixItems.Concat(more).ToEquatableArray(), RestItems = items.Schema };
        }

        return node with { UnevaluatedProperties = null, UnevaluatedItems = null };
    }

    /// <summary>What every schema beside the unevaluated keywords evaluates.</summary>
    private Evaluated Covered(int index)
    {
        var result = new Evaluated();
        Collect(_nodes[index] with { UnevaluatedProperties = null, UnevaluatedItems = null }, result);
        return result;
    }

    private void Collect(Subschema node, Evaluated result)
    {
        if (node.Always is not null)
            return;
        result.Names.UnionWith(node.Properties.Select(property => property.Name));
        result.Patterns.UnionWith(node.PatternProperties.Select(property => property.Pattern));
        result.AllMembers |= node.AdditionalProperties is not null || node.UnevaluatedProperties is not null;
        result.FirstItems = Math.Max(result.FirstItems, node.PrefixItems.Count);
        result.AllItems |= node.RestItems is not null || node.UnevaluatedItems is not null;
        if (node.Contains is not null)
            result.ItemsObstacle ??= "contains";

        foreach (var part in node.AllOf.Concat(node.Target is { } target ? [target] : []))
        {
            if (result.Seen.Add(part))
                Collect(_nodes[part], result);
        }

        foreach (var choice in node.AnyOf)
            CollectChoice("anyOf", choice, result);
        foreach (var choice in node.OneOf)
            CollectChoice("oneOf", choice, result, mayBeSure: false);
        foreach (var (_, schema) in node.DependentSchemas)
            CollectChoice("dependentSchemas", schema, result, mayBeSure: false);
        foreach (var branch in (int?[])[node.If, node.Then, node.Else])
        {
            if (branch is { } choice && node.If is not null)
                CollectChoice("if", choice, result, mayBeSure: false);
        }
    }

    private void CollectChoice(string keyword, int choice, Evaluated result, bool mayBeSure = true)
    {
        var own = new Evaluated();
        Collect(_nodes[choice], own);
        if (mayBeSure && CannotFail(choice, []))
        {
            result.Add(own);
            return;
        }

        if (own.AllMembers || own.Names.Count > 0 || own.Patterns.Count > 0 || own.MembersObstacle is not null)
            result.MembersObstacle ??= keyword;
        if (own.AllItems || own.FirstItems > 0 || own.ItemsObstacle is not null)
            result.ItemsObstacle ??= keyword;
    }

    /// <summary>A schema that only names things. One that is met again on the way can fail no more than it could the first time.</summary>
    private bool CannotFail(int index, HashSet<int> open)
    {
        var node = _nodes[index];
        if (node.Always is { } always)
            return always;
        if (!open.Add(index))
            return true;
        var isFree = node.Types == JsonTypes.Any && node.Enum is null && node.Const is null && node.Numbers == NumberBounds.None && !node.Length.Any && node.Pattern is null
            && !node.Items.Any && !node.UniqueItems && node.Contains is null && !node.Members.Any && node.Required.Count == 0 && node.DependentRequired.Count == 0
            && node.Not is null && node.OneOf.Count == 0;
        return isFree && node.Children().Except(node.AnyOf).All(child => CannotFail(child, open))
            && (node.AnyOf.Count == 0 || node.AnyOf.Any(choice => CannotFail(choice, open)));
    }

    private sealed class Evaluated
    {
        public HashSet<string> Names { get; } = new(StringComparer.Ordinal);

        public HashSet<EcmaText> Patterns { get; } = [];

        public bool AllMembers { get; set; }

        public int FirstItems { get; set; }

        public bool AllItems { get; set; }

        /// <summary>The keyword that makes it unknowable which members are evaluated.</summary>
        public string? MembersObstacle { get; set; }

        public string? ItemsObstacle { get; set; }

        /// <summary>Schemas that have been added, so that none is added twice.</summary>
        public HashSet<int> Seen { get; } = [];

        public void Add(Evaluated other)
        {
            Names.UnionWith(other.Names);
            Patterns.UnionWith(other.Patterns);
            AllMembers |= other.AllMembers;
            FirstItems = Math.Max(FirstItems, other.FirstItems);
            AllItems |= other.AllItems;
            MembersObstacle ??= other.MembersObstacle;
            ItemsObstacle ??= other.ItemsObstacle;
        }
    }
}
