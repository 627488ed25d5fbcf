using SdkGen.Generators.Contracts;
using SdkGen.Generators.Emission;

namespace SdkGen.Generators.Schemas.Emission;

internal sealed partial class ValidatorEmitter
{
    /// <summary>Writes <c>anyOf</c>, <c>oneOf</c>, <c>not</c> and <c>if</c>: schemas that are asked, and whose own problems are not told.</summary>
    /// <returns>False where nothing can follow, because no value fits.</returns>
    private bool EmitChoices(Subschema node) =>
        (node.AnyOf.Count == 0 || EmitAnyOf(node.AnyOf)) && (node.OneOf.Count == 0 || EmitOneOf(node.OneOf)) && EmitNot(node) && EmitBranches(node);

    private bool EmitAnyOf(EquatableArray<int> choices)
    {
        var fits = choices.Select(Fits).Where(fit => fit != "false").ToArray();
        if (fits.Contains("true"))
            return true;
        BeginSection();
        EmitNoChoice(choices, "anyOf", fits.Length switch { 0 => null, 1 => Negated(fits[0]), _ => $"!({string.Join(" || ", fits.Select(Grouped))})" });
        return fits.Length > 0;
    }

    private bool EmitOneOf(EquatableArray<int> choices)
    {
        var fits = choices.Select(Fits).Where(fit => fit != "false").Select(fit => fit == "true" ? "1" : $"({fit} ? 1 : 0)").ToArray();
        BeginSection();
        if (fits.Length == 0)
        {
            EmitNoChoice(choices, "oneOf", condition: null);
            return false;
        }

        _writer.Line($"var fitting = {string.Join("\n    + ", fits)};");
        EmitNoChoice(choices, "oneOf", "fitting == 0");
        _writer.Line("if (fitting > 1)");
        _writer.Line($"    return run.Expected(ref reader, {CSharpLiteral.Of(SchemaWords.OnlyOne(_nodes, choices))});");
        return true;
    }

    private bool EmitNot(Subschema node)
    {
        if (node.Not is not { } not || Fits(not) is not (not "false" and var fits))
            return true;
        BeginSection();
        if (fits != "true")
            _writer.Line($"if ({fits})");
        _writer.Line($"{(fits == "true" ? "" : "    ")}return run.Expected(ref reader, {CSharpLiteral.Of("anything but " + SchemaWords.Of(_nodes, not))});");
        return fits != "true";
    }

    private bool EmitBranches(Subschema node)
    {
        if (!SchemaFacts.HasBranches(node))
            return true;
        var condition = Fits(node.If!.Value);
        var (then, otherwise) = (Branch(node.Then), Branch(node.Else));
        if (condition is "true" or "false")
        {
            EmitPart(condition == "true" ? then : otherwise);
            return true;
        }

        if (then is null && otherwise is null)
            return true;
        BeginSection();
        using (_writer.Braces(ConditionLines.If(then is null ? Negated(condition) : condition)))
            EmitPart(then ?? otherwise, isSection: false);
        if (then is null || otherwise is null)
            return true;
        using (_writer.Braces("else"))
            EmitPart(otherwise, isSection: false);
        return true;

        int? Branch(int? index) => index is { } branch && !_facts.IsAnything(_facts.Resolve(branch)) ? branch : null;
    }

    /// <summary>
    /// Where a member says which choice is meant, or only one choice takes objects (or arrays) at all, the problems of that one say more than a list of choices.
    /// </summary>
    private void EmitNoChoice(EquatableArray<int> choices, string keyword, string? condition)
    {
        var answers = new List<string>();
        var objects = Candidates(JsonTypes.Object);
        if (objects.Length > 1 && _facts.FindTag(objects) is { } tag)
        {
            foreach (var (value, choice) in tag.Values)
                answers.Add($"if (run.HasMember(reader, {CSharpLiteral.Utf8(tag.Name)}, {CSharpLiteral.Utf8(value)}))\n    return {Method(choice)}(ref reader, ref run);");
        }

        foreach (var (kind, token) in ((JsonTypes, string)[])[(JsonTypes.Object, "StartObject"), (JsonTypes.Array, "StartArray")])
        {
            var candidates = Candidates(kind);
            if (candidates.Length == 1 && !_facts.IsScalar(candidates[0]) && _nodes[candidates[0]].Always is null)
                answers.Add($"if ({Conditions.IsToken(token)})\n    return {Method(candidates[0])}(ref reader, ref run);");
        }

        answers.Add($"return run.Expected(ref reader, {CSharpLiteral.Of(SchemaWords.AnyOf(_nodes, choices, keyword))});");
        if (condition is null)
        {
            answers.ForEach(answer => _writer.Line(answer));
        }
        else if (answers.Count == 1)
        {
            _writer.Line(ConditionLines.If(condition));
            _writer.Line("    " + answers[0]);
        }
        else
        {
            using (_writer.Braces(ConditionLines.If(condition)))
                answers.ForEach(answer => _writer.Line(answer));
        }

        int[] Candidates(JsonTypes kind) => [.. choices.Select(_facts.Resolve).Where(choice => (_facts.Kinds(choice) & kind) != 0).Distinct()];
    }

    /// <summary>Writes <c>allOf</c> and <c>$ref</c>: schemas whose problems are the value's own.</summary>
    private void EmitParts(Subschema node)
    {
        foreach (var part in Parts(node))
            EmitPart(part);
    }

    /// <summary>The last of the parts may move the reader where nothing comes after it.</summary>
    private bool EmitLast(Subschema node)
    {
        var parts = Parts(node);
        if (parts.Count == 0)
            return false;
        foreach (var part in parts.Take(parts.Count - 1))
            EmitPart(part);
        BeginSection();
        _writer.Line($"return {Method(parts[parts.Count - 1])}(ref reader, ref run);");
        return true;
    }

    private void EmitPart(int? part, bool isSection = true)
    {
        if (part is not { } index || _facts.IsAnything(index = _facts.Resolve(index)))
            return;
        if (isSection)
            BeginSection();
        Stop($"!run.Check(reader, {Method(index)})");
    }

    private List<int> Parts(Subschema node)
    {
        var parts = node.AllOf.Select(_facts.Resolve).ToList();
        if (node.Target is { } target)
            parts.Add(_facts.Resolve(target));
        return parts.Where(part => !_facts.IsAnything(part)).Distinct().ToList();
    }
}
