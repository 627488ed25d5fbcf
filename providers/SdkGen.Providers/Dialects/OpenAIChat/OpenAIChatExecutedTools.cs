using Microsoft.Extensions.AI;
using SdkGen.Wire.OpenAIChat;

namespace SdkGen.Dialects.OpenAIChat;

/// <summary>Tools that the service ran itself: each as a call, and where the abstractions know the tool, its result.</summary>
internal sealed class OpenAIChatExecutedTools
{
    /// <summary>The additional property of a call that holds what came of it, where no type of result does.</summary>
    private const string OutputKey = "output";

    private readonly SortedDictionary<int, OpenAIChatExecutedTool> _tools = [];

    /// <summary>Takes the tools of an answer, or in streams what is new of them; wire objects of a stream are used again.</summary>
    public void Take(IList<OpenAIChatExecutedTool> tools)
    {
        for (var i = 0; i < tools.Count; i++)
        {
            if (tools[i] is not { } piece)
                continue;
            if (!_tools.TryGetValue(piece.Index ?? i, out var tool))
                _tools[piece.Index ?? i] = tool = new();
            tool.Type = AnswerParts.Text(piece.Type) ?? tool.Type;
            tool.Name = AnswerParts.Text(piece.Name) ?? tool.Name;
            tool.Arguments = AnswerParts.Text(piece.Arguments) ?? tool.Arguments;
            tool.Output = AnswerParts.Text(piece.Output) ?? tool.Output;
            if (piece.SearchResults?.Results is not { Count: > 0 } results)
                continue;
            tool.SearchResults = new() { Results = [] };
            foreach (var result in results)
            {
                if (result is not null)
                    tool.SearchResults.Results.Add(new() { Title = result.Title, Url = result.Url });
            }
        }
    }

    public void AddTo(List<AIContent> contents, string? responseId)
    {
        foreach (var (index, tool) in _tools)
            Add(contents, tool, $"executed_{index}_{responseId}");
    }

    private static void Add(List<AIContent> contents, OpenAIChatExecutedTool tool, string id)
    {
        var arguments = RawArguments.FromJson(System.Text.Encoding.UTF8.GetBytes(tool.Arguments ?? ""));
        switch (tool.Type)
        {
            case "search":
                contents.Add(new WebSearchToolCallContent(id) { Queries = Word(arguments, "query") is { } query ? [query] : null });
                contents.Add(new WebSearchToolResultContent(id) { Outputs = Pages(tool) });
                break;
            case "python":
                contents.Add(new CodeInterpreterToolCallContent(id) { Inputs = [new TextContent(Word(arguments, "code") ?? tool.Arguments)] });
                contents.Add(new CodeInterpreterToolResultContent(id) { Outputs = [new TextContent(tool.Output)] });
                break;
            default:
                contents.Add(new FunctionCallContent(id, tool.Name ?? tool.Type ?? "", arguments)
                {
                    InformationalOnly = true,
                    AdditionalProperties = tool.Output is null ? null : new() { [OutputKey] = tool.Output },
                });
                break;
        }
    }

    private static List<AIContent> Pages(OpenAIChatExecutedTool tool)
    {
        var pages = new List<AIContent>();
        foreach (var result in tool.SearchResults?.Results ?? [])
        {
            if (result is null || !Uri.TryCreate(result.Url, UriKind.Absolute, out var url))
                continue;
            pages.Add(new UriContent(url, "text/html") { AdditionalProperties = AnswerParts.Text(result.Title) is { } title ? new() { ["title"] = title } : null });
        }

        if (pages.Count == 0 && tool.Output is { } text)
            pages.Add(new TextContent(text));
        return pages;
    }

    private static string? Word(RawArguments arguments, string name) =>
        arguments.TryGetValue(name, out var value) && value is System.Text.Json.JsonElement { ValueKind: System.Text.Json.JsonValueKind.String } text ? Json.JsonText.Of(text) : null;
}
