using Microsoft.Extensions.AI;

namespace SdkGen;

/// <summary>An answer.</summary>
public sealed class HookResponse
{
    private readonly List<ChatResponseUpdate>? _updates;
    private ChatResponse? _response;

    internal HookResponse(HookRequest request, ChatResponse response)
    {
        Request = request;
        _response = response;
    }

    internal HookResponse(HookRequest request, List<ChatResponseUpdate> updates)
    {
        Request = request;
        _updates = updates;
    }

    /// <summary>What was asked.</summary>
    public HookRequest Request { get; }

    /// <summary>The answer; that of a stream is put together when it is first asked for.</summary>
    /// <exception cref="InvalidOperationException">It is set after a stream, of which the caller has every chunk already: change chunks in <see cref="ChatHook.OnUpdateAsync"/>.</exception>
    public ChatResponse Response
    {
        get => _response ??= _updates!.ToChatResponse();
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            if (_updates is not null)
                throw new InvalidOperationException("The answer was streamed, and the caller has it already: change its updates in OnUpdateAsync.");
            _response = value;
        }
    }
}
