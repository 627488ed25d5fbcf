using System.Text.Json;
using System.Text.RegularExpressions;

namespace SdkGen.Testing.Dialects.OpenAIChat;

/// <summary>
/// How a service that speaks chat completions departs from OpenAI in what it takes and refuses. Who is not listed steps over what it does not know, as most do.
/// </summary>
internal sealed partial record OpenAIVendor
{
    /// <summary>Where these services stand, each below its name.</summary>
    public const string Root = "/compatible/";

    private static readonly Dictionary<string, OpenAIVendor> s_known = new(StringComparer.Ordinal)
    {
        ["azure"] = new() { OwnParameters = ["data_sources", "user_security_context"], IsStrict = true },
        ["cerebras"] = new() { Refused = ["frequency_penalty", "presence_penalty", "logit_bias", "parallel_tool_calls", "service_tier"] },
        ["deepseek"] = new() { WantsReasoningBack = true, KeepsNothing = true },
        ["groq"] = new() { Refused = ["logit_bias", "logprobs", "top_logprobs"], MostChoices = 1 },
        ["llamacpp"] = new() { IsLocal = true, HasTemplates = true, Tokenizes = true },
        ["lmstudio"] = new() { IsLocal = true },
        ["mistral"] = new() { Refused = ["seed", "max_completion_tokens"], RefusedStatus = 422, NeedsShortCallIds = true, UnknownModelStatus = 400, UnknownModelCode = "1500" },
        ["ollama"] = new() { IsLocal = true },
        ["openrouter"] = new() { UnknownModelStatus = 400, UnknownModelCode = null },
        ["vllm"] = new() { IsLocal = true, Tokenizes = true },
        ["xai"] = new() { WrongKeyStatus = 400, HasFlatErrors = true },
    };

    /// <summary>OpenAI itself.</summary>
    public static OpenAIVendor OpenAI { get; } = new() { IsStrict = true };

    /// <summary>Refuses what it does not know.</summary>
    public bool IsStrict { get; private init; }

    /// <summary>Runs on the caller's machine: asks for no key and takes conversations as they are.</summary>
    public bool IsLocal { get; private init; }

    /// <summary>Cuts texts into tokens.</summary>
    public bool Tokenizes { get; private init; }

    /// <summary>Tells the text that a conversation becomes, and cuts only texts.</summary>
    public bool HasTemplates { get; private init; }

    /// <summary>What it takes beside OpenAI's parameters.</summary>
    public IReadOnlyList<string> OwnParameters { get; private init; } = [];

    /// <summary>Parameters of OpenAI that it refuses.</summary>
    public IReadOnlyList<string> Refused { get; private init; } = [];

    public int RefusedStatus { get; private init; } = 400;

    public int MostChoices { get; private init; } = 128;

    /// <summary>Ids of calls are nine letters and digits.</summary>
    public bool NeedsShortCallIds { get; private init; }

    /// <summary>Where it was told to think, answers that call tools come back with their reasoning.</summary>
    public bool WantsReasoningBack { get; private init; }

    /// <summary>Over Responses: keeps nothing and wants each result behind its call.</summary>
    public bool KeepsNothing { get; private init; }

    public int UnknownModelStatus { get; private init; } = 404;

    public string? UnknownModelCode { get; private init; } = "model_not_found";

    public int WrongKeyStatus { get; private init; } = 401;

    /// <summary>The model, where the path names it.</summary>
    public string? Deployment { get; private init; }

    /// <summary>An error is <c>{"code","error"}</c>.</summary>
    public bool HasFlatErrors { get; private init; }

    /// <summary>Whose path it is, and the path below its root.</summary>
    /// <returns>Null where it is none of theirs.</returns>
    public static (OpenAIVendor Vendor, string Path)? Of(string path)
    {
        if (!path.StartsWith(Root, StringComparison.Ordinal) || path.IndexOf('/', Root.Length) is var end && end < 0)
            return null;
        var name = Uri.UnescapeDataString(path[Root.Length..end]);
        var below = path[(end + 1)..];
        var prefix = Prefix().Match(below);
        return ((s_known.GetValueOrDefault(name) ?? new()) with { Deployment = prefix.Groups["deployment"] is { Success: true } named ? Uri.UnescapeDataString(named.Value) : null }, below[prefix.Length..]);
    }

    public OpenAIError UnknownModel(string model) => this switch
    {
        { UnknownModelStatus: 404 } => OpenAIAccess.UnknownModel(model),
        { UnknownModelCode: { } code } => new(UnknownModelStatus, $"Invalid model: {model}", "invalid_model", null, code),
        _ => new(UnknownModelStatus, $"{model} is not a valid model ID"),
    };

    /// <summary>The error in the service's own form.</summary>
    public OpenAIError InOwnForm(OpenAIError error) => HasFlatErrors ? error with { Form = WriteFlat } : error;

    /// <summary>What stands between an address and the operation: a version, and at Azure the deployment or the kind of service.</summary>
    [GeneratedRegex("^(v1|openai/(v1|deployments/(?<deployment>[^/]+))|openai(?=/(responses|models))|models(?=/chat/))/", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Prefix();

    private static void WriteFlat(Utf8JsonWriter json, OpenAIError error)
    {
        json.WriteString("code", error.Code ?? error.Type);
        json.WriteString("error", error.Message);
    }
}
