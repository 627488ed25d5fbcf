using System.Text;
using System.Text.Encodings.Web;
using SdkGen.Wire.Gemini;

namespace SdkGen.Dialects.Gemini;

/// <summary>
/// Makes the JSON text of a call's arguments of values that come by their paths, in the order of the text: what is open stays open until a path leads elsewhere.
/// A path that leads back gives the right arguments, too; but from then on no further text is told before the end.
/// </summary>
internal sealed class GeminiPartialArguments
{
    private readonly StringBuilder _text = new("{");
    private readonly List<(List<GeminiPathStep> Path, string Json)> _values = [];
    private readonly HashSet<string> _closed = new(StringComparer.Ordinal);
    private List<GeminiPathStep> _open = [];
    private StringBuilder? _string;
    private string? _stringPath;
    private bool _hasTold;
    private bool _leadsBack;

    /// <summary>The text so far; whole after <see cref="Close"/>.</summary>
    public string Text => _leadsBack ? GeminiArgumentTree.Of(_values) : _text.ToString();

    /// <summary>Takes a value, or a piece of one that is a text.</summary>
    /// <returns>What it adds to <see cref="Text"/>.</returns>
    public string Take(string path, GeminiPartialArgument argument)
    {
        var before = _hasTold ? _text.Length : 0;
        if (_string is not null && _stringPath == path && argument.StringValue is { } next)
        {
            _string.Append(next);
            Write(Escaped(next));
        }
        else
        {
            EndString();
            if (GeminiPathStep.Parse(path) is not [{ IsIndex: false }, ..] steps)
                return "";
            Enter(steps);
            if (argument.StringValue is { } text)
            {
                (_string, _stringPath) = (new StringBuilder(text), path);
                Write($"\"{Escaped(text)}");
            }
            else
            {
                var value = Literal(argument);
                _values.Add((steps, value));
                Write(value);
            }
        }

        if (argument.WillContinue != true)
            EndString();
        return Told(before);
    }

    /// <summary>Ends the text.</summary>
    /// <returns>What that adds to <see cref="Text"/>.</returns>
    public string Close()
    {
        var before = _hasTold ? _text.Length : 0;
        EndString();
        Leave(1);
        Write("}");
        return Told(before);
    }

    private static string Literal(GeminiPartialArgument argument) =>
        argument.NumberValue is { } number ? number.ToString() : argument.BoolValue is { } flag ? flag ? "true" : "false" : "null";

    private static string Escaped(string text) => JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(text);

    private string Told(int before)
    {
        _hasTold = true;
        return _leadsBack ? "" : _text.ToString(before, _text.Length - before);
    }

    private void Write(string text)
    {
        if (!_leadsBack)
            _text.Append(text);
    }

    private void EndString()
    {
        if (_string is null)
            return;
        _values.Add((_open, $"\"{Escaped(_string.ToString())}\""));
        (_string, _stringPath) = (null, null);
        Write("\"");
    }

    /// <summary>Closes what the path leads out of, and opens what it leads into.</summary>
    private void Enter(List<GeminiPathStep> steps)
    {
        var common = 0;
        while (common < _open.Count && common < steps.Count && _open[common] == steps[common])
            common++;
        _leadsBack |= (_open.Count > 0 && common == _open.Count) || common == steps.Count || _closed.Contains(Key(steps, common));
        if (_open.Count > common && common < steps.Count)
        {
            // The next place of the same array, or the next member of the same object.
            _leadsBack |= _open[common].IsIndex != steps[common].IsIndex || (steps[common].IsIndex && steps[common].Index != _open[common].Index + 1);
            _closed.Add(Key(_open, common));
            Leave(common + 1);
            Write(",");
        }

        for (var i = common; i < steps.Count; i++)
        {
            var step = steps[i];
            if (i > common)
            {
                Write(step.IsIndex ? "[" : "{");
                _leadsBack |= step.IsIndex && step.Index != 0;
            }

            if (!step.IsIndex)
                Write($"\"{Escaped(step.Name!)}\":");
        }

        _open = steps;
    }

    /// <summary>Closes the containers of all steps from <paramref name="depth"/> on: an array holds a place, an object a member.</summary>
    private void Leave(int depth)
    {
        for (var i = _open.Count - 1; i >= depth; i--)
            Write(_open[i].IsIndex ? "]" : "}");
    }

    private static string Key(List<GeminiPathStep> steps, int last) => string.Join('\0', steps.Take(last + 1).Select(step => step.Name ?? $"[{step.Index}"));
}
