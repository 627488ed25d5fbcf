using System.Globalization;
using SdkGen.Generators.Emission;

namespace SdkGen.Generators.Schemas.Emission;

internal sealed partial class ValidatorEmitter
{
    private void EmitItems(Subschema node)
    {
        if (node.UniqueItems)
            Stop("!run.AreUnique(reader) && !run.Expected(\"an array of different items\", \"some that are equal\")");
        var counts = SchemaFacts.Counts(node);
        _writer.Line("var index = 0;");
        if (counts)
            _writer.Line("var contained = 0;");
        using (_writer.Braces($"for (; reader.Read() && {Conditions.IsNotToken("EndArray")}; index++)"))
        {
            if (counts && Fits(node.Contains!.Value) != "false")
            {
                var fits = Fits(node.Contains!.Value);
                if (fits != "true")
                    _writer.Line($"if ({fits})");
                _writer.Line(fits == "true" ? "contained++;" : "    contained++;");
            }

            if (SchemaFacts.HasItemSchemas(node))
            {
                _writer.Line("var from = run.Count;");
                EmitItem(node);
                if (node.PrefixItems.Count > 0)
                    _writer.Line();
                _writer.Line("run.Prefix(from, index);");
            }
            else
            {
                _writer.Line("reader.Skip();");
            }
        }

        if (node.Items.Any)
        {
            _writer.Line();
            Stop($"{Grouped(Conditions.IsOutside("index", node.Items))} && !run.Expected({CSharpLiteral.Of(SchemaWords.Items(node.Items))}, index)");
        }

        if (counts)
        {
            _writer.Line();
            var expected = SchemaWords.Contained(node.Contained, SchemaWords.Of(_nodes, node.Contains!.Value));
            Stop($"{Grouped(Conditions.IsOutside("contained", node.Contained))} && !run.Expected({CSharpLiteral.Of(expected)}, contained)");
        }
    }

    private void EmitItem(Subschema node)
    {
        if (node.PrefixItems.Count == 0)
        {
            EmitValue(node.RestItems!.Value);
            return;
        }

        using (_writer.Braces("switch (index)"))
        {
            for (var i = 0; i < node.PrefixItems.Count; i++)
            {
                _writer.Line($"case {i.ToString(CultureInfo.InvariantCulture)}:");
                EmitCase(node.PrefixItems[i]);
            }

            _writer.Line("default:");
            EmitCase(node.RestItems);
        }
    }

    private void EmitCase(int? child)
    {
        using (_writer.Indent())
        {
            if (child is { } index)
                EmitValue(index);
            else
                _writer.Line("reader.Skip();");
            _writer.Line("break;");
        }
    }
}
