using System.Globalization;
using System.Reflection;
using System.Text;

namespace SdkGen.Generators.Tests.Analyzers;

/// <summary>A file for each model that ships: everything that the model declares, used as it should be.</summary>
internal sealed class ModelCorpus
{
    private static readonly Dictionary<string, string> s_mediaTypes = new() { ["image"] = "image/png", ["audio"] = "audio/wav", ["video"] = "video/mp4", ["file"] = "application/pdf" };

    private readonly StringBuilder _body = new();
    private readonly Type _model;
    private readonly LlmModelAttribute _facts;
    private readonly LlmParameterAttribute[] _parameters;

    private ModelCorpus(Type model)
    {
        _model = model;
        _facts = model.GetCustomAttribute<LlmModelAttribute>()!;
        _parameters = [.. model.GetCustomAttributes<LlmParameterAttribute>(inherit: true)];
    }

    /// <summary>Calls that the file makes of the model.</summary>
    public int Calls { get; private set; }

    /// <summary>Whether the provider gives the model up: then each client of it is warned about.</summary>
    public bool IsGivenUp => _facts.Deprecated is not null || _facts.Retired is not null;

    /// <summary>Whether any client serves it.</summary>
    public bool HasClient { get; private set; }

    public string Source { get; private set; } = "";

    public static IReadOnlyList<ModelCorpus> All { get; } =
    [
        .. typeof(OpenAIModels).Assembly.GetExportedTypes()
            .Where(type => type.GetCustomAttribute<LlmProviderAttribute>() is not null)
            .SelectMany(type => type.GetNestedTypes())
            .Where(type => type.GetCustomAttribute<LlmModelAttribute>() is not null)
            .OrderBy(type => type.FullName, StringComparer.Ordinal)
            .Select((type, index) => new ModelCorpus(type).Write(index)),
    ];

    private string Name => "SdkGen." + _model.FullName!["SdkGen.".Length..].Replace('+', '.');

    private ModelCorpus Write(int index)
    {
        var members = new List<string>();
        foreach (var client in CapabilityClient.All.Where(client => _facts.Operations.Contains(client.Operation)))
            members.Add($"SdkGen.{client.InterfaceName}<{Name}> {client.Operation}");
        HasClient = members.Count > 0;
        if (_facts.Operations.Contains("chat"))
            WriteChat();
        Source = $$"""
            namespace Corpus
            {
                sealed class Use{{index}}({{string.Join(", ", members)}})
                {
                    async Task Ask(byte[] data, AITool tool)
                    {
                        await Task.Yield();
            {{_body}}        }
                }
            }
            """;
        return this;
    }

    private void WriteChat()
    {
        Call("await chat.GetResponseAsync(\"hi\")");
        if (_facts.Streaming != Fact.No)
            Line("await foreach (var update in chat.GetStreamingResponseAsync(\"hi\")) Console.Write(update);", isCall: true);
        if (typeof(ICallsTools).IsAssignableFrom(_model))
        {
            Call("await chat.WithTools([tool]).GetResponseAsync(\"hi\")");
            Ask("Tools = [tool], ToolMode = ChatToolMode.Auto");
        }

        foreach (var kind in _facts.Input.Where(s_mediaTypes.ContainsKey))
            Call($"await chat.GetResponseAsync(new ChatMessage(ChatRole.User, [new TextContent(\"hi\"), new DataContent(data, \"{s_mediaTypes[kind]}\")]))");
        if (typeof(IProducesStructuredOutput).IsAssignableFrom(_model))
            Ask("ResponseFormat = ChatResponseFormat.ForJsonSchema(default(System.Text.Json.JsonElement))");
        if (_parameters.FirstOrDefault(parameter => parameter is { Knob: "effort", Refused: false, Values.Length: > 0 }) is { } effort)
        {
            foreach (var level in (string[])["none", "low", "medium", "high", "xhigh"])
            {
                if (effort.Values.Contains(level))
                    Ask($"Reasoning = new ReasoningOptions {{ Effort = ReasoningEffort.{(level == "xhigh" ? "ExtraHigh" : char.ToUpperInvariant(level[0]) + level[1..])} }}");
            }
        }

        if (_facts.MaxOutput > 0)
            Ask($"MaxOutputTokens = {_facts.MaxOutput.ToString(CultureInfo.InvariantCulture)}");
        Ask($"ModelId = {Name}.Id");
        foreach (var parameter in _parameters.Where(parameter => parameter is { Refused: false, Option: "Temperature" or "TopP" or "FrequencyPenalty" or "PresencePenalty" or "TopK" }))
        {
            if (parameter.WhileReasoning is null || _facts.DefaultEffort == "none")
                Ask($"{parameter.Option} = {(double.IsNaN(parameter.Maximum) ? parameter.Minimum : parameter.Maximum).ToString(CultureInfo.InvariantCulture)}{(parameter.Option == "TopK" ? "" : "f")}");
        }

        WriteOwnOptions();
    }

    /// <summary>Each property of the model's own options, alone.</summary>
    private void WriteOwnOptions()
    {
        if (_model.GetNestedType("Options") is not { } options)
            return;
        foreach (var property in options.GetProperties().Where(property => property.CanWrite && property.DeclaringType!.Assembly == _model.Assembly && property.GetCustomAttribute<ObsoleteAttribute>() is null))
        {
            var fact = _parameters.FirstOrDefault(parameter => parameter.Name.Equals(property.Name, StringComparison.OrdinalIgnoreCase));
            if (fact?.WhileReasoning is not null && _facts.DefaultEffort != "none")
                continue;
            var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
            var number = fact is null ? 1 : !double.IsNaN(fact.Maximum) ? fact.Maximum : double.IsNaN(fact.Minimum) ? 1 : Math.Max(1, fact.Minimum);
            var value = type.IsEnum ? $"{Name}.{type.Name}.{Enum.GetNames(type)[^1]}"
                : type == typeof(bool) ? "true"
                : type == typeof(string) ? "\"x\""
                : type == typeof(int) || type == typeof(double) ? number.ToString(CultureInfo.InvariantCulture)
                : "[\"x\"]";
            Call($"await chat.GetResponseAsync(\"hi\", new {Name}.Options {{ {property.Name} = {value} }})");
        }
    }

    private void Ask(string set) => Call($"await chat.GetResponseAsync(\"hi\", new ChatOptions {{ {set} }})");

    private void Call(string call) => Line(call + ";", isCall: true);

    private void Line(string line, bool isCall)
    {
        Calls += isCall ? 1 : 0;
        _body.Append("            ").AppendLine(line);
    }
}
