using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;
using SdkGen.Json;

namespace SdkGen;

/// <summary>One name for all requests that mean the same: the SHA-256 of provider, address, model, options, tools and messages as canonical JSON.</summary>
/// <remarks>Ids and times of messages are left out, and calls are known by their place instead of their ids, which many services make up anew each time.</remarks>
internal static class CacheKey
{
    private const int Version = 1;

    /// <summary>Names a request.</summary>
    /// <returns>Null where the request is more than its data, so that two that look alike may mean different things.</returns>
    public static string? Of(IChatClient client, IReadOnlyList<ChatMessage> messages, ChatOptions? given, string? partition)
    {
        var options = client.GetService<DefaultOptionsChatClient>() is { } defaults ? defaults.Effective(given) : given;
        if (!IsData(options))
            return null;
        try
        {
            var metadata = client.GetService<ChatClientMetadata>();
            var request = new JsonObject
            {
                ["version"] = Version,
                ["partition"] = partition,
                ["provider"] = metadata?.ProviderName,
                ["address"] = metadata?.ProviderUri?.AbsoluteUri,
                ["model"] = options?.ModelId ?? client.GetService<ModelFacts>()?.Id ?? metadata?.DefaultModelId,
                ["messages"] = Messages(messages),
            };
            if (options is not null)
            {
                var settings = Node(options, typeof(ChatOptions))!.AsObject();
                settings.Remove("modelId");
                request["options"] = settings;
                request["tools"] = new JsonArray([.. (options.Tools ?? []).Select(tool => Tool((AIFunctionDeclaration)tool))]);
            }

            using var utf8 = new PooledByteBuffer();
            using (var writer = new Utf8JsonWriter(utf8))
                request.WriteTo(writer);
            var reader = new Utf8JsonReader(utf8.Span);
            return "sdkgen:" + CanonicalJson.Hash(JsonElement.ParseValue(ref reader));
        }
        catch (Exception exception) when (exception is NotSupportedException or JsonException or InvalidOperationException)
        {
            // Something in it has no JSON form.
            return null;
        }
    }

    /// <summary>A conversation that the service keeps, an answer in the background, a wire object of the caller's own and a tool of the service are more than data.</summary>
    private static bool IsData(ChatOptions? options) => options is null || (options.ConversationId is null && options.ContinuationToken is null && options.AllowBackgroundResponses != true
        && options.RawRepresentationFactory is null && (options.Tools?.All(tool => tool is AIFunctionDeclaration) ?? true));

    private static JsonArray Messages(IReadOnlyList<ChatMessage> messages)
    {
        var calls = new Dictionary<string, string>(StringComparer.Ordinal);
        var all = new JsonArray();
        foreach (var message in messages)
        {
            var node = Node(message, typeof(ChatMessage))!.AsObject();
            node.Remove("messageId");
            node.Remove("createdAt");
            if (node["contents"] is JsonArray contents)
            {
                for (var i = contents.Count - 1; i >= 0; i--)
                {
                    if (message.Contents[i] is UsageContent)
                        contents.RemoveAt(i);
                }

                foreach (var content in contents)
                    Renumber(content, calls);
            }

            all.Add((JsonNode)node);
        }

        return all;
    }

    private static void Renumber(JsonNode? node, Dictionary<string, string> calls)
    {
        if (node is not JsonObject content)
            return;
        if (content["callId"] is JsonValue id && id.TryGetValue<string>(out var text))
        {
            if (!calls.TryGetValue(text, out var number))
                calls[text] = number = "call" + calls.Count.ToString(System.Globalization.CultureInfo.InvariantCulture);
            content["callId"] = number;
        }

        Renumber(content["toolCall"], calls);
    }

    private static JsonObject Tool(AIFunctionDeclaration tool) => new()
    {
        ["name"] = tool.Name,
        ["description"] = tool.Description,
        ["schema"] = JsonObjectOf(tool.JsonSchema),
        ["properties"] = tool.AdditionalProperties.Count == 0 ? null : Node(new Dictionary<string, object?>(tool.AdditionalProperties), typeof(IDictionary<string, object?>)),
    };

    private static JsonNode? JsonObjectOf(JsonElement element) => element.ValueKind == JsonValueKind.Object ? JsonObject.Create(element) : JsonValue.Create(element);

    private static JsonNode? Node(object value, Type type) => JsonSerializer.SerializeToNode(value, LlmJson.Options.GetTypeInfo(type));
}
