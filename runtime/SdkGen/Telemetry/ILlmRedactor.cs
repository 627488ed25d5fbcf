namespace SdkGen;

/// <summary>Takes out of text what must not be kept or sent: addresses, numbers, keys.</summary>
public interface ILlmRedactor
{
    /// <summary>The text without what must not be in it; the same instance where there is nothing.</summary>
    /// <param name="text">Plain text, never JSON: values of JSON come one by one.</param>
    string Redact(string text);
}
