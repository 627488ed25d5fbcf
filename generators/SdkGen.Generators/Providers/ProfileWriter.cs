using System.Globalization;
using SdkGen.Generators.Contracts;
using SdkGen.Generators.Emission;
using SdkGen.Generators.Specs;

namespace SdkGen.Generators.Providers;

/// <summary>Writes the body of the method that makes a provider's profile.</summary>
internal sealed class ProfileWriter(SourceWriter writer, ProviderModel provider)
{
    private const string Text = "global::System.Collections.Generic.Dictionary<string, string>";
    private const string Pair = "global::System.Collections.Generic.KeyValuePair<string, string>";

    public void Write()
    {
        using var braces = writer.Braces("return new global::SdkGen.Transport.ProviderProfile", "};");
        writer.Line($"Id = {CSharpLiteral.Of(provider.Id)},");
        writer.Line($"Name = {CSharpLiteral.Of(provider.Name)},");
        if (provider.StemName != provider.Name)
            writer.Line($"SectionName = {CSharpLiteral.Of(provider.StemName)},");
        writer.Line($"BaseUrl = {CSharpLiteral.Of(provider.BaseUrl)},");
        writer.Line($"Auth = global::SdkGen.Transport.AuthScheme.{provider.Auth.Scheme},");
        Optional("AuthName", provider.Auth.Name);
        Optional("KeyVariable", provider.Auth.Env);
        if (provider.Auth.OtherEnv.Count > 0)
            writer.Line($"OtherKeyVariables = [{string.Join(", ", provider.Auth.OtherEnv.Select(CSharpLiteral.Of))}],");
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
        if (provider.Models.Count > 0)
            writer.Line($"Models = {ModelTableWriter.Expression(provider)},");
        if (provider.Departures.Count > 0)
            writer.Line($"UnlistedModel = {ModelTableWriter.Unlisted}(),");
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
        using var braces = writer.Braces($"{name} = new[]", "},");
        foreach (var item in all)
            writer.Line(item + ",");
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
