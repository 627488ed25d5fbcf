using Microsoft.Extensions.AI;

namespace SdkGen;

/// <summary>Lets models call tools.</summary>
public static class ChatClientToolExtensions
{
    /// <summary>A client that offers the tools to the model, runs the ones it calls and answers with its final words, streaming or not.</summary>
    /// <param name="client">The client of a model that calls tools.</param>
    /// <param name="tools">The tools, for example the generated <c>Weather.Tools</c>. Tools in a request's own <see cref="ChatOptions"/> run as well, and win over one of the same name here.</param>
    /// <param name="options">How tools run; null means the defaults.</param>
    public static IChatClient<TModel> WithTools<TModel>(this IChatClient<TModel> client, IEnumerable<AITool> tools, ToolLoopOptions? options = null)
        where TModel : ICallsTools
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(tools);
        return new ToolLoopChatClient<TModel>(client, [.. tools], options ?? new());
    }

    /// <inheritdoc cref="WithTools{TModel}(IChatClient{TModel}, IEnumerable{AITool}, ToolLoopOptions?)"/>
    public static IChatClient WithTools(this IChatClient client, IEnumerable<AITool> tools, ToolLoopOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(tools);
        return new ToolLoopChatClient(client, [.. tools], options ?? new());
    }
}
