using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace SdkGen.Testing;

/// <summary>A model without a network, for unit tests: it calls every tool that it is offered, once, with arguments that fit the tool's schema, and then says what the tools answered. Or it answers from a function.</summary>
/// <typeparam name="TModel">The model that it stands for.</typeparam>
/// <remarks>
/// <para>Of a request with a schema for the answer it gives the least JSON that fits. The same request always gets the same answer, whole and streamed alike.</para>
/// <para>Arguments hold what is required and nothing else; numbers are as near to 0, texts as short, as the schema lets them be.</para>
/// </remarks>
/// <example>
/// <code>
/// IChatClient&lt;OpenAIModels.Gpt41Mini&gt; model = new TestModel&lt;OpenAIModels.Gpt41Mini&gt;();
/// var answer = await model.WithTools(Weather.Tools).GetResponseAsync("What is the weather?");
/// </code>
/// </example>
public sealed class TestModel<TModel> : IChatClient<TModel>
    where TModel : IModel
{
    private static readonly ChatClientMetadata s_metadata = new("test", null, ModelId);

    private readonly Func<IReadOnlyList<ChatMessage>, ChatOptions?, ChatMessage> _answer;
    private readonly List<(IReadOnlyList<ChatMessage> Messages, ChatOptions? Options)> _requests = [];

    /// <summary>Makes a model that calls every tool, and then says what the tools answered.</summary>
    public TestModel() => _answer = Answer;

    /// <summary>Makes a model that says what a function returns.</summary>
    /// <param name="answer">The text for a conversation.</param>
    public TestModel(Func<IReadOnlyList<ChatMessage>, string> answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        _answer = (messages, _) => new ChatMessage(ChatRole.Assistant, answer(messages));
    }

    /// <summary>Makes a model that answers with what a function returns, calls of tools for example.</summary>
    /// <param name="answer">The message for a conversation and its options.</param>
    public TestModel(Func<IReadOnlyList<ChatMessage>, ChatOptions?, ChatMessage> answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        _answer = answer;
    }

    /// <summary>Every request so far: its conversation, and its options.</summary>
    public IReadOnlyList<(IReadOnlyList<ChatMessage> Messages, ChatOptions? Options)> Requests
    {
        get
        {
            lock (_requests)
                return [.. _requests];
        }
    }

    private static string ModelId => ((LlmModelAttribute?)Attribute.GetCustomAttribute(typeof(TModel), typeof(LlmModelAttribute)))?.Id ?? typeof(TModel).Name;

    /// <inheritdoc/>
    /// <exception cref="NotSupportedException">A schema cannot be answered; the message says where, and what to do.</exception>
    public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(messages);
        if (cancellationToken.IsCancellationRequested)
            return Task.FromCanceled<ChatResponse>(cancellationToken);
        int number;
        var conversation = messages.ToList();
        lock (_requests)
        {
            _requests.Add((conversation, options));
            number = _requests.Count;
        }

        try
        {
            var message = _answer(conversation, options);
            message.MessageId ??= $"test-{number}";
            return Task.FromResult(new ChatResponse(message)
            {
                ResponseId = message.MessageId,
                ModelId = ModelId,
                FinishReason = message.Contents.OfType<FunctionCallContent>().Any() ? ChatFinishReason.ToolCalls : ChatFinishReason.Stop,
                Usage = Usage(conversation, message),
            });
        }
        catch (Exception exception)
        {
            return Task.FromException<ChatResponse>(exception);
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var response = await GetResponseAsync(messages, options, cancellationToken).ConfigureAwait(false);
        foreach (var content in response.Messages[0].Contents)
        {
            if (content is not TextContent text)
            {
                yield return Update(response, content);
                continue;
            }

            foreach (var piece in Pieces(text.Text))
            {
                cancellationToken.ThrowIfCancellationRequested();
                yield return Update(response, new TextContent(piece));
            }
        }

        var last = Update(response, new UsageContent(response.Usage!));
        last.FinishReason = response.FinishReason;
        yield return last;
    }

    /// <inheritdoc/>
    public object? GetService(Type serviceType, object? serviceKey = null)
    {
        ArgumentNullException.ThrowIfNull(serviceType);
        if (serviceKey is not null)
            return null;
        return serviceType == typeof(ChatClientMetadata) ? s_metadata : serviceType.IsInstanceOfType(this) ? this : null;
    }

    /// <summary>Does nothing: there is nothing to give back.</summary>
    public void Dispose()
    {
    }

    private static ChatMessage Answer(IReadOnlyList<ChatMessage> messages, ChatOptions? options)
    {
        var results = messages.Skip(LastQuestion(messages)).SelectMany(message => message.Contents).OfType<FunctionResultContent>().ToList();
        var calls = messages.SelectMany(message => message.Contents).OfType<FunctionCallContent>().ToDictionary(call => call.CallId, call => call.Name, StringComparer.Ordinal);
        var offered = options?.ToolMode is NoneChatToolMode ? [] : (options?.Tools ?? []).OfType<AIFunctionDeclaration>().ToList();
        if (offered.Count > 0 && results.Count == 0)
        {
            return new ChatMessage(ChatRole.Assistant, [.. offered.Select((tool, index) =>
                (AIContent)new FunctionCallContent($"call_{messages.Count}_{index}", tool.Name, RawArguments.FromJson(Sample(tool.JsonSchema, $"The arguments of the tool '{tool.Name}'"))))]);
        }

        if (options?.ResponseFormat is ChatResponseFormatJson { Schema: { } schema })
            return new ChatMessage(ChatRole.Assistant, Encoding.UTF8.GetString(Sample(schema, "The answer")));
        return new ChatMessage(ChatRole.Assistant, results.Count == 0
            ? "This is a test."
            : string.Join(Environment.NewLine, results.Select(result => $"{calls.GetValueOrDefault(result.CallId, result.CallId)}: {Text(result.Result)}")));
    }

    private static byte[] Sample(JsonElement schema, string what)
    {
        try
        {
            return SchemaSample.Of(schema);
        }
        catch (NotSupportedException exception)
        {
            throw new NotSupportedException($"{what} cannot be made up: {exception.Message} Give TestModel a function that answers.", exception);
        }
    }

    private static int LastQuestion(IReadOnlyList<ChatMessage> messages)
    {
        for (var i = messages.Count - 1; i >= 0; i--)
        {
            if (messages[i].Role == ChatRole.User)
                return i;
        }

        return 0;
    }

    private static string Text(object? result) => result switch
    {
        null => "null",
        string text => text,
        TextContent text => text.Text,
        JsonElement json => json.ToString(),
        _ => result.ToString() ?? "",
    };

    /// <summary>Four characters to a token, as providers' rules of thumb have it.</summary>
    private static UsageDetails Usage(IEnumerable<ChatMessage> messages, ChatMessage answer)
    {
        var (input, output) = (messages.Sum(message => Tokens(message.Text)), Tokens(answer.Text));
        return new() { InputTokenCount = input, OutputTokenCount = output, TotalTokenCount = input + output };

        static long Tokens(string text) => (text.Length + 3) / 4;
    }

    private static IEnumerable<string> Pieces(string text)
    {
        for (var start = 0; start < text.Length;)
        {
            var space = text.IndexOf(' ', start);
            var end = space < 0 ? text.Length : space + 1;
            yield return text[start..end];
            start = end;
        }
    }

    private static ChatResponseUpdate Update(ChatResponse response, AIContent content) => new(ChatRole.Assistant, [content])
    {
        ResponseId = response.ResponseId,
        MessageId = response.ResponseId,
        ModelId = response.ModelId,
    };
}
