using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace SdkGen.SpecRefresh;

/// <summary>Values as our specs write them: short ones on one line, with a space behind what separates.</summary>
internal static class SpecText
{
    private static readonly JsonSerializerOptions s_plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Of(string text) => JsonSerializer.Serialize(text, s_plain);

    public static string Of(bool flag) => flag ? "true" : "false";

    public static string Of(int number) => number.ToString(CultureInfo.InvariantCulture);

    public static string Of(decimal number) => number.ToString("0.############", CultureInfo.InvariantCulture);

    public static string Of(IEnumerable<string> texts) => $"[{string.Join(", ", texts.Select(Of))}]";

    public static string Object(params IEnumerable<(string Key, string? Value)> members) =>
        $"{{ {string.Join(", ", members.Where(member => member.Value is not null).Select(member => $"{Of(member.Key)}: {member.Value}"))} }}";

    public static string Reasoning(ReasoningFacts knobs) => Object(
        ("effort", knobs.Effort is { Count: > 0 } levels ? Of(levels) : null),
        ("default", knobs.Default is { } usual ? Of(usual) : null),
        ("budget", knobs.Budget is { } budget ? Budget(budget.Minimum, budget.Maximum) : null),
        ("toggle", knobs.Toggle ? Of(true) : null));

    /// <param name="kept">Members that a person wrote and a catalogue does not know, as they stand.</param>
    public static string Price(PriceFacts price, string currency, params IEnumerable<(string Key, string? Value)> kept) => Object(
    [
        ("input", Of(price.Input)),
        ("cacheRead", Optional(price.CacheRead)),
        ("cacheWrite", Optional(price.CacheWrite)),
        ("output", Of(price.Output)),
        ("reasoning", Optional(price.Reasoning)),
        ("inputAudio", Optional(price.InputAudio)),
        ("outputAudio", Optional(price.OutputAudio)),
        ("per", Of("1M")),
        ("currency", Of(currency)),
        ("asOf", Of(price.AsOf)),
        ("tiers", price.Tiers.Count == 0 ? null : $"[{string.Join(", ", price.Tiers.Select(Tier))}]"),
        .. kept,
    ]);

    private static string Tier(PriceTierFacts tier) => Object(
        ("above", Of(tier.Above)), ("input", Of(tier.Input)), ("cacheRead", Optional(tier.CacheRead)), ("cacheWrite", Optional(tier.CacheWrite)), ("output", Of(tier.Output)));

    private static string Budget(int? minimum, int? maximum) => minimum is null && maximum is null
        ? "{}"
        : Object(("minimum", minimum is { } least ? Of(least) : null), ("maximum", maximum is { } most ? Of(most) : null));

    private static string? Optional(decimal? number) => number is { } value ? Of(value) : null;
}
