using Microsoft.Extensions.AI;
using SdkGen.Transport;

namespace SdkGen;

/// <summary>What attempts used that did not become the answer: it is paid for, and stands in the answer's usage beside its own.</summary>
internal static class AttemptUsage
{
    /// <summary>What a failure says of the attempts behind it; null where it says nothing.</summary>
    public static UsageDetails? Of(Exception exception) => exception switch
    {
        LlmException failure => failure.Usage,
        InterruptedAnswerException interrupted => interrupted.Usage,
        _ => null,
    };

    /// <summary>What the contents of an update say.</summary>
    public static UsageDetails? Of(IList<AIContent> contents)
    {
        UsageDetails? sum = null;
        for (var i = 0; i < contents.Count; i++)
        {
            if (contents[i] is UsageContent usage)
                sum = Sum(sum, usage.Details);
        }

        return sum;
    }

    /// <summary>Both together; neither is changed.</summary>
    public static UsageDetails? Sum(UsageDetails? one, UsageDetails? other)
    {
        if (one is null || other is null)
            return one ?? other;
        var sum = new UsageDetails();
        sum.Add(one);
        sum.Add(other);
        return sum;
    }

    /// <summary>The usage of an answer with that of the attempts before it.</summary>
    public static UsageDetails? With(UsageDetails? answer, UsageDetails? failed) => failed is null ? answer : Sum(answer, Marked(failed));

    /// <summary>The usage of failed attempts, marked as such.</summary>
    public static UsageDetails Marked(UsageDetails failed)
    {
        var marked = new UsageDetails();
        marked.Add(failed);
        (marked.AdditionalCounts ??= [])[UsageCounts.FailedAttempts] = Total(failed);
        return marked;
    }

    /// <summary>It is of failed attempts alone, and not of the answer.</summary>
    public static bool IsOfFailures(UsageDetails usage) => usage.AdditionalCounts is { } counts && counts.TryGetValue(UsageCounts.FailedAttempts, out var failed) && failed == Total(usage);

    private static long Total(UsageDetails usage) => usage.TotalTokenCount ?? (usage.InputTokenCount ?? 0) + (usage.OutputTokenCount ?? 0);
}
