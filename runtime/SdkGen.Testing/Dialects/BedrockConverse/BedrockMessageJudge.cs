using System.Text.Json;

namespace SdkGen.Testing.Dialects.BedrockConverse;

/// <summary>Finds what the service would refuse in a conversation: turns, blocks, and results that answer no call.</summary>
internal static class BedrockMessageJudge
{
    private const int LongestId = 64;
    private const int LongestDocumentName = 200;

    public static BedrockError? Judge(JsonElement body, string model)
    {
        var messages = body.Items("messages").ToList();
        if (messages.Count == 0)
            return BedrockError.Validation("A conversation must start with a user message. Try again with a conversation that starts with a user message.");
        for (var i = 0; i < messages.Count; i++)
        {
            if ((JudgeTurn(messages, i) ?? JudgeBlocks(messages[i], $"messages.{i}", model) ?? JudgeResults(messages, i)) is { } refused)
                return refused;
        }

        return null;
    }

    private static BedrockError? JudgeTurn(List<JsonElement> messages, int index)
    {
        var role = messages[index].Text("role");
        if (role is not ("user" or "assistant" or "system"))
            return BedrockConverseJudge.Constraint($"messages.{index}.role", role ?? "null", "Member must satisfy enum value set: [user, assistant, system]");
        if (index == 0 && role == "assistant")
            return BedrockError.Validation("A conversation must start with a user message. Try again with a conversation that starts with a user message.");
        return index > 0 && messages[index - 1].Text("role") == role
            ? BedrockError.Validation("A conversation must alternate between user and assistant roles. Make sure the conversation alternates between user and assistant roles and try again.")
            : null;
    }

    private static BedrockError? JudgeBlocks(JsonElement message, string place, string model)
    {
        var blocks = message.Items("content").ToList();
        if (blocks.Count == 0)
            return BedrockError.Validation($"The content field in the Message object at {place} is empty. Add a ContentBlock object to the content field and try again.");
        for (var i = 0; i < blocks.Count; i++)
        {
            if (JudgeBlock(blocks[i], $"{place}.content.{i}", message.Text("role") == "assistant", model) is { } refused)
                return refused;
        }

        var hasText = blocks.Any(block => block.Text("text") is not null || block.Member("guardContent") is not null);
        return blocks.Any(block => block.Member("document") is not null) && !hasText
            ? BedrockError.Validation($"A text block must stand beside the documents at {place}.content.")
            : null;
    }

    private static BedrockError? JudgeBlock(JsonElement block, string place, bool isAnswer, string model)
    {
        if (block.Text("text") is { } text && string.IsNullOrWhiteSpace(text))
            return BedrockError.Validation($"The text field in the ContentBlock object at {place} is blank. Add text to the text field, and try again.");
        if (block.Member("toolUse") is { } call)
        {
            if (!IsCallId(call.Text("toolUseId")))
                return BedrockConverseJudge.Constraint($"{place}.toolUse.toolUseId", call.Text("toolUseId") ?? "null", "Member must satisfy regular expression pattern: [a-zA-Z0-9_.:-]+");
            return call.Member("input") is { ValueKind: JsonValueKind.Object } ? null : BedrockError.Validation($"The format of the value at {place}.toolUse.input is invalid. Provide a json object for the field and try again.");
        }

        if (block.Member("toolResult") is { } result && result.Items("content").Any(part => part.Member("json") is { ValueKind: not JsonValueKind.Object }))
            return BedrockError.Validation($"The format of the value at {place}.toolResult.content.0.json is invalid. Provide a json object for the field and try again.");
        if (block.Member("document") is { } document && !IsDocumentName(document.Text("name")))
        {
            return BedrockError.Validation(
                "The document file name can only contain alphanumeric characters, whitespace characters, hyphens, parentheses, and square brackets. The name can't contain more than one consecutive whitespace character.");
        }

        if (block.Member("reasoningContent") is not { } reasoning)
            return null;
        if (!isAnswer)
            return BedrockError.Validation("User messages cannot contain reasoning content. Please remove the reasoning content and try again.");
        return model.Contains("anthropic.", StringComparison.Ordinal) && reasoning.Member("redactedContent") is null && reasoning.Member("reasoningText")?.Text("signature") is not { Length: > 0 }
            ? BedrockError.Validation($"{place}.thinking.signature: Field required")
            : null;
    }

    /// <summary>Each call must be answered in the turn that follows it, and nothing else may be.</summary>
    private static BedrockError? JudgeResults(List<JsonElement> messages, int index)
    {
        var results = Ids(messages[index], "toolResult");
        var calls = index > 0 ? Ids(messages[index - 1], "toolUse").Except(Ids(messages[index - 1], "toolResult")).ToList() : [];
        if (messages[index].Text("role") != "user")
            return null;
        var missing = calls.Except(results).ToList();
        if (missing.Count > 0)
            return BedrockError.Validation($"Expected toolResult blocks at messages.{index}.content for the following Ids: {string.Join(", ", missing)}");
        return results.Except(calls).Any() ? BedrockError.Validation($"The number of toolResult blocks at messages.{index}.content exceeds the number of toolUse blocks of previous turn.") : null;
    }

    private static List<string> Ids(JsonElement message, string member) =>
        [.. message.Items("content").Select(block => block.Member(member)?.Text("toolUseId")).OfType<string>()];

    private static bool IsCallId(string? id) => id is { Length: > 0 and <= LongestId } && id.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '-' or '.' or ':');

    private static bool IsDocumentName(string? name) =>
        name is { Length: > 0 and <= LongestDocumentName } && !name.Contains("  ", StringComparison.Ordinal) && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is ' ' or '-' or '(' or ')' or '[' or ']');
}
