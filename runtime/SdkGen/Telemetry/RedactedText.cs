using System.Text;

namespace SdkGen.Telemetry;

/// <summary>Text while parts of it are replaced, from its beginning to its end. Makes nothing where nothing is replaced.</summary>
internal struct RedactedText
{
    private StringBuilder? _built;
    private int _from;

    public void Replace(string text, int index, int length, string replacement)
    {
        (_built ??= new StringBuilder(text.Length)).Append(text, _from, index - _from).Append(replacement);
        _from = index + length;
    }

    public readonly string Finish(string text) => _built is null ? text : _built.Append(text, _from, text.Length - _from).ToString();
}
