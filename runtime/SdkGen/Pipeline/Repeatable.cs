using Microsoft.Extensions.AI;

namespace SdkGen;

/// <summary>Messages that several readers read: attempts, estimates, keys.</summary>
internal static class Repeatable
{
    /// <summary>The messages themselves where they are a collection, else a copy.</summary>
    public static IEnumerable<ChatMessage> Of(IEnumerable<ChatMessage> messages) => messages is ICollection<ChatMessage> or IReadOnlyCollection<ChatMessage> ? messages : [.. messages];
}
