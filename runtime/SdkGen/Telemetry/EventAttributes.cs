using System.Collections;
using Tag = System.Collections.Generic.KeyValuePair<string, object?>;

namespace SdkGen.Telemetry;

/// <summary>The attributes of an event, as a logger takes them: names with dots cannot stand in a message's template.</summary>
internal sealed class EventAttributes(IReadOnlyList<Tag> tags) : IReadOnlyList<Tag>
{
    public int Count => tags.Count;

    public Tag this[int index] => tags[index];

    public IEnumerator<Tag> GetEnumerator() => tags.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public override string ToString() => string.Join(", ", tags.Select(tag => $"{tag.Key}: {tag.Value}"));
}
