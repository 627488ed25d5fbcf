using Microsoft.Extensions.AI;

namespace SdkGen;

/// <summary>Lets models call tools.</summary>
public static partial class ChatClientToolExtensions
{
    /// <summary>A client that offers the tools to the model, runs the ones it calls and answers with its final words, streaming or not.</summary>
    /// <param name="client">The client of a model that calls tools.</param>
    /// <param name="tools">The tools, for example the generated <c>Weather.Tools</c>. Tools in a request's own <see cref="ChatOptions"/> run as well, and win over one of the same name here.</param>
    /// <param name="options">How tools run; null means the defaults.</param>
    /// <exception cref="ArgumentException">Two of the tools have the same name.</exception>
    [LlmAnyOf(nameof(AddTools))]
    public static IChatClient<TModel> WithTools<TModel>(this IChatClient<TModel> client, IEnumerable<AITool> tools, ToolLoopOptions? options = null)
        where TModel : ICallsTools => AddTools(client, tools, options);

    private static IChatClient<TModel> AddTools<TModel>(IChatClient<TModel> client, IEnumerable<AITool> tools, ToolLoopOptions? options)
        where TModel : IModel
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(tools);
        return new TypedChatClient<TModel>(new ToolLoopChatClient(client, Distinct(tools), options ?? new()));
    }

    /// <inheritdoc cref="WithTools{TModel}(IChatClient{TModel}, IEnumerable{AITool}, ToolLoopOptions?)"/>
    public static IChatClient WithTools(this IChatClient client, IEnumerable<AITool> tools, ToolLoopOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(tools);
        return new ToolLoopChatClient(client, Distinct(tools), options ?? new());
    }

    private static AITool[] Distinct(IEnumerable<AITool> tools)
    {
        AITool[] all = [.. tools];
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var tool in all)
        {
            if (!names.Add(tool.Name) && tool is AIFunctionDeclaration)
                throw new ArgumentException($"Two tools are named '{tool.Name}', and a model could not tell which it calls: give one of them another name.", nameof(tools));
        }

        return all;
    }
}
