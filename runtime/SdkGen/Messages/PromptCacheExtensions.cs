using Microsoft.Extensions.AI;

namespace SdkGen;

/// <summary>Marks where the prefix of a prompt ends that the service is to keep, so that the next request which begins the same is cheaper and faster.</summary>
/// <remarks>
/// One mark for all services: Anthropic gets <c>cache_control</c>, Bedrock a <c>cachePoint</c> behind the part, OpenAI a <c>prompt_cache_breakpoint</c>. Services that find prefixes by themselves leave it out.
/// What was read and written stands in the usage (<see cref="UsageDetails.CachedInputTokenCount"/>, <see cref="UsageCounts.CacheWriteInput"/>) and is priced as such.
/// Instructions are marked as a system message: <c>new ChatMessage(ChatRole.System, "…").WithCachePoint()</c>.
/// </remarks>
public static class PromptCacheExtensions
{
    private const string Key = "cacheControl";
    private const string Hour = "1h";

    /// <summary>Ends a prefix behind a part of a message.</summary>
    /// <param name="content">The part; it is marked itself.</param>
    /// <param name="forAnHour">Asks to keep the prefix for an hour, where the service has a choice, at a higher price for writing it; false leaves it to the service.</param>
    /// <returns>The part.</returns>
    public static TContent WithCachePoint<TContent>(this TContent content, bool forAnHour = false)
        where TContent : AIContent
    {
        ArgumentNullException.ThrowIfNull(content);
        (content.AdditionalProperties ??= [])[Key] = Mark(forAnHour);
        return content;
    }

    /// <summary>Ends a prefix behind a message: behind its last part.</summary>
    /// <param name="message">The message; its last part is marked.</param>
    /// <param name="forAnHour">Asks to keep the prefix for an hour, where the service has a choice, at a higher price for writing it; false leaves it to the service.</param>
    /// <returns>The message.</returns>
    /// <exception cref="ArgumentException">The message is empty.</exception>
    public static ChatMessage WithCachePoint(this ChatMessage message, bool forAnHour = false)
    {
        ArgumentNullException.ThrowIfNull(message);
        if (message.Contents.Count == 0)
            throw new ArgumentException("A message without contents has no end to mark.", nameof(message));
        message.Contents[^1].WithCachePoint(forAnHour);
        return message;
    }

    /// <summary>Ends a prefix behind a tool: all tools up to this one are kept.</summary>
    /// <param name="tool">The tool.</param>
    /// <param name="forAnHour">Asks to keep the prefix for an hour, where the service has a choice, at a higher price for writing it; false leaves it to the service.</param>
    /// <returns>The tool with the mark; the given one stays as it is. OpenAI has no marks on tools and keeps them with the messages behind them.</returns>
    public static AIFunction WithCachePoint(this AIFunction tool, bool forAnHour = false)
    {
        ArgumentNullException.ThrowIfNull(tool);
        var properties = new Dictionary<string, object?>(tool.AdditionalProperties) { [Key] = Mark(forAnHour) };
        return tool is LlmTool generated ? new MarkedTool(generated, properties) : new MarkedFunction(tool, properties);
    }

    private static object Mark(bool forAnHour) => forAnHour ? Hour : true;

    private sealed class MarkedFunction(AIFunction inner, IReadOnlyDictionary<string, object?> properties) : DelegatingAIFunction(inner)
    {
        public override IReadOnlyDictionary<string, object?> AdditionalProperties => properties;
    }
}
