using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace SdkGen.Analyzers.Capabilities;

/// <summary>Judges how options ask a model to reason: levels that it does not know, and parameters that it refuses meanwhile.</summary>
internal sealed class ReasoningJudge(ModelCard model, CapabilitySymbols symbols)
{
    private const string Off = "none";

    /// <summary>Levels from least to most; the last two are the same to those that know one of them.</summary>
    private static readonly string[] s_levels = [Off, "minimal", "low", "medium", "high", "xhigh", "max"];

    private enum Asked
    {
        Unsaid, No, Yes, Unknown,
    }

    public IEnumerable<Diagnostic> Judge(ImmutableArray<OptionWrite> writes)
    {
        var asked = Asked.Unsaid;
        foreach (var write in writes)
        {
            foreach (var (level, location) in Levels(write))
            {
                asked = level is null ? Asked.Unknown : level == Off ? Asked.No : Asked.Yes;
                if (level is not null && model.Reasoning == CapabilityFact.No)
                {
                    if (level != Off)
                        yield return OptionsReport.Lacks(CapabilityDescriptors.Reasoning, CapabilityWords.Reasoning, null, model, symbols, static other => other.Reasoning == CapabilityFact.Yes, location);
                }
                else if (level is not null && IsUnknown(level))
                    yield return OptionsReport.UnknownLevel(model, level, model.Knob("effort")?.Values ?? [], location);
            }
        }

        if (asked == Asked.Unsaid && model.DefaultEffort is { } usual)
            asked = usual == Off ? Asked.No : Asked.Yes;
        if (asked != Asked.Yes)
            yield break;
        foreach (var write in writes)
        {
            var parameter = model.Parameters.FirstOrDefault(card => card is { IsRefused: false, WhileReasoning: not null } && card.Property == write.Property.Name);
            if (parameter is not null && !IsOne(write.Value))
                yield return OptionsReport.WhileReasoning(parameter, model, write.Place);
        }
    }

    /// <summary>The levels that a write asks for; null for one that cannot be seen.</summary>
    private IEnumerable<(string? Level, Location Location)> Levels(OptionWrite write)
    {
        if (write.Property.Name == "Reasoning" && symbols.IsChatOptions(write.Property.ContainingType))
        {
            if (ValueFlow.Origin(write.Value) is not IObjectCreationOperation creation)
            {
                yield return (null, write.Place);
                yield break;
            }

            foreach (var inner in OptionWrites.Of(creation).Where(inner => inner.Property.Name == "Effort"))
                yield return (Word(ValueFlow.MemberName(inner.Value)), write.Elsewhere ?? inner.Location);
        }
        else if (write.Property.Name == "AdditionalProperties")
        {
            foreach (var (wire, value, location) in AdditionalValues.Of(write.Value))
            {
                if (model.Parameters.FirstOrDefault(card => card is { IsRefused: false, Knob: "effort" } && card.Wire == wire) is not null)
                    yield return (ValueFlow.Constant(value) as string, write.Elsewhere ?? location);
            }
        }
        else if (!symbols.IsChatOptions(write.Property.ContainingType) && model.Parameters.Any(card => card is { IsRefused: false, Knob: "effort" } && card.Property == write.Property.Name))
        {
            // The words of typed options are those of the model, or of another model whose options these are.
            yield return (Word(ValueFlow.MemberName(write.Value)), write.Place);
        }
    }

    /// <summary>A level outside of those that the model knows. One between them is rounded by services and clients.</summary>
    private bool IsUnknown(string level)
    {
        if (model.Knob("effort") is not { Values.IsEmpty: false } knob || knob.Values.Contains(level, StringComparer.OrdinalIgnoreCase))
            return false;
        if (level == Off && (model.Knob("budget") is not null || model.Knob("toggle") is { } toggle && (toggle.Values.IsEmpty || toggle.Values.Any(word => word is "disabled" or "off" or "false"))))
            return false;
        var rank = Rank(level);
        return rank < 0 || knob.Values.All(known => Rank(known) > rank) || knob.Values.All(known => Rank(known) < rank);
    }

    private static int Rank(string level)
    {
        var rank = Array.IndexOf(s_levels, level.ToLowerInvariant());
        return rank == s_levels.Length - 1 ? rank - 1 : rank;
    }

    /// <summary>The word for a member of <c>ReasoningEffort</c>, or of an enum that the generator made of a model's words.</summary>
    private static string? Word(string? member) => member == "ExtraHigh" ? "xhigh" : member?.ToLowerInvariant();

    /// <summary>What services sample with where nothing is said.</summary>
    private static bool IsOne(IOperation value) => ValueFlow.Constant(value) is 1f or 1d or 1;
}
