using System.Globalization;
using Microsoft.Extensions.AI;
using SdkGen.Transport;

namespace SdkGen;

/// <summary>What is known against a model, made ready for judging requests. Only a sourced no counts; a fact that is unknown judges nothing.</summary>
internal sealed class ModelRules
{
    private readonly LlmModelAttribute? _card;
    private readonly InputKinds _inputs;
    private readonly int? _context;
    private readonly int? _maxOutput;

    /// <summary>Refused parameters that options have a property for, by the dialect's name.</summary>
    private readonly KeyValuePair<string, string>[] _refused;

    public ModelRules(ModelFacts model)
    {
        _card = model.Card;
        _inputs = _card is { Input.Length: > 0 } ? InputKindsOf(_card.Input) : InputKinds.All;
        _context = model.Context ?? (_card is { Context: > 0 } ? _card.Context : null);
        _maxOutput = model.MaxOutput ?? (_card is { MaxOutput: > 0 } ? _card.MaxOutput : null);
        _refused = model.Refused is null ? [] : [.. model.Refused.Where(pair => RequestParameter.IsStandard(pair.Key))];
    }

    /// <summary>Whether there is anything to look for in messages.</summary>
    public bool ReadsMessages => _inputs != InputKinds.All || _context is not null;

    /// <summary>What is wrong with asking the model at all, or in this way.</summary>
    public UnsupportedCapabilityException? JudgeModel(ProviderConnection connection, ModelFacts model, bool streaming) =>
        streaming && _card is { Streaming: Fact.No }
            ? CapabilityGuard.Lacks(CapabilityRules.Streaming, connection.Profile, model, CapabilityWords.Streaming, static card => card.Streaming == Fact.Yes)
            : null;

    /// <summary>What is wrong with the options of a request.</summary>
    public UnsupportedCapabilityException? JudgeOptions(ProviderProfile profile, ModelFacts model, ChatOptions options)
    {
        if (_card is { Tools: Fact.No } && HasFunctions(options.Tools))
            return CapabilityGuard.Lacks(CapabilityRules.Tools, profile, model, CapabilityWords.Tools, static card => card.Tools == Fact.Yes);
        if (_card is { StructuredOutput: Fact.No } && options.ResponseFormat is ChatResponseFormatJson { Schema: not null })
            return CapabilityGuard.Lacks(CapabilityRules.StructuredOutput, profile, model, CapabilityWords.StructuredOutput, static card => card.StructuredOutput == Fact.Yes);
        foreach (var (name, reason) in _refused)
        {
            if (RequestParameter.IsSet(options, name))
                return CapabilityGuard.RefusedParameter(profile, model, RequestParameter.WireNameOf(model, name), reason);
        }

        if (_maxOutput is { } most && options.MaxOutputTokens > most)
            return OutputLimit(profile, model, most, options.MaxOutputTokens.Value);
        return options.AdditionalProperties is { Count: > 0 } properties && model.Refused is { } refused ? JudgeByWireName(profile, model, refused, properties) : null;
    }

    /// <summary>What is wrong with the messages of a request.</summary>
    public UnsupportedCapabilityException? JudgeMessages(ProviderProfile profile, ModelFacts model, IList<ChatMessage> messages, ChatOptions? options)
    {
        long characters = options?.Instructions?.Length ?? 0;
        for (var i = 0; i < messages.Count; i++)
        {
            var message = messages[i];
            var contents = message.Contents;
            for (var j = 0; j < contents.Count; j++)
            {
                if (contents[j] is TextContent { Text: { } text })
                    characters += text.Length;
                else if (_inputs != InputKinds.All && message.Role != ChatRole.Assistant && KindOf(contents[j]) is var kind and not InputKinds.None && (kind & _inputs) == 0)
                    return NotTaken(profile, model, kind);
            }
        }

        return _context is { } context && TokenEstimate.MayExceed(characters, context) ? JudgeLength(profile, model, messages, options, context) : null;
    }

    private static UnsupportedCapabilityException? JudgeByWireName(
        ProviderProfile profile, ModelFacts model, IReadOnlyDictionary<string, string> refused, AdditionalPropertiesDictionary properties)
    {
        foreach (var (name, value) in properties)
        {
            if (value is not null && refused.TryGetValue(name, out var reason))
                return CapabilityGuard.RefusedParameter(profile, model, name, reason);
        }

        return null;
    }

    private static UnsupportedCapabilityException OutputLimit(ProviderProfile profile, ModelFacts model, int most, int wanted)
    {
        var advice = $"Ask for {most} or fewer";
        return CapabilityGuard.Refusal(CapabilityRules.OutputLimit, profile, model.Id, advice, [model.Id, most, wanted, advice], "maxOutputTokens");
    }

    private static UnsupportedCapabilityException NotTaken(ProviderProfile profile, ModelFacts model, InputKinds kind)
    {
        var word = kind.ToString().ToLowerInvariant();
        return CapabilityGuard.Lacks(CapabilityRules.InputKind, profile, model, CapabilityWords.Take(word), card => card.Input.Contains(word));
    }

    private static UnsupportedCapabilityException? JudgeLength(ProviderProfile profile, ModelFacts model, IList<ChatMessage> messages, ChatOptions? options, int context)
    {
        var least = TokenEstimate.Least(options?.Instructions);
        foreach (var message in messages)
        {
            foreach (var content in message.Contents)
                least += TokenEstimate.Least((content as TextContent)?.Text);
        }

        if (least <= context)
            return null;
        var wider = CapabilityGuard.Near(profile, model, card => card.Context >= least);
        var advice = wider.Length == 0 ? "Shorten it" : $"Shorten it, or ask a model with more: {string.Join(", ", wider)}";
        return CapabilityGuard.Refusal(CapabilityRules.Context, profile, model.Id, advice, [model.Id, context, least, advice], kind: LlmErrorKind.ContextLength);
    }

    private static bool HasFunctions(IList<AITool>? tools)
    {
        for (var i = 0; i < tools?.Count; i++)
        {
            if (tools[i] is AIFunctionDeclaration)
                return true;
        }

        return false;
    }

    private static InputKinds InputKindsOf(string[] words)
    {
        var kinds = InputKinds.None;
        foreach (var word in words)
            kinds |= Enum.TryParse<InputKinds>(word, ignoreCase: true, out var kind) ? kind : InputKinds.None;
        return kinds;
    }

    private static InputKinds KindOf(AIContent content) => content switch
    {
        DataContent data => KindOf(data.MediaType),
        UriContent uri => KindOf(uri.MediaType),
        HostedFileContent { MediaType: { } mediaType } => KindOf(mediaType),
        _ => InputKinds.None,
    };

    private static InputKinds KindOf(ReadOnlySpan<char> mediaType) => mediaType switch
    {
        _ when mediaType.StartsWith("image/", StringComparison.OrdinalIgnoreCase) => InputKinds.Image,
        _ when mediaType.StartsWith("audio/", StringComparison.OrdinalIgnoreCase) => InputKinds.Audio,
        _ when mediaType.StartsWith("video/", StringComparison.OrdinalIgnoreCase) => InputKinds.Video,
        _ when mediaType.StartsWith("application/pdf", StringComparison.OrdinalIgnoreCase) => InputKinds.File,
        _ => InputKinds.None,
    };
}

/// <summary>Kinds of input in which models differ; their names are the words of <see cref="LlmModelAttribute.Input"/>.</summary>
[Flags]
internal enum InputKinds
{
    None = 0,
    Text = 1,
    Image = 2,
    Audio = 4,
    Video = 8,
    File = 16,
    All = Text | Image | Audio | Video | File,
}
