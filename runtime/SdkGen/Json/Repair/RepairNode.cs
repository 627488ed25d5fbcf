using System.Text;

namespace SdkGen.Json.Repair;

/// <summary>A value found in broken text: an object or array that still grows, or a scalar as finished JSON text.</summary>
internal sealed class RepairNode
{
    private readonly string? _json;
    private readonly List<string>? _keys;
    private readonly List<RepairNode>? _items;

    private RepairNode(string? json, List<string>? keys, List<RepairNode>? items)
    {
        _json = json;
        _keys = keys;
        _items = items;
    }

    public static RepairNode Null => new("null", null, null);

    /// <summary>The JSON text of a string, else null.</summary>
    public string? String => _json is ['"', ..] ? _json : null;

    public bool IsObject => _keys is not null;

    public bool IsArray => _items is not null && _keys is null;

    public bool IsContainer => _items is not null;

    public bool IsEmpty => _items is { Count: 0 };

    public int Count => _items?.Count ?? 0;

    public List<RepairNode> Items => _items ?? [];

    /// <summary>The value of the last member or item.</summary>
    public RepairNode? Last => _items is { Count: > 0 } items ? items[^1] : null;

    public static RepairNode Scalar(string json) => new(json, null, null);

    public static RepairNode Object() => new(null, [], []);

    public static RepairNode Array() => new(null, null, []);

    public void Add(RepairNode item) => _items!.Add(item);

    public void Add(string keyJson, RepairNode value)
    {
        _keys!.Add(keyJson);
        _items!.Add(value);
    }

    public void RemoveLast()
    {
        _keys?.RemoveAt(_keys.Count - 1);
        _items!.RemoveAt(_items.Count - 1);
    }

    /// <summary>Makes one array of the items behind the last array.</summary>
    public void WrapTail()
    {
        var items = _items!;
        var from = items.FindLastIndex(item => item.IsArray) + 1;
        if (from == items.Count)
            return;
        var row = Array();
        row._items!.AddRange(items[from..]);
        items.RemoveRange(from, items.Count - from);
        items.Add(row);
    }

    public void ReplaceLast(RepairNode item) => _items![^1] = item;

    /// <summary>Both are arrays, or objects with the same keys in the same order.</summary>
    public bool HasShapeOf(RepairNode other) =>
        IsArray && other.IsArray && Count == other.Count
        || IsObject && other.IsObject && _keys!.SequenceEqual(other._keys!, StringComparer.Ordinal);

    /// <summary>The value as compact JSON. Works through a stack of its own, so depth costs memory only.</summary>
    public byte[] ToUtf8()
    {
        var text = new StringBuilder();
        var open = new Stack<(RepairNode Node, int Next)>();
        var current = this;
        while (true)
        {
            if (current._items is null)
            {
                text.Append(current._json);
            }
            else
            {
                text.Append(current.IsObject ? '{' : '[');
                open.Push((current, 0));
            }

            while (open.TryPeek(out var top) && top.Next == top.Node.Count)
            {
                text.Append(top.Node.IsObject ? '}' : ']');
                open.Pop();
            }

            if (!open.TryPop(out var parent))
                break;
            if (parent.Next > 0)
                text.Append(',');
            if (parent.Node._keys is { } keys)
                text.Append(keys[parent.Next]).Append(':');
            current = parent.Node._items![parent.Next];
            open.Push((parent.Node, parent.Next + 1));
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }
}
