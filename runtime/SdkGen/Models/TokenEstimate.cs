using System.Text.Json;
using Microsoft.Extensions.AI;
using SdkGen.Json;

namespace SdkGen;

/// <summary>How many input tokens a request has, as far as that can be told without the model's tokenizer: two bounds between which every common tokenizer lands for natural text and code.</summary>
/// <param name="Least">What it has at the least: a request is refused for its length only where this is too much.</param>
/// <param name="Most">What to count with where too few would cost money: reservations of budgets and limits.</param>
/// <remarks>
/// Text is weighed by <see cref="TextTokens"/>. A message has 4 tokens beside its contents and a tool 12. An image has at least 64 tokens and at most 1,600 (what vendors scale a large image to),
/// audio at most one token for 500 bytes, video one for 1,000, a PDF one for 20 (a page of text as text and as image), each at least 256; a file that is only named counts 4,096 at most.
/// Tools of the service bring a prompt of their own: up to 500.
/// </remarks>
internal readonly record struct TokenEstimate(long Least, long Most)
{
    private static readonly TokenEstimate s_message = new(3, 4);
    private static readonly TokenEstimate s_function = new(4, 12);
    private static readonly TokenEstimate s_serviceTool = new(0, 500);
    private static readonly TokenEstimate s_image = new(64, 1600);
    private static readonly TokenEstimate s_namedFile = new(1, 4096);

    public static TokenEstimate operator +(TokenEstimate left, TokenEstimate right) => new(left.Least + right.Least, left.Most + right.Most);

    /// <summary>The input of a request: messages, instructions, tools and the schema of the answer.</summary>
    public static TokenEstimate Of(IEnumerable<ChatMessage> messages, ChatOptions? options = null)
    {
        var sum = s_message;
        foreach (var message in messages)
        {
            sum += s_message + Of(message.AuthorName);
            foreach (var content in message.Contents)
                sum += Of(content);
        }

        if (options is null)
            return sum;
        sum += Of(options.Instructions);
        foreach (var tool in options.Tools ?? [])
            sum += Of(tool);
        return options.ResponseFormat is ChatResponseFormatJson { Schema: { } schema } ? sum + Of(schema) : sum;
    }

    /// <summary>A text.</summary>
    public static TokenEstimate Of(ReadOnlySpan<char> text) => TextTokens.Of(text);

    /// <summary>A tool as the model is told of it.</summary>
    public static TokenEstimate Of(AITool tool) => tool switch
    {
        LlmTool generated => s_function + Of(tool.Name) + Of(tool.Description) + TextTokens.Of(generated.JsonSchemaUtf8),
        AIFunctionDeclaration function => s_function + Of(tool.Name) + Of(tool.Description) + Of(function.JsonSchema),
        _ => s_serviceTool,
    };

    private static TokenEstimate Of(AIContent content) => content switch
    {
        TextContent text => Of(text.Text),
        RefusalContent refusal => Of(refusal.Text),
        // Most services take reasoning out of earlier turns; what they keep encrypted says nothing of its length but this.
        TextReasoningContent reasoning => new(0, Of(reasoning.Text).Most + (reasoning.ProtectedData?.Length ?? 0) / 4),
        FunctionCallContent call => s_message + Of(call.Name) + Arguments(call.Arguments),
        FunctionResultContent result => s_message + Result(result.Result),
        DataContent data => Data(data),
        UriContent uri when uri.HasTopLevelMediaType("image") => s_image,
        UriContent or HostedFileContent => s_namedFile,
        _ => default,
    };

    private static TokenEstimate Data(DataContent data)
    {
        var length = data.Data.Length;
        if (data.HasTopLevelMediaType("image"))
            return s_image;
        if (data.HasTopLevelMediaType("audio"))
            return new(1, Math.Max(256, length / 500));
        if (data.HasTopLevelMediaType("video"))
            return new(1, Math.Max(256, length / 1000));
        if (data.HasTopLevelMediaType("text") || data.MediaType is "application/json" or "application/xml")
            return TextTokens.Of(data.Data.Span);
        return new(1, Math.Max(256, length / 20));
    }

    private static TokenEstimate Arguments(IDictionary<string, object?>? arguments)
    {
        TokenEstimate sum = default;
        foreach (var (name, value) in arguments ?? new Dictionary<string, object?>())
            sum += new TokenEstimate(1, 4) + Of(name) + Value(value);
        return sum;
    }

    private static TokenEstimate Result(object? result)
    {
        if (result is AIContent content)
            return Of(content);
        if (result is not IEnumerable<AIContent> contents)
            return Value(result);
        TokenEstimate sum = default;
        foreach (var part in contents)
            sum += Of(part);
        return sum;
    }

    private static TokenEstimate Value(object? value) => value switch
    {
        null => new(1, 1),
        string text => Of(text),
        JsonElement json => Of(json),
        IFormattable number => Of(number.ToString(null, System.Globalization.CultureInfo.InvariantCulture)),
        _ => Unwritten(value),
    };

    private static TokenEstimate Of(JsonElement json) => json.ValueKind == JsonValueKind.Undefined ? default : Of(json.GetRawText());

    /// <summary>An object that is written when the request is.</summary>
    private static TokenEstimate Unwritten(object value)
    {
        using var json = new PooledByteBuffer(256);
        return PlainValue.TryWrite(value, json) ? TextTokens.Of(json.Span) : new(1, 256);
    }
}
