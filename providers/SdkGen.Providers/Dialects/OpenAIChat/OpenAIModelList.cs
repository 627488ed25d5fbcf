using SdkGen.Transport;
using SdkGen.Wire.OpenAIChat;

namespace SdkGen.Dialects.OpenAIChat;

/// <summary>The account's models, by <c>GET models</c>: all on one page.</summary>
internal sealed class OpenAIModelList(ProviderConnection connection) : IModelList
{
    private readonly OpenAIChatWireClient _wire = new(connection);

    public async Task<ListedModelPage> GetPageAsync(string? page = null, CancellationToken cancellationToken = default)
    {
        var response = await _wire.ModelsAsync(cancellationToken).ConfigureAwait(false);
        var models = new List<ListedModel>();
        foreach (var model in response.Value.Data ?? [])
        {
            if (AnswerParts.Text(model?.Id) is { } id)
                models.Add(Listed(id, model!));
        }

        return new(models, null);
    }

    private static ListedModel Listed(string id, OpenAIChatModel model) => new(id)
    {
        DisplayName = AnswerParts.Text(model.Name),
        OwnedBy = AnswerParts.Text(model.OwnedBy),
        CreatedAt = AnswerParts.Created(model.Created),
        Context = Tokens(model.ContextLength ?? model.ContextWindow ?? model.MaxContextLength ?? model.MaxModelLen),
        MaxOutput = Tokens(model.MaxCompletionTokens),
        RawRepresentation = model,
    };

    private static int? Tokens(double? count) => count is >= 1 and < int.MaxValue ? (int)count.Value : null;
}
