using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace SdkGen.Analyzers.Capabilities;

/// <summary>Judges the parts of messages against what one model takes.</summary>
internal sealed class ContentJudge(ModelCard model, CapabilitySymbols symbols)
{
    public IEnumerable<Diagnostic> Judge(ClientCall call, IOperation messages)
    {
        // Nothing shorter than this many letters a token is prose of any language.
        const int MostLetters = 8, UsualLetters = 4;
        var seen = MessageParts.Messages(messages);
        var letters = MessageParts.Letters(messages, seen);
        if (model.Context > 0 && letters / MostLetters > model.Context)
            yield return OptionsReport.TooLong(model, letters / UsualLetters, symbols, call.Place(messages));
        foreach (var message in seen)
        {
            if (message.Role == "System" && model.Refuses("systemPrompt") is { } refused)
            {
                yield return OptionsReport.Lacks(
                    CapabilityDescriptors.SystemMessages, CapabilityWords.SystemMessages, refused.Reason, model, symbols, static other => other.Refuses("systemPrompt") is null, call.Place(message.Creation, message.Passed, messages));
            }

            foreach (var part in message.Parts)
            {
                if (MessageParts.MediaType(part) is { } mediaType && CapabilityWords.InputKind(mediaType) is { } kind && Input(kind, call.Place(part, message.Passed, messages)) is { } diagnostic)
                    yield return diagnostic;
            }
        }
    }

    /// <summary>A kind of input that the model does not take.</summary>
    public Diagnostic? Input(string kind, Location location) => model.Takes(kind) == CapabilityFact.No
        ? OptionsReport.Lacks(CapabilityDescriptors.InputKind, CapabilityWords.Take(kind), null, model, symbols, other => other.Takes(kind) == CapabilityFact.Yes, location)
        : null;
}
