using Microsoft.Extensions.AI;

namespace SdkGen;

/// <summary>Gives a pipeline around a typed client its type again.</summary>
internal sealed class TypedChatClient<TModel>(IChatClient inner) : DelegatingChatClient(inner), IChatClient<TModel>
    where TModel : IModel;
