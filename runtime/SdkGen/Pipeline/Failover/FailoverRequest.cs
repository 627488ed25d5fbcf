using Microsoft.Extensions.AI;

namespace SdkGen;

/// <summary>The options of a request, as one member may have them.</summary>
internal static class FailoverRequest
{
    /// <summary>What is meant for another model is left out: its id, the parameters of its own that go by wire name, the object of its provider.</summary>
    public static ChatOptions? OptionsFor(FailoverMember member, FailoverMember first, ChatOptions? options)
    {
        if (options is null || member == first)
            return options;
        var model = member.Client.GetService<ModelFacts>()?.Type;
        var isOfOther = options is ModelOptions && options.GetType().DeclaringType is { } owner && owner != model;
        var isElsewhere = member.Identity.Provider != first.Identity.Provider;
        return isOfOther || (isElsewhere && (options.ModelId is not null || options.RawRepresentationFactory is not null)) ? new Shared(options, isOfOther) : options;
    }

    private sealed class Shared : ChatOptions
    {
        public Shared(ChatOptions options, bool isOfOther)
            : base(options)
        {
            ModelId = null;
            RawRepresentationFactory = null;
            if (isOfOther)
                AdditionalProperties = null;
        }

        private Shared(Shared options)
            : base(options)
        {
        }

        public override ChatOptions Clone() => new Shared(this);
    }
}
