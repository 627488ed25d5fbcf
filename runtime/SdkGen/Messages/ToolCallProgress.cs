using SdkGen.Json;

namespace SdkGen;

/// <summary>The arguments of one call while they stream. Keeps the pieces; reads them only when an update is asked for its snapshot.</summary>
internal sealed class ToolCallProgress
{
    private readonly List<string> _pieces = [];
    private PartialJsonReader? _reader;
    private int _read;

    /// <summary>Takes the next piece.</summary>
    /// <returns>How many pieces there are: what an update of this piece knows.</returns>
    public int Add(string piece)
    {
        _pieces.Add(piece);
        return _pieces.Count;
    }

    /// <summary>The arguments after so many pieces. In the order of the stream each piece is read once.</summary>
    public PartialJsonValue? After(int count)
    {
        if (_reader is null || _read > count)
            (_reader, _read) = (new PartialJsonReader(), 0);
        for (; _read < count; _read++)
            _reader.Append(_pieces[_read]);
        return _reader.Value;
    }
}
