using System.Text.Json;

namespace SdkGen.Json.Schema;

/// <summary>Equality of JSON values: numbers by value, strings by text, members in any order (the last of a repeated name counts).</summary>
internal static class JsonSchemaValue
{
    private const int FewItems = 8;

    public static bool AreEqual(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b)
    {
        var left = Read(a);
        var right = Read(b);
        if (left.TokenType != right.TokenType)
            return false;
        switch (left.TokenType)
        {
            case JsonTokenType.Number: return JsonSchemaNumber.AreEqual(left.ValueSpan, right.ValueSpan);
            case JsonTokenType.String: return JsonSchemaText.Of(ref left).SequenceEqual(JsonSchemaText.Of(ref right));
            case JsonTokenType.StartArray: return AreEqualItems(a, b);
            case JsonTokenType.StartObject: return AreEqualMembers(a, b);
            default: return true;
        }
    }

    public static bool AreUnique(ReadOnlySpan<byte> array)
    {
        var items = Items(array);
        if (items.Count <= FewItems)
        {
            for (var i = 1; i < items.Count; i++)
            {
                for (var j = 0; j < i; j++)
                {
                    if (AreEqual(array[items[i]], array[items[j]]))
                        return false;
                }
            }

            return true;
        }

        // By hash, so that a long array costs no more than its length.
        var byHash = new Dictionary<int, List<Range>>(items.Count);
        foreach (var item in items)
        {
            var hash = Hash(array[item]);
            if (!byHash.TryGetValue(hash, out var same))
                byHash.Add(hash, same = []);
            foreach (var other in same)
            {
                if (AreEqual(array[item], array[other]))
                    return false;
            }

            same.Add(item);
        }

        return true;
    }

    public static int CountNames(ReadOnlySpan<byte> json) => Members(json).Count;

    private static Utf8JsonReader Read(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, JsonSchemaRun.Lenient);
        reader.Read();
        return reader;
    }

    private static bool AreEqualItems(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b)
    {
        var (left, right) = (Items(a), Items(b));
        if (left.Count != right.Count)
            return false;
        for (var i = 0; i < left.Count; i++)
        {
            if (!AreEqual(a[left[i]], b[right[i]]))
                return false;
        }

        return true;
    }

    private static bool AreEqualMembers(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b)
    {
        var (left, right) = (Members(a), Members(b));
        if (left.Count != right.Count)
            return false;
        for (var i = 0; i < left.Count; i++)
        {
            if (!left[i].Name.AsSpan().SequenceEqual(right[i].Name) || !AreEqual(a[left[i].Value], b[right[i].Value]))
                return false;
        }

        return true;
    }

    private static int Hash(ReadOnlySpan<byte> json)
    {
        var reader = Read(json);
        var hash = new HashCode();
        hash.Add(reader.TokenType);
        switch (reader.TokenType)
        {
            case JsonTokenType.Number:
                var number = new JsonDecimal(reader.ValueSpan);
                hash.Add(number.IsZero ? 0 : number.Exponent);
                hash.Add(number.IsNegative && !number.IsZero);
                for (var i = 0; i < number.Length; i++)
                    hash.Add(number.Digit(i));
                break;
            case JsonTokenType.String:
                hash.AddBytes(JsonSchemaText.Of(ref reader));
                break;
            case JsonTokenType.StartArray:
                foreach (var item in Items(json))
                    hash.Add(Hash(json[item]));
                break;
            case JsonTokenType.StartObject:
                foreach (var (name, value) in Members(json))
                {
                    hash.AddBytes(name);
                    hash.Add(Hash(json[value]));
                }

                break;
        }

        return hash.ToHashCode();
    }

    private static List<Range> Items(ReadOnlySpan<byte> json)
    {
        var reader = Read(json);
        var items = new List<Range>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            items.Add(Skip(ref reader));
        return items;
    }

    /// <summary>The members by name, in the order of their bytes; of a repeated name the last.</summary>
    private static List<(byte[] Name, Range Value)> Members(ReadOnlySpan<byte> json)
    {
        var reader = Read(json);
        var members = new List<(byte[] Name, Range Value)>();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = JsonSchemaText.Of(ref reader).ToArray();
            reader.Read();
            members.Add((name, Skip(ref reader)));
        }

        members.Sort((a, b) => a.Name.AsSpan().SequenceCompareTo(b.Name) is var order and not 0 ? order : a.Value.Start.Value.CompareTo(b.Value.Start.Value));
        var kept = 0;
        for (var i = 0; i < members.Count; i++)
        {
            if (i + 1 == members.Count || !members[i].Name.AsSpan().SequenceEqual(members[i + 1].Name))
                members[kept++] = members[i];
        }

        members.RemoveRange(kept, members.Count - kept);
        return members;
    }

    private static Range Skip(ref Utf8JsonReader reader)
    {
        var start = (int)reader.TokenStartIndex;
        reader.Skip();
        return start..(int)reader.BytesConsumed;
    }
}
