using System.Text;
using System.Text.RegularExpressions;

namespace SdkGen.Generators.Schemas.Patterns;

/// <summary>Translates an ECMAScript pattern (as with the flag <c>u</c>, and lenient about needless escapes) to one of .NET that matches the same texts.</summary>
/// <remarks>
/// <c>RegexOptions.ECMAScript</c> is no help: it matches by UTF-16 unit, refuses lookbehind and Unicode categories, and its <c>$</c> still matches
/// before a last line end. So whatever the two dialects spell alike and mean differently is spelled out here.
/// </remarks>
internal sealed partial class EcmaPattern
{
    private const string Word = "[0-9A-Z_a-z]";
    private const int MaxDepth = 100;

    private readonly string _source;
    private readonly GroupNames _groups;
    private int _at;
    private int _group;
    private int _depth;

    private EcmaPattern(string source)
    {
        _source = source;
        _groups = GroupNames.Scan(source);
    }

    /// <summary>The .NET pattern, in which <see cref="CodePointWriter.AstralMark"/> may stand; or why there is none.</summary>
    public static (string? Pattern, string? Error) Translate(string source)
    {
        try
        {
            var reader = new EcmaPattern(source);
            var pattern = reader.ReadChoices();
            if (reader._at < source.Length)
                throw new PatternException("there is a ')' without its '('");
            _ = new Regex(Regex.Replace(pattern, $"{CodePointWriter.AstralMark}[^{CodePointWriter.AstralMark}]*{CodePointWriter.AstralMark}", "(?:)"));
            return (pattern, null);
        }
        catch (PatternException wrong)
        {
            return (null, wrong.Message);
        }
        catch (ArgumentException wrong)
        {
            // What .NET cannot do although it is right in ECMAScript.
            return (null, wrong.Message);
        }
    }

    private bool AtEnd => _at >= _source.Length;

    private string ReadChoices()
    {
        var result = new StringBuilder();
        while (true)
        {
            while (!AtEnd && _source[_at] is not ('|' or ')'))
                result.Append(ReadTerm());
            if (!TryTake("|"))
                return result.ToString();
            result.Append('|');
        }
    }

    private string ReadTerm()
    {
        CodePointSet? set = null;
        string atom;
        switch (_source[_at])
        {
            case '^':
                _at++;
                return "^";
            case '$':
                _at++;
                return "\\z";
            case '(':
                atom = ReadGroup(out var isAssertion);
                if (isAssertion)
                    return atom;
                break;
            case '[':
                set = ReadClass();
                atom = CodePointWriter.Write(set);
                break;
            case '.':
                _at++;
                set = CodePointSet.Dot();
                atom = CodePointWriter.Write(set);
                break;
            case '\\':
                if (TryReadBoundary() is { } boundary)
                    return boundary;
                atom = TryReadBackReference() ?? ReadEscapedAtom(out set);
                break;
            case '*' or '+' or '?':
                throw new PatternException($"there is nothing to repeat before '{_source[_at]}'");
            default:
                atom = CodePointWriter.WriteOne(ReadCodePoint());
                break;
        }

        var (quantifier, isRun) = ReadQuantifier();
        if (isRun && set is not null && CodePointWriter.WriteRun(set) is { } run)
            atom = run;
        return atom + quantifier;
    }

    private string ReadGroup(out bool isAssertion)
    {
        if (++_depth > MaxDepth)
            throw new PatternException("its groups are nested too deeply");
        var open = "(?:";
        isAssertion = false;
        if (TryTake("(?:"))
        {
            // As it is.
        }
        else if (TryTake("(?=", "(?!", "(?<=", "(?<!") is { } assertion)
        {
            open = assertion;
            isAssertion = true;
        }
        else
        {
            if (TryTake("(?<"))
                ReadName();
            else if (TryTake("(?"))
                throw new PatternException("'(?' begins no group that ECMAScript knows");
            else
                _at++;
            _group++;
            if (_groups.AreUsed)
                open = $"(?<{GroupNames.Of(_group)}>";
        }

        var body = ReadChoices();
        if (!TryTake(")"))
            throw new PatternException("there is a '(' without its ')'");
        _depth--;
        return $"{open}{body})";
    }

    private string? TryReadBoundary()
    {
        if (TryTake("\\b"))
            return $"(?:(?<={Word})(?!{Word})|(?<!{Word})(?={Word}))";
        return TryTake("\\B") ? $"(?:(?<={Word})(?={Word})|(?<!{Word})(?!{Word}))" : null;
    }

    /// <summary>A group that took no part matches nothing in .NET and the empty text in ECMAScript.</summary>
    private string? TryReadBackReference()
    {
        var next = _at + 1 < _source.Length ? _source[_at + 1] : '\0';
        int group;
        if (next == 'k')
        {
            _at += 2;
            if (!TryTake("<"))
                throw new PatternException("'\\k' needs the name of a group");
            var name = ReadName();
            group = _groups.Find(name) ?? throw new PatternException($"it has no group '{name}'");
        }
        else if (next is >= '1' and <= '9')
        {
            _at++;
            group = ReadNumber();
            if (group > _groups.Count)
                throw new PatternException($"it has no group {group}");
        }
        else
        {
            return null;
        }

        return $"(?:(?({GroupNames.Of(group)})\\k<{GroupNames.Of(group)}>))";
    }

    private (string Text, bool IsRun) ReadQuantifier()
    {
        if (AtEnd)
            return ("", false);
        var start = _at;
        var isRun = true;
        switch (_source[_at])
        {
            case '*' or '+':
                _at++;
                break;
            case '?':
                _at++;
                isRun = false;
                break;
            case '{' when IsCount():
                _at++;
                var least = ReadNumber();
                var most = least;
                if (TryTake(","))
                    most = !AtEnd && _source[_at] == '}' ? int.MaxValue : ReadNumber();
                _at++;
                if (most < least)
                    throw new PatternException("a count ends below its start");
                isRun = least <= 1 && most == int.MaxValue;
                break;
            default:
                return ("", false);
        }

        TryTake("?");
        return (_source.Substring(start, _at - start), isRun);
    }

    private bool IsCount() => CountPattern.IsMatch(_source, _at);

    private static readonly Regex CountPattern = new("\\G\\{[0-9]{1,9}(,[0-9]{0,9})?\\}", RegexOptions.CultureInvariant);

    private int ReadNumber()
    {
        var value = 0L;
        while (!AtEnd && _source[_at] is >= '0' and <= '9')
            value = Math.Min((value * 10) + _source[_at++] - '0', int.MaxValue);
        return (int)value;
    }

    private string ReadName()
    {
        var end = _source.IndexOf('>', _at);
        if (end <= _at)
            throw new PatternException("the name of a group has no end");
        var name = _source.Substring(_at, end - _at);
        _at = end + 1;
        return name;
    }

    private int ReadCodePoint()
    {
        var c = _source[_at++];
        return char.IsHighSurrogate(c) && !AtEnd && char.IsLowSurrogate(_source[_at]) ? char.ConvertToUtf32(c, _source[_at++]) : c;
    }

    private bool TryTake(string text)
    {
        if (string.CompareOrdinal(_source, _at, text, 0, text.Length) != 0)
            return false;
        _at += text.Length;
        return true;
    }

    private string? TryTake(params string[] texts) => texts.FirstOrDefault(TryTake);
}
