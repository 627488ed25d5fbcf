using Microsoft.Extensions.AI;

namespace SdkGen;

/// <summary>What it took to get an answer.</summary>
/// <param name="Count">How many attempts, the last one included.</param>
/// <param name="Failed">What those before the last used; null where they used nothing.</param>
internal readonly record struct AttemptsMade(int Count, UsageDetails? Failed)
{
    /// <summary>With further ones.</summary>
    public AttemptsMade And(int count, UsageDetails? failed) => new(Count + count, AttemptUsage.Sum(Failed, failed));

    /// <summary>Says it of an answer.</summary>
    public void Note(AdditionalPropertiesDictionary properties)
    {
        if (Count > 1)
            ChatResponseAttempts.Note(properties, Count);
    }
}
