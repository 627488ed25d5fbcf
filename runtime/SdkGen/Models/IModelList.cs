using System.Runtime.CompilerServices;

namespace SdkGen;

/// <summary>The models that a provider serves to an account, asked of the provider itself.</summary>
/// <remarks>A keyed service by the provider's name as its configuration section has it (<c>OpenAI</c>, or <c>OpenAI:account2</c> for a named account), and a service of every chat client.</remarks>
public interface IModelList
{
    /// <summary>Asks for one page.</summary>
    /// <param name="page">What the page before named as <see cref="ListedModelPage.NextPage"/>; null for the first.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <exception cref="LlmException">The provider refused, failed, did not answer in time or answered with something else.</exception>
    Task<ListedModelPage> GetPageAsync(string? page = null, CancellationToken cancellationToken = default);

    /// <summary>Asks for every page, one after another.</summary>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <exception cref="LlmException">The provider refused, failed, did not answer in time or answered with something else.</exception>
    async IAsyncEnumerable<ListedModel> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        string? page = null;
        do
        {
            var answer = await GetPageAsync(page, cancellationToken).ConfigureAwait(false);
            foreach (var model in answer.Models)
                yield return model;

            // A service that names the page it has just sent would be asked for ever.
            page = answer.NextPage == page ? null : answer.NextPage;
        }
        while (page is not null);
    }
}

/// <summary>A page of a list of models.</summary>
/// <param name="Models">The models, in the provider's order.</param>
/// <param name="NextPage">What to ask for the next page with; null where there is none.</param>
public sealed record ListedModelPage(IReadOnlyList<ListedModel> Models, string? NextPage);

/// <summary>A model as its provider lists it. What the provider does not say is null.</summary>
/// <param name="Id">The model's id on the wire.</param>
public sealed record ListedModel(string Id)
{
    /// <summary>The name as people read it.</summary>
    public string? DisplayName { get; init; }

    /// <summary>Who made the model.</summary>
    public string? OwnedBy { get; init; }

    /// <summary>When the model, or this version of it, was made.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>Context window in tokens.</summary>
    public int? Context { get; init; }

    /// <summary>Most output tokens of one answer.</summary>
    public int? MaxOutput { get; init; }

    /// <summary>The wire object, for what has no place here.</summary>
    public object? RawRepresentation { get; init; }
}
