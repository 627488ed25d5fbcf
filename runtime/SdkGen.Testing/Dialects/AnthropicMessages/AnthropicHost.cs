using System.Text.Json;

namespace SdkGen.Testing.Dialects.AnthropicMessages;

/// <summary>A cloud that serves Anthropic's models in their own protocol: the path names the model, and the body the protocol's version.</summary>
/// <param name="Version">The only version that it takes.</param>
/// <param name="Model">The model of the path; null where the body has it.</param>
/// <param name="TakesStreamFlag">The member <c>stream</c> is allowed, though the path says it.</param>
internal sealed record AnthropicHost(string Version, string? Model, bool TakesStreamFlag)
{
    private const string VersionName = "anthropic_version";

    /// <summary>What is wrong for this host, whatever the message says.</summary>
    public AnthropicError? Judge(JsonElement body)
    {
        if (body.Text(VersionName) != Version)
            return AnthropicError.At(VersionName, body.Member(VersionName) is null ? "Field required" : $"Input should be '{Version}'");
        if (Model is not null && body.Member("model") is not null)
            return AnthropicError.At("model", "Extra inputs are not permitted");
        return !TakesStreamFlag && body.Member("stream") is not null ? AnthropicError.At("stream", "Extra inputs are not permitted") : JudgeSources(body);
    }

    /// <summary>Bedrock fetches nothing.</summary>
    private AnthropicError? JudgeSources(JsonElement body)
    {
        if (!Version.StartsWith("bedrock", StringComparison.Ordinal))
            return null;
        var messages = body.Items("messages").ToList();
        for (var i = 0; i < messages.Count; i++)
        {
            var blocks = messages[i].Items("content").ToList();
            for (var j = 0; j < blocks.Count; j++)
            {
                if (blocks[j].Text("type") is "image" && blocks[j].Member("source")?.Text("type") == "url")
                    return AnthropicError.At($"messages.{i}.content.{j}.image.source.base64.data", "URL sources are not supported");
            }
        }

        return null;
    }

    /// <summary>Whether it takes a parameter beside Anthropic's.</summary>
    public bool Takes(string parameter) => parameter is VersionName or "anthropic_beta";
}
