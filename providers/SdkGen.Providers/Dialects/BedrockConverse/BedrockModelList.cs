using SdkGen.Transport;
using SdkGen.Wire.BedrockConverse;

namespace SdkGen.Dialects.BedrockConverse;

/// <summary>The models of the account's region, by <c>GET foundation-models</c> of the service's control plane.</summary>
internal sealed class BedrockModelList(ProviderConnection connection) : IModelList
{
    private readonly BedrockConverseWireClient _wire = new(connection);

    public async Task<ListedModelPage> GetPageAsync(string? page = null, CancellationToken cancellationToken = default)
    {
        var response = await _wire.ModelsAsync(cancellationToken).ConfigureAwait(false);
        var models = new List<ListedModel>();
        foreach (var model in response.Value.ModelSummaries ?? [])
        {
            if (AnswerParts.Text(model?.ModelId) is { } id)
                models.Add(new(id) { DisplayName = AnswerParts.Text(model!.ModelName), OwnedBy = AnswerParts.Text(model.ProviderName), RawRepresentation = model });
        }

        return new(models, null);
    }
}
