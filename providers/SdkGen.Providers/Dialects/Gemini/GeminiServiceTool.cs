using System.Text.Json;
using Microsoft.Extensions.AI;
using SdkGen.Wire.Gemini;

namespace SdkGen.Dialects.Gemini;

/// <summary>A tool that Google runs itself and that the standard abstractions have no type for: <c>urlContext</c>, <c>googleMaps</c>, <c>computerUse</c>, …</summary>
/// <remarks>Web search, code execution, file search and MCP servers have one: <see cref="HostedWebSearchTool"/> and its neighbours.</remarks>
public sealed class GeminiServiceTool : AITool
{
    private readonly JsonElement _settings;

    /// <summary>Makes a tool.</summary>
    /// <param name="name">The member of a tool on the wire, for example <c>urlContext</c>.</param>
    /// <param name="settings">What stands in it; null means <c>{}</c>.</param>
    public GeminiServiceTool(string name, JsonElement? settings = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        Name = name;
        _settings = settings ?? JsonValues.Object;
    }

    /// <summary>Reads the addresses that stand in the conversation.</summary>
    public static GeminiServiceTool UrlContext { get; } = new("urlContext");

    /// <summary>Looks up places.</summary>
    public static GeminiServiceTool GoogleMaps { get; } = new("googleMaps");

    /// <inheritdoc/>
    public override string Name { get; }

    internal GeminiTool ToWire() => new() { UnknownMembers = new() { [Name] = _settings } };
}
