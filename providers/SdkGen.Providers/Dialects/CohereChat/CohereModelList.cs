using SdkGen.Transport;
using SdkGen.Wire.CohereChat;

namespace SdkGen.Dialects.CohereChat;

/// <summary>The account's models, by <c>GET v1/models</c>.</summary>
internal sealed class CohereModelList(ProviderConnection connection) : IModelList
{
    private readonly CohereChatWireClient _wire = new(connection);

    public async Task<ListedModelPage> GetPageAsync(string? page = null, CancellationToken cancellationToken = default)
    {
        var response = await _wire.ModelsAsync(pageToken: page, cancellationToken: cancellationToken).ConfigureAwait(false);
        var models = new List<ListedModel>();
        foreach (var model in response.Value.Models ?? [])
        {
            if (AnswerParts.Text(model?.Name) is { } name)
                models.Add(new(name) { Context = model!.ContextLength is > 0 and < int.MaxValue ? (int)model.ContextLength : null, RawRepresentation = model });
        }

        return new(models, AnswerParts.Text(response.Value.NextPageToken));
    }
}
