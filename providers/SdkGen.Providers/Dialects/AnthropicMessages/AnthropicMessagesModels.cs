using System.Globalization;
using SdkGen.Wire.AnthropicMessages;

namespace SdkGen.Dialects.AnthropicMessages;

/// <summary>Reads the list of models. A page is named by the last model of the one before.</summary>
internal sealed class AnthropicMessagesModels(AnthropicMessagesWireClient wire) : IModelList
{
    public async Task<ListedModelPage> GetPageAsync(string? page = null, CancellationToken cancellationToken = default)
    {
        var list = (await wire.ModelsAsync(page, cancellationToken: cancellationToken).ConfigureAwait(false)).Value;
        var models = new List<ListedModel>(list.Data?.Count ?? 0);
        foreach (var model in list.Data ?? [])
        {
            if (AnswerParts.Text(model?.Id) is { } id)
                models.Add(Read(id, model!));
        }

        return new ListedModelPage(models, list.HasMore == true ? AnswerParts.Text(list.LastId) : null);
    }

    private static ListedModel Read(string id, AnthropicMessagesModel model) => new(id)
    {
        DisplayName = AnswerParts.Text(model.DisplayName),
        CreatedAt = DateTimeOffset.TryParse(model.CreatedAt, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var created) ? created : null,
        Context = model.MaxInputTokens,
        MaxOutput = model.MaxTokens,
        RawRepresentation = model,
    };
}
