using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace SdkGen.Analyzers.Capabilities;

/// <summary>Judges the parts of messages against what one model takes.</summary>
internal sealed class ContentJudge(ModelCard model, CapabilitySymbols symbols)
{
    public IEnumerable<Diagnostic> Judge(IOperation messages)
    {
        // Nothing shorter than this many letters a token is prose of any language.
        const int MostLetters = 8, UsualLetters = 4;
        var letters = MessageParts.Letters(messages);
        if (model.Context > 0 && letters / MostLetters > model.Context)
            yield return OptionsReport.TooLong(model, letters / UsualLetters, symbols, messages.Syntax.GetLocation());
        foreach (var message in MessageParts.Messages(messages))
        {
            if (message.Role == "System" && model.Refuses("systemPrompt") is { } refused)
            {
                yield return OptionsReport.Lacks(
                    CapabilityDescriptors.SystemMessages, CapabilityWords.SystemMessages, refused.Reason, model, symbols, static other => other.Refuses("systemPrompt") is null, Place(message.Creation, message, messages));
            }

            foreach (var part in message.Parts)
            {
                if (MessageParts.MediaType(part) is { } mediaType && CapabilityWords.InputKind(mediaType) is { } kind && Input(kind, Place(part, message, messages)) is { } diagnostic)
                    yield return diagnostic;
            }
        }
    }

    /// <summary>A kind of input that the model does not take.</summary>
    public Diagnostic? Input(string kind, Location location) => model.Takes(kind) == CapabilityFact.No
        ? OptionsReport.Lacks(CapabilityDescriptors.InputKind, CapabilityWords.Take(kind), null, model, symbols, other => other.Takes(kind) == CapabilityFact.Yes, location)
        : null;

    /// <summary>The part itself; or the message or the argument, where the part stands in another body and may be sent to other models too.</summary>
    private static Location Place(IOperation part, SeenMessage message, IOperation argument)
    {
        var nearest = ValueFlow.IsSameBody(part, argument) ? part : ValueFlow.IsSameBody(message.Passed, argument) ? message.Passed : argument;
        return nearest.Syntax.GetLocation();
    }
}
