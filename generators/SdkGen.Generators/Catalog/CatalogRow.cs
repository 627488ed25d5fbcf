using System.Globalization;
using System.Text;
using SdkGen.Generators.Emission;
using SdkGen.Generators.Models;
using SdkGen.Generators.Providers;
using SdkGen.Generators.Specs;

namespace SdkGen.Generators.Catalog;

/// <summary>A model as one line of JSON. What is not known is not there.</summary>
internal sealed class CatalogRow
{
    private readonly StringBuilder _text = new("{");

    private CatalogRow()
    {
    }

    public static string Of(ProviderModel provider, ModelModel model)
    {
        var facts = model.Facts;
        var row = new CatalogRow();
        row.Text("id", facts.Id.Value).Text("type", $"{provider.TypeName}.{model.ClrName}").Text("name", facts.Name).Text("vendor", facts.Vendor);
        row.Texts("operations", model.Kinds.Where(kind => kind != ModelModel.NoOperation)).Texts("input", facts.Input).Texts("output", ModelEmitter.Output(model));
        row.Fact("tools", facts.Tools).Fact("structuredOutput", facts.StructuredOutput).Fact("reasoning", facts.Reasoning).Fact("streaming", facts.Streaming);
        row.Objects("knobs", model.Knobs, Knob);
        row.Number("context", facts.Context).Number("maxInput", facts.MaxInput).Number("maxOutput", facts.MaxOutput);
        row.Text("knowledge", facts.Knowledge).Text("released", facts.Released).Text("deprecated", facts.Deprecated).Text("successor", facts.Successor?.Value);
        if (facts.Price is { } price)
            row.Raw("price", Price(price));
        return row.End();
    }

    private static string Knob(KnobModel knob) => new CatalogRow()
        .Text("kind", knob.Kind).Text("wire", knob.Wire).Texts("levels", knob.Values).Raw("minimum", knob.Minimum).Raw("maximum", knob.Maximum)
        .Default(knob).End();

    /// <summary>The default of a choice is a text, that of a range a number.</summary>
    private CatalogRow Default(KnobModel knob) => knob.Kind == Specs.Knob.Budget ? Raw("default", knob.Default) : Text("default", knob.Default);

    private static string Price(PriceSpec price) => new CatalogRow()
        .Raw("input", price.Input).Raw("output", price.Output).Raw("cacheRead", price.CacheRead).Raw("cacheWrite", price.CacheWrite)
        .Raw("reasoning", price.Reasoning).Raw("inputAudio", price.InputAudio).Raw("outputAudio", price.OutputAudio)
        .Text("currency", price.Currency).Text("asOf", price.AsOf)
        .Objects("tiers", price.Tiers, tier => new CatalogRow()
            .Number("above", tier.Above).Raw("input", tier.Input).Raw("output", tier.Output).Raw("cacheRead", tier.CacheRead).Raw("cacheWrite", tier.CacheWrite).End())
        .Objects("changes", price.Changes, change => new CatalogRow()
            .Text("from", change.From).Raw("input", change.Input).Raw("output", change.Output).Raw("cacheRead", change.CacheRead).Raw("cacheWrite", change.CacheWrite).End())
        .End();

    private CatalogRow Text(string key, string? text) => text is null ? this : Raw(key, JsonText.Quote(text));

    private CatalogRow Texts(string key, IEnumerable<string>? texts)
    {
        var all = texts?.Select(JsonText.Quote).ToArray() ?? [];
        return all.Length == 0 ? this : Raw(key, $"[{string.Join(",", all)}]");
    }

    private CatalogRow Objects<T>(string key, IEnumerable<T> items, Func<T, string> write)
    {
        var all = items.Select(write).ToArray();
        return all.Length == 0 ? this : Raw(key, $"[{string.Join(",", all)}]");
    }

    private CatalogRow Fact(string key, SpecFact fact) => fact == SpecFact.Unknown ? this : Raw(key, fact == SpecFact.Yes ? "true" : "false");

    private CatalogRow Number(string key, int? number) => Raw(key, number?.ToString(CultureInfo.InvariantCulture));

    private CatalogRow Raw(string key, string? json)
    {
        if (json is null)
            return this;
        if (_text.Length > 1)
            _text.Append(',');
        _text.Append('"').Append(key).Append("\":").Append(json);
        return this;
    }

    private string End() => _text.Append('}').ToString();
}
