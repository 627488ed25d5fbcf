using System.Globalization;
using SdkGen.Generators.Contracts;
using SdkGen.Generators.Emission;
using SdkGen.Generators.Schemas.Patterns;

namespace SdkGen.Generators.Schemas.Emission;

/// <summary>Writes a validator: two ways in, one method per schema that is more than a look at one token, and a field per pattern.</summary>
/// <remarks>
/// A schema that is used in several places is one method, so the file grows with the schema and not with the ways through it. A method returns false to stop
/// at once; where problems are collected it goes on and returns true.
/// </remarks>
internal sealed partial class ValidatorEmitter
{
    private const string Reader = "global::System.Text.Json.Utf8JsonReader";
    private const string Run = "global::SdkGen.Json.Schema.JsonSchemaRun";
    private const string Pattern = "global::SdkGen.Json.Schema.JsonSchemaPattern";
    private const string Text = "global::SdkGen.Json.Schema.JsonSchemaText";
    private const string Problems = "global::System.Collections.Generic.IReadOnlyList<global::SdkGen.Json.JsonProblem>";

    // Conditions longer than this become a method where they are used more than once.
    private const int LongCondition = 160;

    private readonly ValidatorModel _model;
    private readonly EquatableArray<Subschema> _nodes;
    private readonly SchemaFacts _facts;
    private readonly Conditions _conditions;
    private readonly MethodNames _names;
    private readonly bool[] _isRecursive;
    private readonly int[] _uses;
    private readonly List<EcmaText> _patterns = [];
    private readonly Queue<int> _waiting = new();
    private readonly HashSet<int> _asked = [];
    private readonly SourceWriter _writer;
    private bool _hasSection;

    private ValidatorEmitter(ValidatorModel model)
    {
        _model = model;
        _nodes = model.Nodes;
        _facts = new SchemaFacts(model.Nodes);
        _conditions = new Conditions(PatternField);
        _names = new MethodNames(model.Nodes, model.ClassName);
        _isRecursive = SchemaLoops.Recursive([.. model.Nodes]);
        _uses = new int[model.Nodes.Count];
        foreach (var node in model.Nodes)
        {
            foreach (var child in node.Children())
                _uses[_facts.Resolve(child)]++;
        }

        _writer = EmittedFile.Begin(string.Join(".", model.Namespace.Split('.').Select(CSharpIdentifier.Escape)));
    }

    public static string Emit(ValidatorModel model) => new ValidatorEmitter(model).Emit();

    private string Emit()
    {
        var subject = XmlDoc.Code(_model.FileName) + (_model.Description is { Length: > 0 } title ? $" ({XmlDoc.Escape(title)})" : "");
        _writer.Doc("summary", $"Holds JSON against the JSON Schema {subject}.");
        _writer.Line(EmittedFile.GeneratedCode);
        using (_writer.Braces($"public static class {CSharpIdentifier.Escape(_model.ClassName)}"))
        {
            var root = Method(0);
            EmitWay("IsValid", "bool", "global::System.ReadOnlySpan<byte>", "utf8Json", "Says whether a JSON text fits. Never throws; text that is not JSON does not fit.", root);
            EmitWay("IsValid", "bool", "global::System.Text.Json.JsonElement", "value", "Says whether a value fits.", root);
            EmitWay("Validate", Problems, "global::System.ReadOnlySpan<byte>", "utf8Json", "Every place where a JSON text does not fit; empty where it fits. Never throws.", root);
            EmitWay("Validate", Problems, "global::System.Text.Json.JsonElement", "value", "Every place where a value does not fit; empty where it fits.", root);
            while (_waiting.Count > 0)
                EmitMethod(_waiting.Dequeue());
            for (var i = 0; i < _patterns.Count; i++)
                EmitPattern(i);
        }

        return _writer.Finish();
    }

    private void EmitWay(string name, string result, string type, string parameter, string doc, string root)
    {
        if (name != "IsValid" || parameter != "utf8Json")
            _writer.Line();
        _writer.Doc("summary", doc);
        _writer.Line($"public static {result} {name}({type} {parameter}) => {Run}.{name}({parameter}, {root});");
    }

    private void EmitMethod(int index)
    {
        var node = _nodes[index];
        _writer.Line();
        _writer.Doc("summary", XmlDoc.Code(node.Pointer));
        using (_writer.Braces($"private static bool {_names[index]}(ref {Reader} reader, ref {Run} run)"))
        {
            _hasSection = false;
            if (node.Always == false)
            {
                _writer.Line("return run.Expected(ref reader, \"no value\");");
                return;
            }

            if (_isRecursive[index])
            {
                BeginSection();
                _writer.Line("global::System.Runtime.CompilerServices.RuntimeHelpers.EnsureSufficientExecutionStack();");
            }

            foreach (var condition in _conditions.Of(node))
            {
                BeginSection();
                if (!condition.Always)
                    _writer.Line(ConditionLines.If(condition.Fails));
                _writer.Line($"{(condition.Always ? "" : "    ")}return run.Expected(ref reader, {CSharpLiteral.Of(condition.Expected)});");
                if (condition.Always)
                    return;
            }

            if (EmitChoices(node))
                EmitBody(node);
        }
    }

    private void EmitBody(Subschema node)
    {
        var (members, items) = (_facts.HasMembers(node), _facts.HasItems(node));
        if (!members && !items && EmitLast(node))
            return;

        EmitParts(node);
        BeginSection();
        if (!members && !items)
        {
            _writer.Line("reader.Skip();");
        }
        else if (node.Types == JsonTypes.Object)
        {
            EmitMembers(node);
        }
        else if (node.Types == JsonTypes.Array)
        {
            EmitItems(node);
        }
        else
        {
            var head = "if";
            if (members)
            {
                using (_writer.Braces($"if ({Conditions.IsToken("StartObject")})"))
                    EmitMembers(node);
                head = "else if";
            }

            if (items)
            {
                using (_writer.Braces($"{head} ({Conditions.IsToken("StartArray")})"))
                    EmitItems(node);
            }

            using (_writer.Braces("else"))
                _writer.Line("reader.Skip();");
        }

        BeginSection();
        _writer.Line("return true;");
    }

    /// <summary>An empty line between what stands before and what comes.</summary>
    private void BeginSection()
    {
        if (_hasSection)
            _writer.Line();
        _hasSection = true;
    }

    /// <summary>Writes statements that hold the value at the reader against a schema and leave the reader at the value's end.</summary>
    private void EmitValue(int child)
    {
        var index = _facts.Resolve(child);
        if (_facts.IsAnything(index))
        {
            _writer.Line("reader.Skip();");
        }
        else if (_nodes[index].Always == false)
        {
            Stop("!run.Expected(ref reader, \"no value\")");
        }
        else if (IsInline(index, out var conditions))
        {
            EmitInline(conditions);
            if ((_nodes[index].Types & (JsonTypes.Object | JsonTypes.Array)) != 0)
                _writer.Line("reader.Skip();");
        }
        else
        {
            Stop($"!{Method(index)}(ref reader, ref run)");
        }
    }

    private void EmitInline(IReadOnlyList<Condition> conditions)
    {
        if (conditions[0].Always)
        {
            Stop($"!run.Expected(ref reader, {CSharpLiteral.Of(conditions[0].Expected)})");
            return;
        }

        if (conditions.Count == 1)
        {
            Stop($"{Grouped(conditions[0].Fails)} && !run.Expected(ref reader, {CSharpLiteral.Of(conditions[0].Expected)})");
            return;
        }

        for (var i = 0; i < conditions.Count; i++)
        {
            using (_writer.Braces((i == 0 ? "" : "else ") + ConditionLines.If(conditions[i].Fails)))
                Stop($"!run.Expected(ref reader, {CSharpLiteral.Of(conditions[i].Expected)})");
        }
    }

    /// <summary>An expression that says whether the value at the reader fits; the reader stays.</summary>
    private string Fits(int child)
    {
        var index = _facts.Resolve(child);
        if (_facts.IsAnything(index))
            return "true";
        if (_nodes[index].Always == false)
            return "false";
        if (!IsInline(index, out var conditions))
            return $"run.Fits(reader, {Method(index)})";
        return conditions.Any(condition => condition.Always) ? "false" : string.Join(" && ", conditions.Select(condition => Negated(condition.Fails)));
    }

    private bool IsInline(int index, out IReadOnlyList<Condition> conditions)
    {
        conditions = [];
        if (!_facts.IsScalar(index))
            return false;
        conditions = _conditions.Of(_nodes[index]);
        return _uses[index] < 2 || conditions.Sum(condition => condition.Fails.Length) <= LongCondition;
    }

    private void Stop(string condition)
    {
        _writer.Line(ConditionLines.If(condition));
        _writer.Line("    return false;");
    }

    private string Method(int index)
    {
        if (_asked.Add(index))
            _waiting.Enqueue(index);
        return _names[index];
    }

    private string PatternField(EcmaText pattern)
    {
        if (!_patterns.Contains(pattern))
            _patterns.Add(pattern);
        return "s_pattern" + (_patterns.IndexOf(pattern) + 1).ToString(CultureInfo.InvariantCulture);
    }

    private void EmitPattern(int index)
    {
        _writer.Line();
        var pattern = _patterns[index];
        var parts = pattern.Pattern.Split(CodePointWriter.AstralMark);
        _writer.Doc("summary", XmlDoc.Code(pattern.Source));
        var field = $"private static readonly {Pattern} {PatternField(pattern)}";
        if (parts.Length == 1)
        {
            _writer.Line($"{field} = new({CSharpLiteral.Of(pattern.Pattern)});");
            return;
        }

        // Between two marks stands a general category.
        var text = string.Join(" + ", parts.Select((part, i) => i % 2 == 0 ? CSharpLiteral.Of(part)
            : $"{Pattern}.Astral({CSharpLiteral.Of(part.TrimStart('^'))}{(part[0] == '^' ? ", negated: true" : "")})"));
        _writer.Line($"{field} = new(static () => {text});");
    }

    private static string Grouped(string expression) =>
        (expression.Contains(" || ") || expression.Contains(" && ")) && !ConditionLines.IsNegation(expression)
            ? $"({expression})" : expression;

    private static string Negated(string expression)
    {
        const string NotToken = "reader.TokenType != ";
        if (expression.StartsWith(NotToken, StringComparison.Ordinal) && expression.IndexOf(' ', NotToken.Length) < 0)
            return "reader.TokenType == " + expression.Substring(NotToken.Length);
        return ConditionLines.IsNegation(expression) ? Grouped(expression.Substring(2, expression.Length - 3)) : $"!({expression})";
    }
}
