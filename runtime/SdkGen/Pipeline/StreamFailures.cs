using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace SdkGen;

/// <summary>Tells layers how a stream failed, which a loop over it does not see.</summary>
internal static class StreamFailures
{
    /// <summary>The same updates.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="note">Takes what ends it before its end; that is thrown then.</param>
    /// <param name="cancellationToken">Cancels the stream.</param>
    public static async IAsyncEnumerable<ChatResponseUpdate> OnFailure(
        this IAsyncEnumerable<ChatResponseUpdate> stream, Action<Exception> note, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var updates = stream.GetAsyncEnumerator(cancellationToken);
        await using (updates.ConfigureAwait(false))
        {
            while (true)
            {
                try
                {
                    if (!await updates.MoveNextAsync().ConfigureAwait(false))
                        yield break;
                }
                catch (Exception exception)
                {
                    note(exception);
                    throw;
                }

                yield return updates.Current;
            }
        }
    }
}
