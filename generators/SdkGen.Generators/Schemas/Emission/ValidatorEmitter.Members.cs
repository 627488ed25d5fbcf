using System.Globalization;
using System.Text;
using SdkGen.Generators.Contracts;
using SdkGen.Generators.Emission;

namespace SdkGen.Generators.Schemas.Emission;

internal sealed partial class ValidatorEmitter
{
    private const int ManyNames = 20;

    private void EmitMembers(Subschema node)
    {
        var seen = new SeenNames(node);
        if (node.Members.Any)
        {
            _writer.Line("var count = run.CountNames(reader);");
            Stop($"{Grouped(Conditions.IsOutside("count", node.Members))} && !run.Expected({CSharpLiteral.Of(SchemaWords.Members(node.Members))}, count)");
            _writer.Line();
        }

        if (!NeedsNames(node, seen))
        {
            _writer.Line("reader.Skip();");
            return;
        }

        if (node.DependentSchemas.Count > 0)
            _writer.Line("var start = reader;");
        foreach (var declaration in seen.Declarations)
            _writer.Line(declaration);
        using (_writer.Braces($"while (reader.Read() && {Conditions.IsToken("PropertyName")})"))
            EmitMember(node, seen);
        EmitMissing(node, seen);
    }

    private void EmitMember(Subschema node, SeenNames seen)
    {
        var judges = Judges(node);
        _writer.Line($"var name = {Text}.Of(ref reader);");
        if (judges)
            _writer.Line("var from = run.Count;");
        if (node.PropertyNames is { } names && !_facts.IsAnything(_facts.Resolve(names)))
            Stop($"!run.Check(run.Name(ref reader), {Method(_facts.Resolve(names))})");
        _writer.Line("reader.Read();");
        if (node.PatternProperties.Count > 0)
            EmitPatternMembers(node);
        EmitNamedMembers(node, seen);
        if (!judges)
            return;
        if (HasCases(node, seen) || node.PatternProperties.Count > 0)
            _writer.Line();
        _writer.Line("run.Prefix(from, name);");
    }

    private bool NeedsNames(Subschema node, SeenNames seen) => Judges(node) || seen.Any;

    private static bool HasCases(Subschema node, SeenNames seen) => node.Properties.Count > 0 || seen.Any;

    /// <summary>A member may have problems of its own.</summary>
    private bool Judges(Subschema node) =>
        node.Properties.Select(property => (int?)property.Schema)
            .Concat(node.PatternProperties.Select(property => (int?)property.Schema))
            .Concat([node.AdditionalProperties, node.PropertyNames])
            .Any(schema => schema is { } index && !_facts.IsAnything(_facts.Resolve(index)));

    private void EmitPatternMembers(Subschema node)
    {
        var hasRest = _facts.HasRest(node);
        if (hasRest)
            _writer.Line("var matched = false;");
        foreach (var (pattern, schema) in node.PatternProperties)
        {
            if (!hasRest && _facts.IsAnything(_facts.Resolve(schema)))
                continue;
            using (_writer.Braces($"if ({PatternField(pattern)}.IsMatch(name))"))
            {
                if (hasRest)
                    _writer.Line("matched = true;");
                EmitPart(schema, isSection: false);
            }

            _writer.Line();
        }
    }

    private void EmitNamedMembers(Subschema node, SeenNames seen)
    {
        var known = node.Properties.ToDictionary(property => property.Name, property => property.Schema, StringComparer.Ordinal);
        var cases = known.Keys.Concat(seen.Names.Where(name => !known.ContainsKey(name))).ToArray();
        if (!HasCases(node, seen))
        {
            EmitRest(node);
            return;
        }

        using (_writer.Braces("switch (name.Length)"))
        {
            foreach (var name in cases)
            {
                var length = Encoding.UTF8.GetByteCount(name).ToString(CultureInfo.InvariantCulture);
                _writer.Line($"case {length} when name.SequenceEqual({CSharpLiteral.Utf8(name)}):");
                using (_writer.Indent())
                {
                    if (seen.Contains(name))
                        _writer.Line(seen.Set(name));
                    if (known.TryGetValue(name, out var schema))
                        EmitValue(schema);
                    _writer.Line(known.ContainsKey(name) ? "break;" : "goto default;");
                }
            }

            _writer.Line("default:");
            using (_writer.Indent())
            {
                EmitRest(node);
                _writer.Line("break;");
            }
        }
    }

    /// <summary>Writes what holds for a member that no other keyword names.</summary>
    private void EmitRest(Subschema node)
    {
        if (!_facts.HasRest(node))
        {
            _writer.Line("reader.Skip();");
            return;
        }

        if (node.PatternProperties.Count > 0)
        {
            using (_writer.Braces("if (matched)"))
                _writer.Line("reader.Skip();");
            using (_writer.Braces("else"))
                EmitRestValue(node);
        }
        else
        {
            EmitRestValue(node);
        }
    }

    private void EmitRestValue(Subschema node)
    {
        var rest = node.AdditionalProperties!.Value;
        if (_nodes[_facts.Resolve(rest)].Always == false)
            Stop($"!run.Expected(ref reader, {CSharpLiteral.Of(NoSuchName(node))})");
        else
            EmitValue(rest);
    }

    private static string NoSuchName(Subschema node)
    {
        if (node.PatternProperties.Count > 0)
            return "nothing by this name";
        if (node.Properties.Count == 0)
            return "no members";
        var names = string.Join(", ", node.Properties.Take(ManyNames).Select(property => property.Name));
        return $"nothing by this name (the names are {names}{(node.Properties.Count > ManyNames ? ", …" : "")})";
    }

    private void EmitMissing(Subschema node, SeenNames seen)
    {
        if (node.Required.Count > 0)
        {
            _writer.Line();
            foreach (var name in node.Required)
                EmitMissing(node, seen, name, "");
        }

        foreach (var dependency in node.DependentRequired.Where(item => item.Required.Count > 0))
        {
            _writer.Line();
            using (_writer.Braces($"if ({seen.Has(dependency.Name)})"))
            {
                foreach (var name in dependency.Required)
                    EmitMissing(node, seen, name, $", because {dependency.Name} is there");
            }
        }

        foreach (var (name, schema) in node.DependentSchemas)
        {
            var index = _facts.Resolve(schema);
            if (_facts.IsAnything(index))
                continue;
            _writer.Line();
            Stop($"{seen.Has(name)} && !run.Check(start, {Method(index)})");
        }
    }

    private void EmitMissing(Subschema node, SeenNames seen, string name, string reason)
    {
        var property = node.Properties.FirstOrDefault(item => item.Name == name);
        var expected = (property.Name is null ? "a value" : SchemaWords.Of(_nodes, property.Schema)) + reason;
        Stop($"{seen.HasNot(name)} && !run.Missing({CSharpLiteral.Of(name)}, {CSharpLiteral.Of(expected)})");
    }
}
