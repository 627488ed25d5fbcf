using System.Globalization;
using SdkGen.Generators.Contracts;
using SdkGen.Generators.Emission;
using SdkGen.Generators.Models;
using SdkGen.Generators.Specs;

namespace SdkGen.Generators.Providers;

/// <summary>Writes the members of a provider's class that make its models, each by a method of its own: a program uses few of them, and compiles no others.</summary>
internal sealed class ModelTableWriter(SourceWriter writer, ProviderModel provider, string @namespace)
{
    /// <summary>The method that makes the facts of models which the spec does not list.</summary>
    public const string Unlisted = "UnlistedFacts";

    private const string TextMap = "global::System.Collections.Generic.Dictionary<string, string>";
    private const string WordsMap = "global::System.Collections.Generic.Dictionary<string, global::System.Collections.Generic.IReadOnlyList<string>>";
    private const string Parameters = "global::System.Collections.Generic.List<global::SdkGen.LlmParameterAttribute>";
    private const string Facts = "global::SdkGen.ModelFacts";

    /// <summary>Methods that hand out the collections, which several models share, by what stands in them; in the order in which they are first needed.</summary>
    private readonly Dictionary<string, string> _shared = new(StringComparer.Ordinal);
    private readonly List<(string Name, string Type, string Items)> _collections = [];

    /// <summary>The table itself.</summary>
    public static string Expression(ProviderModel provider) => $"new global::SdkGen.Transport.ModelTable({provider.Models.Count.ToString(CultureInfo.InvariantCulture)}, FactsAt, IndexOf)";

    public void Write()
    {
        if (provider.Models.Count > 0)
        {
            WriteSwitch("int IndexOf(string name)", "name", (model, index) => $"{CSharpLiteral.Of(model.ClrName)} => {index}", "-1");
            WriteSwitch($"{Facts} FactsAt(int index)", "index", (model, index) => $"{index} => Make{model.ClrName}()", "throw new global::System.ArgumentOutOfRangeException(nameof(index))");
        }

        foreach (var model in provider.Models)
            WriteMaker("Make" + model.ClrName, Row(model));
        if (provider.Departures.Count > 0)
            WriteMaker(Unlisted, ["Id = \"\"", .. Departures(provider.Departures, "UnlistedModels")]);
        foreach (var (name, type, items) in _collections)
        {
            writer.Line();
            writer.Line($"private static {type}? s_{char.ToLowerInvariant(name[0])}{name.Substring(1)};");
            writer.Line();
            using var braces = writer.Braces($"private static {type} {name}() => s_{char.ToLowerInvariant(name[0])}{name.Substring(1)} ??= new()", "};");
            writer.Line(items + ",");
        }
    }

    private void WriteSwitch(string signature, string value, Func<ModelModel, string, string> arm, string otherwise)
    {
        writer.Line();
        using var braces = writer.Braces($"private static {signature} => {value} switch", "};");
        for (var i = 0; i < provider.Models.Count; i++)
            writer.Line(arm(provider.Models[i], i.ToString(CultureInfo.InvariantCulture)) + ",");
        writer.Line($"_ => {otherwise},");
    }

    private void WriteMaker(string name, IEnumerable<string> members)
    {
        writer.Line();
        using var braces = writer.Braces($"private static {Facts} {name}() => new()", "};");
        foreach (var member in members)
            writer.Line(member + ",");
    }

    private IEnumerable<string> Row(ModelModel model)
    {
        var facts = model.Facts;
        yield return $"Id = {CSharpLiteral.Of(facts.Id.Value)}";
        yield return $"Type = typeof(global::{@namespace}.{provider.TypeName}.{model.ClrName})";
        yield return $"Card = {ModelEmitter.Card(provider, model)}";
        if (model.Dialect is { } dialect)
            yield return $"Dialect = {CSharpLiteral.Of(dialect)}";
        if (facts.Instructions is { } instructions)
            yield return $"Instructions = {CSharpLiteral.Of(instructions)}";
        foreach (var departure in Departures(model.Parameters, model.ClrName))
            yield return departure;
        if (Shared("ParametersOf" + model.ClrName, Parameters, model.Parameters.Where(ParameterFact.IsTold).Select(ParameterFact.Creation)) is { } told)
            yield return $"Parameters = {told}";
        if (facts.Price is { } price)
            yield return $"Price = {PriceExpression.Of(price)}";
    }

    /// <summary>In what parameters depart from those of the dialect.</summary>
    private IEnumerable<string> Departures(EquatableArray<ModelParameter> parameters, string name)
    {
        if (Shared("WireNamesOf" + name, TextMap, Items(parameters.Where(parameter => parameter.IsRenamed).Select(parameter => (parameter.Name, parameter.Wire)))) is { } wireNames)
            yield return $"WireNames = {wireNames}";
        if (Shared("RefusedBy" + name, TextMap, Items(Refused(parameters))) is { } refused)
            yield return $"Refused = {refused}";
        if (Shared("ValuesOf" + name, WordsMap, Words(parameters)) is { } values)
            yield return $"Values = {values}";
    }

    /// <summary>Reasons by the parameter's name and by its name on the wire, since callers use both; a parameter's own name goes before the wire name of another.</summary>
    private static IEnumerable<(string Key, string Value)> Refused(IEnumerable<ModelParameter> parameters)
    {
        var refused = parameters.Where(parameter => parameter.Refused is not null).ToArray();
        var names = new HashSet<string>(refused.Select(parameter => parameter.Name), StringComparer.Ordinal);
        return refused.Select(parameter => (parameter.Name, parameter.Refused!))
            .Concat(refused.Where(parameter => names.Add(parameter.Wire)).Select(parameter => (parameter.Wire, parameter.Refused!)));
    }

    /// <summary>The words of parameters of which the model takes others than its dialect lists.</summary>
    private static IEnumerable<string> Words(IEnumerable<ModelParameter> parameters) => parameters
        .Where(parameter => parameter is { Refused: null, HasOwnValues: true, Declared.Type: ParameterType.String })
        .Select(parameter => $"[{CSharpLiteral.Of(parameter.Name)}] = [{string.Join(", ", parameter.Values.Select(CSharpLiteral.Of))}]");

    private static IEnumerable<string> Items(IEnumerable<(string Key, string Value)> pairs) =>
        pairs.Select(pair => $"[{CSharpLiteral.Of(pair.Key)}] = {CSharpLiteral.Of(pair.Value)}");

    /// <summary>Hands out a collection that is made once, by a method named after the first model that needs it; null where it is empty.</summary>
    private string? Shared(string name, string type, IEnumerable<string> items)
    {
        var all = string.Join(",\n", items);
        if (all.Length == 0)
            return null;
        if (!_shared.TryGetValue(all, out var method))
        {
            _shared[all] = method = name;
            _collections.Add((name, type, all));
        }

        return method + "()";
    }
}
