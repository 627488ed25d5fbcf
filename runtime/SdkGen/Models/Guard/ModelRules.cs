using Microsoft.Extensions.AI;
using SdkGen.Transport;

namespace SdkGen;

/// <summary>What is known against a model, made ready for judging requests. Only a sourced no counts; a fact that is unknown judges nothing.</summary>
internal sealed class ModelRules
{
    private readonly LlmModelAttribute? _card;
    private readonly OptionRules _options;
    private readonly InputKinds _inputs;
    private readonly int? _context;
    private readonly bool _takesSystemMessages;

    public ModelRules(ModelFacts model)
    {
        _card = model.Card;
        _options = new OptionRules(model);
        _inputs = InputKindsOf(_card?.Input ?? []);
        _context = model.Context;
        _takesSystemMessages = model.Refused?.ContainsKey(OptionRules.SystemPrompt) != true;
    }

    /// <summary>Whether there is anything to look for in messages.</summary>
    public bool ReadsMessages => _inputs != InputKinds.All || _context is not null || !_takesSystemMessages;

    /// <summary>What is wrong with asking the model at all, or in this way.</summary>
    public UnsupportedCapabilityException? JudgeModel(ProviderProfile profile, ModelFacts model, bool streaming)
    {
        if (_card is { Retired: not null })
            return CapabilityGuard.Retired(profile, model, _card);
        return streaming && _card is { Streaming: Fact.No }
            ? CapabilityGuard.Lacks(CapabilityRules.Streaming, profile, model, CapabilityWords.Streaming, static card => card.Streaming == Fact.Yes)
            : null;
    }

    /// <summary>What is wrong with the options of a request.</summary>
    /// <param name="profile">The provider.</param>
    /// <param name="model">The model.</param>
    /// <param name="options">The options.</param>
    public UnsupportedCapabilityException? JudgeOptions(ProviderProfile profile, ModelFacts model, ChatOptions options)
    {
        if (_card is { Tools: Fact.No } && HasFunctions(options.Tools))
            return CapabilityGuard.Lacks(CapabilityRules.Tools, profile, model, CapabilityWords.Tools, static card => card.Tools == Fact.Yes);
        if (_card is { StructuredOutput: Fact.No } && options.ResponseFormat is ChatResponseFormatJson { Schema: not null })
            return CapabilityGuard.Lacks(CapabilityRules.StructuredOutput, profile, model, CapabilityWords.StructuredOutput, static card => card.StructuredOutput == Fact.Yes);
        return _options.Judge(profile, options);
    }

    /// <summary>What is wrong with the messages of a request.</summary>
    public UnsupportedCapabilityException? JudgeMessages(ProviderProfile profile, ModelFacts model, IList<ChatMessage> messages, ChatOptions? options)
    {
        long characters = options?.Instructions?.Length ?? 0;
        for (var i = 0; i < messages.Count; i++)
        {
            var message = messages[i];
            if (!_takesSystemMessages && message.Role == ChatRole.System)
                return CapabilityGuard.NoSystemMessages(profile, model);
            var contents = message.Contents;
            for (var j = 0; j < contents.Count; j++)
            {
                if (contents[j] is TextContent { Text: { } text })
                    characters += text.Length;
                else if (_inputs != InputKinds.All && message.Role != ChatRole.Assistant && KindOf(contents[j]) is var kind and not InputKinds.None && (kind & _inputs) == 0)
                    return NotTaken(profile, model, kind);
            }
        }

        // No text has less than two characters a token, so nothing shorter needs to be weighed.
        return _context is { } context && characters / 2 > context && TokenEstimate.Of(messages, options).Least is var least && least > context
            ? CapabilityGuard.TooLong(profile, model, context, least)
            : null;
    }

    private static UnsupportedCapabilityException NotTaken(ProviderProfile profile, ModelFacts model, InputKinds kind)
    {
        var word = kind.ToString().ToLowerInvariant();
        return CapabilityGuard.Lacks(CapabilityRules.InputKind, profile, model, CapabilityWords.Take(word), card => card.Input.Contains(word));
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

    /// <summary>The kinds that are not known to be refused.</summary>
    private static InputKinds InputKindsOf(string[] words)
    {
        if (words.Length == 0)
            return InputKinds.All;
        var kinds = InputKinds.None;
        foreach (var word in words)
        {
            kinds |= word switch
            {
                "text" => InputKinds.Text,

                // Services make images of the pages of files: who takes images is not known to refuse files.
                "image" => InputKinds.Image | InputKinds.File,
                "audio" => InputKinds.Audio,
                "video" => InputKinds.Video,
                "file" => InputKinds.File,
                _ => InputKinds.None,
            };
        }

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

    /// <summary>Kinds of input in which models differ; their names are the words of <see cref="LlmModelAttribute.Input"/>.</summary>
    [Flags]
    private enum InputKinds
    {
        None = 0,
        Text = 1,
        Image = 2,
        Audio = 4,
        Video = 8,
        File = 16,
        All = Text | Image | Audio | Video | File,
    }
}
