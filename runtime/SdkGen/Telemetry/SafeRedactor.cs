namespace SdkGen.Telemetry;

/// <summary>A redactor that never lets text through unread, and never breaks the call that is recorded.</summary>
internal sealed class SafeRedactor(ILlmRedactor redactor) : ILlmRedactor
{
    public string Redact(string text)
    {
        try
        {
            return redactor.Redact(text);
        }
        catch (Exception exception)
        {
            return $"[not redacted: {exception.GetType().Name}]";
        }
    }
}
