using System.Globalization;
using SdkGen.Generators.Contracts;
using SdkGen.Generators.Emission;
using SdkGen.Generators.Specs;

namespace SdkGen.Generators.Providers;

/// <summary>Writes the body of the method that makes a provider's profile.</summary>
internal sealed class ProfileWriter(SourceWriter writer, ProviderModel provider, string @namespace)
{
    private const string Text = "global::System.Collections.Generic.Dictionary<string, string>";
    private const string Words = "global::System.Collections.Generic.Dictionary<string, global::System.Collections.Generic.IReadOnlyList<string>>";
    private const string Pair = "global::System.Collections.Generic.KeyValuePair<string, string>";

    /// <summary>Dictionaries that several models share, by what stands in them.</summary>
    private readonly Dictionary<string, string> _shared = new(StringComparer.Ordinal);

    public void Write()
    {
        var rows = provider.Models.Select(Row).ToArray();
        var unlisted = provider.Departures.Count == 0 ? null : Facts("", null, provider.Departures, null, "UnlistedModels");
        if (_shared.Count > 0)
            writer.Line();
        using var braces = writer.Braces("return new global::SdkGen.Transport.ProviderProfile", "};");
        writer.Line($"Id = {CSharpLiteral.Of(provider.Id)},");
        writer.Line($"Name = {CSharpLiteral.Of(provider.Name)},");
        if (provider.StemName != provider.Name)
            writer.Line($"SectionName = {CSharpLiteral.Of(provider.StemName)},");
        writer.Line($"BaseUrl = {CSharpLiteral.Of(provider.BaseUrl)},");
        writer.Line($"Auth = global::SdkGen.Transport.AuthScheme.{provider.Auth.Scheme},");
        Optional("AuthName", provider.Auth.Name);
        Optional("KeyVariable", provider.Auth.Env);
        Optional("BaseUrlVariable", provider.BaseUrlEnv);
        Optional("TelemetryName", provider.TelemetryProvider);
        List("Settings", provider.Settings.Select(Setting));
        if (provider.Paths.Count > 0)
            writer.Line($"Paths = {Dictionary(provider.Paths.Select(pair => (pair.Name, pair.Value)))},");
        List("Headers", provider.Headers.Select(PairOf));
        List("AccountHeaders", provider.AccountHeaders.Select(PairOf));
        List("RequestIdHeaders", provider.RequestIdHeaders.Select(CSharpLiteral.Of));
        List("Errors", provider.Errors.Select(Error));
        if (provider.Wire.Count > 0)
            writer.Line($"Wire = {Dictionary(provider.Wire.Select(pair => (pair.Name, pair.Value)))},");
        List("Models", rows);
        if (unlisted is not null)
            writer.Line($"UnlistedModel = {unlisted},");
    }

    private void Optional(string name, string? value)
    {
        if (value is not null)
            writer.Line($"{name} = {CSharpLiteral.Of(value)},");
    }

    private void List(string name, IEnumerable<string> items)
    {
        var all = items.ToArray();
        if (all.Length == 0)
            return;
        writer.Line($"{name} =");
        using (writer.BracketList())
        {
            foreach (var item in all)
                writer.Line(item + ",");
        }
    }

    private string Row(ModelModel model) =>
        Facts(model.Facts.Id.Value, $"global::{@namespace}.{provider.TypeName}.{model.ClrName}", model.Parameters, model.Facts, model.ClrName, model.Dialect);

    private string Facts(string id, string? type, EquatableArray<ModelParameter> parameters, ModelSpec? facts, string name, string? dialect = null)
    {
        var parts = new List<string> { $"Id = {CSharpLiteral.Of(id)}" };
        if (type is not null)
            parts.Add($"Type = typeof({type})");
        if (dialect is not null)
            parts.Add($"Dialect = {CSharpLiteral.Of(dialect)}");
        if (facts?.Instructions is { } instructions)
            parts.Add($"Instructions = {CSharpLiteral.Of(instructions)}");
        if (facts?.Context is { } context)
            parts.Add($"Context = {context.ToString(CultureInfo.InvariantCulture)}");
        if (facts?.MaxOutput is { } output)
            parts.Add($"MaxOutput = {output.ToString(CultureInfo.InvariantCulture)}");
        if (Shared("wireNamesOf" + name, parameters.Where(parameter => parameter.IsRenamed).Select(parameter => (parameter.Name, parameter.Wire))) is { } wireNames)
            parts.Add($"WireNames = {wireNames}");
        if (Shared("refusedBy" + name, Refused(parameters)) is { } refused)
            parts.Add($"Refused = {refused}");
        if (Shared("valuesOf" + name, Values(parameters)) is { } values)
            parts.Add($"Values = {values}");
        if (facts?.Price is { } price)
            parts.Add($"Price = {Price(price)}");
        return $"new global::SdkGen.ModelFacts {{ {string.Join(", ", parts)} }}";
    }

    /// <summary>Reasons by the parameter's name and by its name on the wire, since callers use both; a parameter's own name goes before the wire name of another.</summary>
    private static IEnumerable<(string Key, string Value)> Refused(IEnumerable<ModelParameter> parameters)
    {
        var refused = parameters.Where(parameter => parameter.Refused is not null).ToArray();
        var names = new HashSet<string>(refused.Select(parameter => parameter.Name), StringComparer.Ordinal);
        return refused.Select(parameter => (parameter.Name, parameter.Refused!))
            .Concat(refused.Where(parameter => names.Add(parameter.Wire)).Select(parameter => (parameter.Wire, parameter.Refused!)));
    }

    /// <summary>A local variable that holds the dictionary, named after the first model that needs it; null where the dictionary is empty.</summary>
    private string? Shared(string name, IEnumerable<(string Key, string Value)> pairs)
    {
        var all = pairs.ToArray();
        return all.Length == 0 ? null : Shared(name, Dictionary(all));
    }

    /// <summary>The words of parameters of which the model takes others than its dialect lists.</summary>
    private static string? Values(IEnumerable<ModelParameter> parameters)
    {
        var own = parameters
            .Where(parameter => parameter is { Refused: null, HasOwnValues: true, Declared.Type: ParameterType.String })
            .Select(parameter => $"[{CSharpLiteral.Of(parameter.Name)}] = [{string.Join(", ", parameter.Values.Select(CSharpLiteral.Of))}]")
            .ToArray();
        return own.Length == 0 ? null : $"new {Words} {{ {string.Join(", ", own)} }}";
    }

    private string? Shared(string name, string? dictionary)
    {
        if (dictionary is null)
            return null;
        if (_shared.TryGetValue(dictionary, out var variable))
            return variable;
        writer.Line($"var {name} = {dictionary};");
        return _shared[dictionary] = name;
    }

    private static string Price(PriceSpec price)
    {
        var parts = new List<string>();
        if (price.CacheRead is { } read)
            parts.Add($"CacheRead = {read}m");
        if (price.CacheWrite is { } write)
            parts.Add($"CacheWrite = {write}m");
        if (price.Reasoning is { } reasoning)
            parts.Add($"Reasoning = {reasoning}m");
        if (price.InputAudio is { } heard)
            parts.Add($"InputAudio = {heard}m");
        if (price.OutputAudio is { } spoken)
            parts.Add($"OutputAudio = {spoken}m");
        if (price.Currency != "USD")
            parts.Add($"Currency = {CSharpLiteral.Of(price.Currency)}");
        if (price.Tiers.Count > 0)
            parts.Add($"Tiers = [{string.Join(", ", price.Tiers.Select(Tier))}]");
        if (price.Changes.Count > 0)
            parts.Add($"Changes = [{string.Join(", ", price.Changes.Select(Change))}]");
        var initializer = parts.Count == 0 ? "" : $" {{ {string.Join(", ", parts)} }}";
        return $"new global::SdkGen.ModelPrice({price.Input}m, {price.Output}m, {Day(price.AsOf)}){initializer}";
    }

    private static string Tier(PriceTierSpec tier)
    {
        var cache = (tier.CacheRead is { } read ? $", CacheRead: {read}m" : "") + (tier.CacheWrite is { } write ? $", CacheWrite: {write}m" : "");
        return $"new global::SdkGen.ModelPriceTier({tier.Above.ToString(CultureInfo.InvariantCulture)}, {tier.Input}m, {tier.Output}m{cache})";
    }

    private static string Setting(SettingSpec setting)
    {
        var parts = new List<string>();
        if (setting.Variables.Count > 0)
            parts.Add($"Variables = [{string.Join(", ", setting.Variables.Select(CSharpLiteral.Of))}]");
        if (setting.Default is { } otherwise)
            parts.Add($"Default = {CSharpLiteral.Of(otherwise)}");
        if (setting.IsSecret)
            parts.Add("IsSecret = true");
        var initializer = parts.Count == 0 ? "" : $" {{ {string.Join(", ", parts)} }}";
        return $"new global::SdkGen.Transport.ProviderSetting({CSharpLiteral.Of(setting.Name)}){initializer}";
    }

    private static string Change(PriceChangeSpec change)
    {
        var cache = (change.CacheRead is { } read ? $", CacheRead: {read}m" : "") + (change.CacheWrite is { } write ? $", CacheWrite: {write}m" : "");
        return $"new global::SdkGen.ModelPriceChange({Day(change.From)}, {change.Input}m, {change.Output}m{cache})";
    }

    private static string Day(string text)
    {
        var date = DateTime.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
        return $"new global::System.DateOnly({date.Year}, {date.Month}, {date.Day})";
    }

    private static string Error(ErrorSpec error)
    {
        var parts = new List<string>();
        if (error.Status is { } status)
            parts.Add($"Status = {status.ToString(CultureInfo.InvariantCulture)}");
        if (error.Code is { } code)
            parts.Add($"Code = {CSharpLiteral.Of(code)}");
        if (error.Type is { } type)
            parts.Add($"Type = {CSharpLiteral.Of(type)}");
        if (error.MessageContains is { } message)
            parts.Add($"MessageContains = {CSharpLiteral.Of(message)}");
        if (error.Retry is { } retry)
            parts.Add($"Retryable = {CSharpLiteral.Of(retry)}");
        return $"new global::SdkGen.Transport.ErrorRule(global::SdkGen.LlmErrorKind.{error.Kind}) {{ {string.Join(", ", parts)} }}";
    }

    private static string Dictionary(IEnumerable<(string Key, string Value)> pairs) =>
        $"new {Text} {{ {string.Join(", ", pairs.Select(pair => $"[{CSharpLiteral.Of(pair.Key)}] = {CSharpLiteral.Of(pair.Value)}"))} }}";

    private static string PairOf(NameAndValue pair) => $"new {Pair}({CSharpLiteral.Of(pair.Name)}, {CSharpLiteral.Of(pair.Value)})";
}
