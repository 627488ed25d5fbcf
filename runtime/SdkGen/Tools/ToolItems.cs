using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace SdkGen;

/// <summary>What belongs to a call, its <see cref="ToolContext"/> among it. Most calls have nothing else: then there is no table.</summary>
internal sealed class ToolItems(ToolContext context) : IDictionary<object, object?>
{
    private Dictionary<object, object?>? _table;

    public ICollection<object> Keys => Table.Keys;

    public ICollection<object?> Values => Table.Values;

    public int Count => Table.Count;

    public bool IsReadOnly => false;

    private Dictionary<object, object?> Table => _table ??= new() { [typeof(ToolContext)] = context };

    public object? this[object key]
    {
        get => Table[key];
        set => Table[key] = value;
    }

    public bool TryGetValue(object key, [MaybeNullWhen(false)] out object? value)
    {
        if (_table is not null)
            return _table.TryGetValue(key, out value);
        var isContext = Equals(key, typeof(ToolContext));
        value = isContext ? context : null;
        return isContext;
    }

    public bool ContainsKey(object key) => Table.ContainsKey(key);

    public void Add(object key, object? value) => Table.Add(key, value);

    public bool Remove(object key) => Table.Remove(key);

    public void Clear() => Table.Clear();

    public IEnumerator<KeyValuePair<object, object?>> GetEnumerator() => Table.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    void ICollection<KeyValuePair<object, object?>>.Add(KeyValuePair<object, object?> item) => Table.Add(item.Key, item.Value);

    bool ICollection<KeyValuePair<object, object?>>.Contains(KeyValuePair<object, object?> item) => ((ICollection<KeyValuePair<object, object?>>)Table).Contains(item);

    void ICollection<KeyValuePair<object, object?>>.CopyTo(KeyValuePair<object, object?>[] array, int arrayIndex) => ((ICollection<KeyValuePair<object, object?>>)Table).CopyTo(array, arrayIndex);

    bool ICollection<KeyValuePair<object, object?>>.Remove(KeyValuePair<object, object?> item) => ((ICollection<KeyValuePair<object, object?>>)Table).Remove(item);
}
