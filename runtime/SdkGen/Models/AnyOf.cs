namespace SdkGen;

/// <summary>One of two models, whichever can answer: <c>IChatClient&lt;AnyOf&lt;OpenAIModels.Gpt41Mini, AnthropicModels.ClaudeHaiku45&gt;&gt;</c>.</summary>
/// <remarks>
/// Such a client offers what every member can do: members that need a capability are overloads constrained on each of them. Members are models themselves,
/// never another <c>AnyOf</c>. <c>LlmBuilder.AddFailover</c> registers it; it has no facts of its own.
/// </remarks>
/// <typeparam name="T1">The model that is asked first.</typeparam>
/// <typeparam name="T2">The model that is asked where the first cannot answer.</typeparam>
public sealed class AnyOf<T1, T2> : IModel
    where T1 : IModel
    where T2 : IModel
{
    private AnyOf()
    {
    }
}

/// <summary>One of three models, whichever can answer.</summary>
/// <inheritdoc cref="AnyOf{T1, T2}" path="/remarks"/>
/// <typeparam name="T1">The model that is asked first.</typeparam>
/// <typeparam name="T2">The model that is asked where the first cannot answer.</typeparam>
/// <typeparam name="T3">The model that is asked where neither can.</typeparam>
public sealed class AnyOf<T1, T2, T3> : IModel
    where T1 : IModel
    where T2 : IModel
    where T3 : IModel
{
    private AnyOf()
    {
    }
}

/// <summary>One of four models, whichever can answer.</summary>
/// <inheritdoc cref="AnyOf{T1, T2}" path="/remarks"/>
/// <typeparam name="T1">The model that is asked first.</typeparam>
/// <typeparam name="T2">The model that is asked where the first cannot answer.</typeparam>
/// <typeparam name="T3">The model that is asked where neither can.</typeparam>
/// <typeparam name="T4">The model that is asked where none of these can.</typeparam>
public sealed class AnyOf<T1, T2, T3, T4> : IModel
    where T1 : IModel
    where T2 : IModel
    where T3 : IModel
    where T4 : IModel
{
    private AnyOf()
    {
    }
}
