using SdkGen.Transport;
using SdkGen.Wire.OllamaChat;

namespace SdkGen.Dialects.OllamaChat;

/// <summary>The models on the server's machine, by <c>GET api/tags</c>.</summary>
internal sealed class OllamaModelList(ProviderConnection connection) : IModelList
{
    private readonly OllamaChatWireClient _wire = new(connection);

    public async Task<ListedModelPage> GetPageAsync(string? page = null, CancellationToken cancellationToken = default)
    {
        var response = await _wire.ModelsAsync(cancellationToken).ConfigureAwait(false);
        var models = new List<ListedModel>();
        foreach (var model in response.Value.Models ?? [])
        {
            if ((AnswerParts.Text(model?.Model) ?? AnswerParts.Text(model?.Name)) is { } id)
                models.Add(new(id) { DisplayName = AnswerParts.Text(model!.Name), CreatedAt = OllamaChatFacts.Created(model.ModifiedAt), RawRepresentation = model });
        }

        return new(models, null);
    }
}
