namespace SdkGen;

/// <summary>
/// Marks an extension method that is constrained to models with a capability: the generator writes it again for <c>AnyOf</c> of two, three and four models,
/// constrained on each of them. Its class is static and partial.
/// </summary>
/// <param name="body">Name of the method of the same class that does the work whatever the model: it has the same parameters and one type parameter, a model.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class LlmAnyOfAttribute(string body) : Attribute
{
    /// <summary>Name of the method that does the work.</summary>
    public string Body { get; } = body;
}
