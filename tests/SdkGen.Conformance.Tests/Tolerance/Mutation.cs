using System.Text.Json;
using System.Text.Json.Nodes;

namespace SdkGen.Conformance.Tests.Tolerance;

/// <summary>Changes to what services send.</summary>
internal static class Mutation
{
    // What stands below belongs to the tool and not to the protocol: whatever is added there is an argument.
    private static readonly string[] s_free = ["arguments", "input", "args", "parameters", "schema", "response", "headers", "metadata", "json"];

    /// <summary>Adds what a newer version of the service may send, and changes what means nothing. The answer stays the same.</summary>
    public static void Grow(FramedBody body, Random random)
    {
        foreach (var node in body.Frames.Select(frame => frame.Json).OfType<JsonNode>())
        {
            foreach (var target in Objects(node).Where(_ => random.Next(4) == 0).ToList())
                target[$"new_member_{random.Next(10)}"] = Anything(random);
        }

        if (!body.IsText)
            return;
        if (random.Next(2) == 0)
            body.LineEnd = "\r\n";
        for (var i = random.Next(3); i > 0; i--)
            body.Frames.Insert(random.Next(body.Frames.Count), new Frame(null, null) { Verbatim = "keep-alive", IsComment = true });
        if (random.Next(2) == 0)
            body.Frames.RemoveAll(frame => frame.Verbatim == "[DONE]");
    }

    /// <summary>Breaks something. Whatever the answer then is, reading it ends, and in nothing but an answer or the exception for failures of services.</summary>
    public static void Break(FramedBody body, Random random)
    {
        for (var i = random.Next(1, 4); i > 0 && body.Frames.Count > 0; i--)
        {
            var position = random.Next(body.Frames.Count);
            var frame = body.Frames[position];
            switch (body.IsStream ? random.Next(10) : random.Next(6))
            {
                case 6:
                    body.Frames.RemoveAt(position);
                    break;
                case 7:
                    body.Frames.Insert(position, frame with { Json = frame.Json?.DeepClone() });
                    break;
                case 8:
                    body.Frames.Insert(position, frame with { Type = "new_event", Json = JsonNode.Parse("""{"type":"new_event","object":"new","value":{"x":[1]}}""") });
                    break;
                case 9:
                    body.Frames.Insert(position, frame with { Json = JsonNode.Parse("""{"type":"error","error":{"type":"new_error","code":17,"message":null}}""") });
                    break;
                default:
                    if (frame.Json is { } json)
                        body.Frames[position] = frame with { Json = BreakValue(json, random) };
                    break;
            }
        }
    }

    private static JsonNode? BreakValue(JsonNode json, Random random)
    {
        var places = Places(json).ToList();
        if (places.Count == 0)
            return Anything(random);
        var (parent, name, index) = places[random.Next(places.Count)];
        if (parent is JsonObject target)
        {
            if (random.Next(4) == 0)
                target.Remove(name!);
            else
                target[name!] = Other(target[name!], random);
        }
        else if (random.Next(4) == 0)
        {
            parent.AsArray().RemoveAt(index);
        }
        else
        {
            parent.AsArray()[index] = Other(parent.AsArray()[index], random);
        }

        return json;
    }

    private static JsonNode? Other(JsonNode? value, Random random) => value?.GetValueKind() == JsonValueKind.String && random.Next(2) == 0
        ? JsonValue.Create(random.Next(2) == 0 ? "" : "new_value")
        : Anything(random);

    private static JsonNode? Anything(Random random) => random.Next(9) switch
    {
        0 => null,
        1 => JsonValue.Create(random.Next(-5, 5)),
        2 => JsonNode.Parse("1e400"),
        3 => JsonValue.Create("text"),
        4 => JsonValue.Create(true),
        5 => new JsonArray(),
        6 => new JsonArray(null, JsonValue.Create(1), new JsonObject()),
        7 => new JsonObject(),
        _ => JsonNode.Parse("""{"type":"new","id":null,"content":[{"type":"newer"}]}"""),
    };

    /// <summary>The objects that the protocol describes.</summary>
    private static IEnumerable<JsonObject> Objects(JsonNode node)
    {
        if (node is JsonArray array)
            return array.OfType<JsonNode>().SelectMany(Objects);
        return node is JsonObject json ? json.Where(member => !s_free.Contains(member.Key) && member.Value is not null).SelectMany(member => Objects(member.Value!)).Prepend(json) : [];
    }

    private static IEnumerable<(JsonNode Parent, string? Name, int Index)> Places(JsonNode node) => node switch
    {
        JsonObject json => json.SelectMany(member => (member.Value is null ? [] : Places(member.Value)).Prepend((json, member.Key, 0))),
        JsonArray array => array.SelectMany((item, index) => (item is null ? [] : Places(item)).Prepend((array, null, index))),
        _ => [],
    };
}
