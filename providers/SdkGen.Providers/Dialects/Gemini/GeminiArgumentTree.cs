using System.Text.Json.Nodes;

namespace SdkGen.Dialects.Gemini;

/// <summary>Puts values by their paths into one JSON object, in whatever order they came.</summary>
internal static class GeminiArgumentTree
{
    public static string Of(List<(List<GeminiPathStep> Path, string Json)> values)
    {
        var root = new JsonObject();
        foreach (var (path, json) in values)
            Put(root, path, JsonNode.Parse(json));
        return root.ToJsonString();
    }

    private static void Put(JsonObject root, List<GeminiPathStep> path, JsonNode? value)
    {
        JsonNode at = root;
        for (var i = 0; i < path.Count; i++)
        {
            var isLast = i == path.Count - 1;
            var inner = isLast ? value : path[i + 1].IsIndex ? new JsonArray() : new JsonObject();
            if (at is JsonObject members && path[i].Name is { } name)
            {
                if (isLast || Missing(members[name], inner))
                    members[name] = inner;
                at = members[name]!;
            }
            else if (at is JsonArray items && path[i].IsIndex)
            {
                // A place beyond the end is the next one: nobody reserves room by a number in an answer.
                var index = Math.Min(path[i].Index, items.Count);
                if (index == items.Count)
                    items.Add(inner);
                else if (isLast || Missing(items[index], inner))
                    items[index] = inner;
                at = items[index]!;
            }
            else
            {
                return;
            }
        }
    }

    private static bool Missing(JsonNode? found, JsonNode? wanted) => found?.GetType() != wanted?.GetType();
}
