using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;

namespace SdkGen.Conformance.Tests.Requests;

/// <summary>A function of a recorded request.</summary>
internal sealed class RecordedFunction(string name, string? description, JsonNode? schema, IReadOnlyDictionary<string, object?>? properties = null) : AIFunctionDeclaration
{
    public override string Name => name;

    public override string Description => description ?? "";

    public override JsonElement JsonSchema { get; } = JsonMeaning.Element(schema ?? new JsonObject { ["type"] = "object", ["properties"] = new JsonObject() });

    public override IReadOnlyDictionary<string, object?> AdditionalProperties { get; } = properties ?? new Dictionary<string, object?>();
}

/// <summary>A tool of the service's own, by its wire names.</summary>
internal sealed class RecordedServiceTool(string name, IReadOnlyDictionary<string, object?> properties) : AITool
{
    public override string Name => name;

    public override IReadOnlyDictionary<string, object?> AdditionalProperties => properties;
}
