using System.Collections.Concurrent;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;
using SdkGen.Transport;

namespace SdkGen;

/// <summary>What the account of one client makes of the rules: which model a request asks, whether its id is known, and what the model does not do.</summary>
/// <param name="connection">The account.</param>
/// <param name="model">The client's model.</param>
internal sealed partial class RequestGuard(ProviderConnection connection, ModelFacts model)
{
    private readonly UnknownModelAction _onUnknownModel = connection.Options.OnUnknownModel ?? UnknownModelAction.Allow;
    private readonly ConcurrentDictionary<string, bool> _warned = new(StringComparer.Ordinal);

    /// <summary>Parameters that are refused are left out.</summary>
    public bool Drops { get; } = connection.Options.OnUnsupportedParameter == UnsupportedParameterAction.Drop;

    /// <summary>Judges a request.</summary>
    /// <param name="messages">The conversation. What can be read but once is read, and a list of it takes its place.</param>
    /// <param name="options">The options.</param>
    /// <param name="streaming">Whether the answer is to be streamed.</param>
    /// <returns>The first thing that the model is known not to do; null where nothing is known against the request.</returns>
    public UnsupportedCapabilityException? Judge(ref IEnumerable<ChatMessage> messages, ChatOptions? options, bool streaming)
    {
        var asked = options?.ModelId is { } id && id != model.Id ? Find(id) : model;
        if (asked.Type is null && _onUnknownModel != UnknownModelAction.Allow && JudgeId(asked.Id) is { } unknown)
            return unknown;
        var rules = asked.Rules;
        if (rules.JudgeModel(connection.Profile, asked, streaming) is { } misfit)
            return misfit;
        if (options is not null && rules.JudgeOptions(connection.Profile, asked, options) is { } refused)
            return refused;
        if (!rules.ReadsMessages)
            return null;

        // A sequence may be one that can be read only once.
        var list = messages as IList<ChatMessage> ?? [.. messages];
        messages = list;
        return rules.JudgeMessages(connection.Profile, asked, list, options);
    }

    /// <summary>Writes to the log what a request lost.</summary>
    public void LogDropped(string parameter, UnsupportedCapabilityException refusal)
    {
        if (connection.Log is { } log)
            Dropped(log, parameter, refusal.Model ?? model.Id, refusal.Message);
    }

    /// <summary>The facts of the model that a request asks in the place of the client's.</summary>
    private ModelFacts Find(string id) => connection.Profile.Models.FirstOrDefault(listed => listed.Id == id)
        ?? new ModelFacts { Id = id, Refused = connection.Profile.UnlistedModel?.Refused };

    private UnsupportedCapabilityException? JudgeId(string id)
    {
        var profile = connection.Profile;

        // Own facts, or a form of a listed model: a region's profile, a tuned model, a path that ends in it.
        if (profile.Models.Any(listed => listed.Id == id || IsFormOf(id, listed.Id)))
            return null;
        if (_onUnknownModel == UnknownModelAction.Warn)
        {
            if (connection.Log is { } log && _warned.TryAdd(id, true))
                Unknown(log, id, profile.Name);
            return null;
        }

        var nearest = NearestName.Of(id, Array.ConvertAll([.. profile.Models], listed => listed.Id));
        if (nearest is not null)
            return CapabilityGuard.Refusal(CapabilityRules.UnknownModel, profile, id, $"Did you mean {nearest}", [id, profile.Name, $"Did you mean {nearest}"]);
        const string Advice = $"Ask one that its spec lists, or set {nameof(ProviderOptions.OnUnknownModel)} to {nameof(UnknownModelAction.Allow)} to send it all the same";
        return new UnsupportedCapabilityException(CapabilityRules.UnknownModel.Id, $"{id} is no model of {profile.Name}. {Advice}.", Advice) { Provider = profile.Id, Model = id };
    }

    private static bool IsFormOf(string id, string listed)
    {
        var at = id.IndexOf(listed, StringComparison.Ordinal);
        return at >= 0 && (at == 0 || id[at - 1] is '.' or ':' or '/') && (at + listed.Length == id.Length || id[at + listed.Length] is ':' or '/' or '@');
    }

    [LoggerMessage(1, LogLevel.Warning, "The parameter {Parameter} was left out of a request to {Model}: {Reason}")]
    private static partial void Dropped(ILogger log, string parameter, string model, string reason);

    [LoggerMessage(2, LogLevel.Warning, "{Model} is no model that the spec of {Provider} lists: nothing is known of what it can do, and nothing is refused.")]
    private static partial void Unknown(ILogger log, string model, string provider);
}
