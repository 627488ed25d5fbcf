namespace SdkGen;

/// <summary>Speaks of combinations of models as code does.</summary>
internal static class AnyOfModels
{
    /// <summary>How code names the members: <c>OpenAIModels.Gpt41Mini, AnthropicModels.ClaudeHaiku45</c>.</summary>
    /// <param name="any">An <c>AnyOf</c> of models.</param>
    public static string MembersOf(Type any) => string.Join(", ", Array.ConvertAll(any.GenericTypeArguments, NameOf));

    /// <summary>The members' ids as a sentence names them: <c>gpt-4.1-mini or claude-haiku-4-5</c>.</summary>
    /// <param name="members">The members' types.</param>
    public static string IdsOf(IEnumerable<Type> members) =>
        string.Join(" or ", members.Select(member => ((LlmModelAttribute?)Attribute.GetCustomAttribute(member, typeof(LlmModelAttribute)))?.Id ?? NameOf(member)));

    private static string NameOf(Type model) => model.DeclaringType is { } container ? $"{container.Name}.{model.Name}" : model.Name;
}
