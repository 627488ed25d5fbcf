using System.Globalization;
using SdkGen.Transport;
using SdkGen.Wire.Gemini;

namespace SdkGen.Dialects.Gemini;

/// <summary>Lists the models of an account.</summary>
internal sealed class GeminiModelList(ProviderConnection connection) : IModelList
{
    // As many as the service gives at once; without a size it gives fifty.
    private static readonly string s_pageSize = 1000.ToString(CultureInfo.InvariantCulture);

    private readonly GeminiWireClient _wire = new(connection);

    public async Task<ListedModelPage> GetPageAsync(string? page = null, CancellationToken cancellationToken = default)
    {
        var response = await _wire.ModelsAsync(s_pageSize, page, cancellationToken: cancellationToken).ConfigureAwait(false);
        var list = response.Value;
        var models = new List<ListedModel>();
        foreach (var model in list.Models ?? list.PublisherModels ?? [])
        {
            if (AnswerParts.Text(model?.Name) is { } name)
                models.Add(Listed(name, model!));
        }

        return new(models, AnswerParts.Text(list.NextPageToken));
    }

    private static ListedModel Listed(string name, GeminiModel model) => new(name)
    {
        DisplayName = AnswerParts.Text(model.DisplayName),
        Context = model.InputTokenLimit,
        MaxOutput = model.OutputTokenLimit,
        RawRepresentation = model,
    };
}
