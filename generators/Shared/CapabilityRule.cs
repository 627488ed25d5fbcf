using System.Globalization;

namespace SdkGen;

/// <summary>A rule of family <c>LLM2xxx</c>: its id, and its words. The compiler and the running program speak by the same rule. An id is never reused.</summary>
/// <param name="id">For example <c>LLM2003</c>.</param>
/// <param name="title">The heading of its page.</param>
/// <param name="sentence">The message; <c>{0}</c> stands for the model's id, the rest as <see cref="CapabilityRules"/> says beside each.</param>
/// <param name="isWarning">What it finds may be meant so.</param>
internal sealed class CapabilityRule(string id, string title, string sentence, bool isWarning = false)
{
    public string Id { get; } = id;

    public string Title { get; } = title;

    public string Sentence { get; } = sentence;

    public bool IsWarning { get; } = isWarning;

    /// <summary>The message.</summary>
    public string Say(params object[] words) => string.Format(CultureInfo.InvariantCulture, Sentence, words);
}
