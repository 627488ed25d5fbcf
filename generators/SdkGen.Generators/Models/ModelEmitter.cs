using System.Globalization;
using SdkGen.Generators.Contracts;
using SdkGen.Generators.Emission;
using SdkGen.Generators.Providers;
using SdkGen.Generators.Specs;

namespace SdkGen.Generators.Models;

/// <summary>Emits a model's marker class: its facts as attributes, a capability interface each, and its typed options.</summary>
internal static class ModelEmitter
{
    private static readonly (string Kind, string Interface)[] s_inputs =
        [("image", "IAcceptsImages"), ("audio", "IAcceptsAudio"), ("video", "IAcceptsVideo"), ("file", "IAcceptsFiles")];

    private static readonly (string Kind, string Interface)[] s_outputs =
    [
        ("text", "IProducesText"), ("image", "IProducesImages"), ("audio", "IProducesAudio"), ("video", "IProducesVideo"), ("embedding", "IProducesEmbeddings"),
    ];

    /// <param name="shape">What the model shares with others; null where it has no options.</param>
    public static string Emit(ProviderModel provider, ModelModel model, ModelShape? shape, string @namespace)
    {
        var writer = EmittedFile.Begin(@namespace);
        using (writer.Braces($"public static partial class {provider.TypeName}"))
            EmitClass(writer, provider, model, shape);
        return writer.Finish();
    }

    /// <summary>The capability interfaces: a kind of input or output that is known, and whatever nothing is known against.</summary>
    public static IEnumerable<string> Capabilities(ModelModel model)
    {
        var facts = model.Facts;
        foreach (var (kind, name) in s_outputs)
        {
            if (Output(model).Contains(kind))
                yield return name;
        }

        foreach (var (kind, name) in s_inputs)
        {
            if (facts.Input is { } input && input.Contains(kind))
                yield return name;
        }

        if (!model.Kinds.Contains("chat"))
            yield break;
        if (facts.Tools != SpecFact.No)
            yield return "ICallsTools";
        if (facts.StructuredOutput != SpecFact.No)
            yield return "IProducesStructuredOutput";
        if (facts.Reasoning == SpecFact.Yes)
            yield return "IReasons";
    }

    /// <summary>What the model produces; where the spec is silent, what its operations are for.</summary>
    public static IEnumerable<string> Output(ModelModel model) => model.Facts.Output is { } known
        ? known
        : model.Kinds.SelectMany(kind => kind switch
        {
            "chat" or "completion" or "transcription" => (string[])["text"],
            "image" => ["image"],
            "speech" => ["audio"],
            "video" => ["video"],
            "embedding" => ["embedding"],
            _ => [],
        });

    /// <summary>The attribute of a model's class as an object, for the runtime.</summary>
    public static string Card(ProviderModel provider, ModelModel model) =>
        $"new({CSharpLiteral.Of(model.Facts.Id.Value)}, {CSharpLiteral.Of(provider.Id)}) {{ {string.Join(", ", Named(provider, model))} }}";

    private static void EmitClass(SourceWriter writer, ProviderModel provider, ModelModel model, ModelShape? shape)
    {
        var facts = model.Facts;
        var doc = new ModelDoc(provider, model);
        writer.Doc("summary", doc.Summary).Doc("remarks", [.. doc.Remarks]);
        writer.Line($"[global::SdkGen.LlmModel({CSharpLiteral.Of(facts.Id.Value)}, {CSharpLiteral.Of(provider.Id)},");
        using (writer.Indent())
            writer.Line(string.Join(",\n", Named(provider, model)) + ")]");
        var bases = Capabilities(model).DefaultIfEmpty("IModel").Select(name => "global::SdkGen." + name);
        if (shape is not null)
            bases = bases.Prepend(shape.ClrName);
        writer.Line(EmittedFile.GeneratedCode);
        using var braces = writer.Braces($"public sealed class {model.ClrName} : {string.Join(", ", bases)}");
        writer.Line("/// <summary>The model's id on the wire.</summary>");
        writer.Line($"public const string Id = {CSharpLiteral.Of(facts.Id.Value)};");
        writer.Line();
        writer.Line($"private {model.ClrName}() {{ }}");
        if (shape is not null)
            OptionsEmitter.Emit(writer, model, shape);
    }

    private static IEnumerable<string> Named(ProviderModel provider, ModelModel model)
    {
        var facts = model.Facts;
        yield return $"ProviderName = {CSharpLiteral.Of(provider.Name)}";
        yield return $"Operations = {Strings(model.Kinds)}";
        if (facts.Input is { } input)
            yield return $"Input = {Strings(input)}";
        yield return $"Output = {Strings(Output(model))}";
        foreach (var (name, fact) in new[]
                 {
                     ("Tools", facts.Tools), ("StructuredOutput", facts.StructuredOutput), ("Reasoning", facts.Reasoning), ("Streaming", facts.Streaming),
                 })
        {
            if (fact != SpecFact.Unknown)
                yield return $"{name} = global::SdkGen.Fact.{fact}";
        }

        if (facts.Context is { } context)
            yield return $"Context = {context.ToString(CultureInfo.InvariantCulture)}";
        if (facts.MaxOutput is { } output)
            yield return $"MaxOutput = {output.ToString(CultureInfo.InvariantCulture)}";
        foreach (var (name, text) in new[]
                 {
                     ("DefaultEffort", facts.DefaultEffort), ("Deprecated", facts.Deprecated), ("Retires", facts.Retires), ("Retired", facts.Retired),
                     ("Successor", facts.Successor?.Value),
                 })
        {
            if (text is not null)
                yield return $"{name} = {CSharpLiteral.Of(text)}";
        }
    }

    private static string Strings(IEnumerable<string> texts)
    {
        var items = string.Join(", ", texts.Select(CSharpLiteral.Of));
        return items.Length == 0 ? "new string[0]" : $"new[] {{ {items} }}";
    }
}
