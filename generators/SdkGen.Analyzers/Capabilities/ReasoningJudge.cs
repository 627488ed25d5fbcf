using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace SdkGen.Analyzers.Capabilities;

/// <summary>Judges how options ask a model to reason: levels that it does not know, and parameters that it refuses meanwhile.</summary>
internal sealed class ReasoningJudge(ModelCard model, CapabilitySymbols symbols)
{
    private enum Asked
    {
        Unsaid, No, Yes, Unknown,
    }

    private bool CanBeOff => model.Knob("budget") is not null || model.Knob("toggle") is { } toggle && ReasoningScale.TurnsOff(toggle.Values);

    public IEnumerable<Diagnostic> Judge(ImmutableArray<OptionWrite> writes)
    {
        var asked = Asked.Unsaid;
        foreach (var write in writes)
        {
            foreach (var (level, location) in Levels(write))
            {
                asked = level is null ? Asked.Unknown : level == ReasoningScale.Off ? Asked.No : Asked.Yes;
                if (level is not null && model.Reasoning == CapabilityFact.No)
                {
                    if (level != ReasoningScale.Off)
                        yield return OptionsReport.Lacks(CapabilityDescriptors.Reasoning, CapabilityWords.Reasoning, null, model, symbols, static other => other.Reasoning == CapabilityFact.Yes, location);
                }
                else if (level is not null && ReasoningScale.IsOutside(level, model.Knob("effort")?.Values ?? [], CanBeOff))
                {
                    yield return OptionsReport.UnknownLevel(model, level, model.Knob("effort")?.Values ?? [], location);
                }
            }
        }

        if (asked == Asked.Unsaid && model.DefaultEffort is { } usual)
            asked = usual == ReasoningScale.Off ? Asked.No : Asked.Yes;
        if (asked != Asked.Yes)
            yield break;
        foreach (var write in writes)
        {
            var parameter = model.Parameters.FirstOrDefault(card => card is { IsRefused: false, WhileReasoning: not null } && card.Property == write.Property.Name);
            if (parameter is not null && !write.IsUncertain && !IsOne(write.Value))
                yield return OptionsReport.WhileReasoning(parameter, model, write.Place);
        }
    }

    /// <summary>The levels that a write asks for; null for one that cannot be seen.</summary>
    private IEnumerable<(string? Level, Location Location)> Levels(OptionWrite write)
    {
        if (write.Property.Name == "Reasoning" && CapabilitySymbols.IsChatOptions(write.Property.ContainingType))
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
        else if (!CapabilitySymbols.IsChatOptions(write.Property.ContainingType) && model.Parameters.Any(card => card is { IsRefused: false, Knob: "effort" } && card.Property == write.Property.Name))
        {
            // The words of typed options are those of the model, or of another model whose options these are.
            yield return (Word(ValueFlow.MemberName(write.Value)), write.Place);
        }
    }

    /// <summary>The word for a member of <c>ReasoningEffort</c>, or of an enum that the generator made of a model's words.</summary>
    private static string? Word(string? member) => member == "ExtraHigh" ? "xhigh" : member?.ToLowerInvariant();

    /// <summary>What services sample with where nothing is said.</summary>
    private static bool IsOne(IOperation value) => ValueFlow.Constant(value) is 1f or 1d or 1;
}
