using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace SdkGen.Analyzers.Capabilities;

/// <summary>Judges what options set against what one model takes.</summary>
internal sealed class OptionsJudge(ModelCard model, CapabilitySymbols symbols)
{
    public IEnumerable<Diagnostic> Judge(ImmutableArray<OptionWrite> writes)
    {
        foreach (var write in writes.Where(write => !write.IsUncertain))
        {
            foreach (var diagnostic in Judge(write))
                yield return diagnostic;
        }

        foreach (var diagnostic in new ReasoningJudge(model, symbols).Judge(writes))
            yield return diagnostic;
    }

    private IEnumerable<Diagnostic> Judge(OptionWrite write)
    {
        var found = write.Property.Name switch
        {
            "Tools" => Tools(write),
            "ToolMode" => ToolMode(write),
            "ResponseFormat" => ResponseFormat(write),
            "ModelId" => ModelId(write),
            "Instructions" when model.Refuses("systemPrompt") is { } refused =>
                OptionsReport.Lacks(CapabilityDescriptors.SystemMessages, CapabilityWords.SystemMessages, refused.Reason, model, symbols, other => other.Refuses("systemPrompt") is null, write.Place),
            "AllowMultipleToolCalls" when model.Refuses("parallelTools") is { } refused && ValueFlow.Constant(write.Value) is true =>
                OptionsReport.Lacks(CapabilityDescriptors.ParallelTools, CapabilityWords.ParallelTools, refused.Reason, model, symbols, other => other.Tools == CapabilityFact.Yes && other.Refuses("parallelTools") is null, write.Place),
            _ => null,
        };
        if (found is not null)
        {
            yield return found;
            yield break;
        }

        if (write.Property.Name == "AdditionalProperties")
        {
            foreach (var (wire, value, location) in AdditionalValues.Of(write.Value))
            {
                if (model.Parameters.FirstOrDefault(parameter => parameter.Wire == wire || parameter.Name == wire) is { } named && Parameter(named, value, write.Elsewhere ?? location) is { } diagnostic)
                    yield return diagnostic;
            }
        }
        else if (ParameterOf(write) is { } parameter && Parameter(parameter, write.Value, write.Place) is { } diagnostic)
        {
            yield return diagnostic;
        }
        else if (write.Property.Name == "MaxOutputTokens" && model.MaxOutput > 0 && Number(ValueFlow.Constant(write.Value)) is { } asked && asked > model.MaxOutput)
        {
            yield return OptionsReport.AboveOutputLimit(model, asked, symbols, write.Place);
        }
    }

    /// <summary>The parameter that a property carries. The compiler speaks itself of the properties that a model's own options have for what is refused.</summary>
    private ParameterCard? ParameterOf(OptionWrite write)
    {
        var isStandard = CapabilitySymbols.IsChatOptions(write.Property.ContainingType);
        foreach (var parameter in model.Parameters)
        {
            if (parameter.Property == write.Property.Name && (parameter.Option is not null || !isStandard)
                && !(parameter.IsRefused && SymbolEqualityComparer.Default.Equals(write.Property.ContainingType.ContainingType, model.Type)))
            {
                return parameter;
            }
        }

        return null;
    }

    private Diagnostic? Parameter(ParameterCard parameter, IOperation written, Location location)
    {
        var value = ValueFlow.Constant(written);
        if (parameter.IsRefused)
            return AsksNothing(parameter, value) ? null : OptionsReport.Refused(parameter, model, symbols, location);
        if (Number(value) is { } number)
        {
            if (parameter is { Name: "choices", Maximum: 1 } && number > 1)
            {
                return OptionsReport.Lacks(
                    CapabilityDescriptors.Choices, CapabilityWords.Choices, null, model, symbols, static other => other.Parameters.Any(card => card is { Name: "choices", IsRefused: false, Maximum: > 1 }), location);
            }

            return number < parameter.Minimum || number > parameter.Maximum ? OptionsReport.OutOfRange(parameter, model, number, location) : null;
        }

        var items = double.IsNaN(parameter.Maximum) ? 0 : CollectionItems.Of(written).Length;
        return items > parameter.Maximum ? OptionsReport.OutOfCount(parameter, model, items, location) : null;
    }

    private Diagnostic? Tools(OptionWrite write) => model.Tools == CapabilityFact.No
        ? CapabilityReport.Missing(Capability.Tools, model, null, symbols, write.Place)
        : TooManyTools(CollectionItems.Of(write.Value).Length, write.Place);

    /// <summary>More tools than the model takes in one request.</summary>
    public Diagnostic? TooManyTools(int count, Location location) =>
        model.Parameters.FirstOrDefault(parameter => parameter is { Option: "Tools", IsRefused: false }) is { } limit && count > limit.Maximum
            ? OptionsReport.TooManyTools(limit, model, count, symbols, location)
            : null;

    private Diagnostic? ToolMode(OptionWrite write)
    {
        if (model.Refuses("requiredToolChoice") is not { } refused)
            return null;
        var isForced = ValueFlow.Origin(write.Value) switch
        {
            IPropertyReferenceOperation property => property.Property.Name == "RequireAny",
            IInvocationOperation call => call.TargetMethod.Name == "RequireSpecific",
            IObjectCreationOperation creation => creation.Type?.Name == "RequiredChatToolMode",
            _ => false,
        };
        return isForced ? OptionsReport.Refused(refused, model, symbols, write.Place) : null;
    }

    private Diagnostic? ResponseFormat(OptionWrite write)
    {
        if (model.StructuredOutput != CapabilityFact.No)
            return null;
        var hasSchema = ValueFlow.Origin(write.Value) switch
        {
            IInvocationOperation call => call.TargetMethod.Name == "ForJsonSchema",
            IObjectCreationOperation { Type.Name: "ChatResponseFormatJson" } creation => creation.Arguments.Any(argument => argument is { ArgumentKind: ArgumentKind.Explicit, Parameter.Name: "schema", Value.ConstantValue.HasValue: false }),
            _ => false,
        };
        return hasSchema ? NoStructuredOutput(write.Place) : null;
    }

    /// <summary>A schema for the answer of a model that answers by none.</summary>
    public Diagnostic NoStructuredOutput(Location location) => OptionsReport.Lacks(
        CapabilityDescriptors.StructuredOutput, CapabilityWords.StructuredOutput, null, model, symbols, static other => other.StructuredOutput == CapabilityFact.Yes, location);

    /// <summary>An id that nobody lists may be another name of the same model: a deployment, a profile of a region, a tuned copy.</summary>
    private Diagnostic? ModelId(OptionWrite write) =>
        ValueFlow.Constant(write.Value) is string asked && asked != model.Id && symbols.ModelById(model, asked) is { } other ? OptionsReport.OtherModel(model, other, write.Place) : null;

    /// <summary>A value that says of a refused parameter what holds without it.</summary>
    private static bool AsksNothing(ParameterCard parameter, object? value) => parameter.Name switch
    {
        "choices" => value is 1,
        "logprobs" => value is false,
        _ => false,
    };

    /// <summary>A number as it was written: 0.7f is 0.7.</summary>
    private static double? Number(object? value) => value switch
    {
        float single and > -1e9f and < 1e9f => (double)(decimal)single,
        float single => single,
        double number => number,
        int number => number,
        long number => number,
        _ => null,
    };
}
