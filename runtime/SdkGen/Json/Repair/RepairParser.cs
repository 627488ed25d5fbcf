namespace SdkGen.Json.Repair;

/// <summary>Reads what was meant as JSON. A loop over a stack of open brackets; this part handles objects and arrays.</summary>
internal sealed partial class RepairParser(string source)
{
    private const int StepLimit = 64;

    private readonly RepairText _text = new(source);
    private readonly List<JsonRepairStep> _steps = [];
    private RepairFrame? _top;
    private RepairNode? _root;
    private int _at;
    private int _openObjects;
    private int _openArrays;
    private int _openParentheses;

    public IReadOnlyList<JsonRepairStep> Steps => _steps;

    /// <summary>How many characters were looked at.</summary>
    public long Work => _text.Work;

    /// <summary>Reads one value with all that is in it; null where there is none.</summary>
    private RepairNode? ParseValue(RepairPlace place)
    {
        _root = ReadValue(place, out var bracket);
        if (_root is not null && bracket is { } kind)
        {
            Open(_root, kind);
            Run();
        }

        return _root;
    }

    /// <summary>Goes on with the members of an object that seemed to be complete.</summary>
    private void ParseMembers(RepairNode node)
    {
        _root = node;
        Open(node, BracketKind.ImplicitBrace);
        Run();
    }

    private void Run()
    {
        while (_top is { } frame)
        {
            SkipTrivia();
            if (_text.IsEnd(_at))
            {
                Note(JsonRepairKind.Completed);
                if (frame.Key is not null)
                    AddMissing(frame);
                Close();
            }
            else if (frame.Kind is BracketKind.Bracket or BracketKind.Parenthesis)
            {
                StepArray(frame);
            }
            else if (frame.Key is not null)
            {
                StepMemberValue(frame);
            }
            else
            {
                StepMember(frame);
            }
        }
    }

    private void StepArray(RepairFrame frame)
    {
        var isParenthesis = frame.Kind == BracketKind.Parenthesis;
        switch (_text[_at])
        {
            case ']' when !isParenthesis:
            case ')' when isParenthesis:
                if (!frame.NeedsComma && frame.Node.Count > 0)
                    Note(JsonRepairKind.Separators);
                _at++;
                Close();
                return;
            case ']' when _openArrays > 0:
            case ')' when _openParentheses > 0:
            case '}' when _openObjects > 0:
                Note(JsonRepairKind.Brackets);
                Close();
                return;
            case ']' or ')' or '}':
                Note(JsonRepairKind.Brackets);
                _at++;
                return;
            case ':' when frame.LastString is { } key:
                var made = RepairNode.Object();
                frame.Node.ReplaceLast(made);
                frame.LastString = null;
                Note(JsonRepairKind.Brackets);
                _at++;
                Open(made, BracketKind.ImplicitBrace);
                _top!.Key = key;
                return;
        }

        if (SkipSeparator(frame))
            return;
        var start = _at;
        if (ReadValue(RepairPlace.Item, out var bracket) is not { } item)
        {
            SkipStray(start);
            return;
        }

        if (frame.NeedsComma)
            Note(JsonRepairKind.Separators, start);
        frame.NeedsComma = true;
        frame.LastString = bracket is null && item.String is { } text ? text : null;
        frame.Node.Add(item);
        if (bracket is { } kind)
            Open(item, kind);
    }

    private void StepMember(RepairFrame frame)
    {
        var isImplicit = frame.Kind == BracketKind.ImplicitBrace;
        switch (_text[_at])
        {
            case '}' when isImplicit && frame.Parent is not null:
            case ']' when isImplicit && frame.Parent is not null:
                Close();
                return;
            case '}':
                if (!frame.NeedsComma && frame.Node.Count > 0)
                    Note(JsonRepairKind.Separators);
                _at++;
                Close();
                return;
            case ']' when frame.StrayBrackets > 0:
                frame.StrayBrackets--;
                _at++;
                return;
            case ']' when _openArrays > 0:
                Note(JsonRepairKind.Brackets);
                CloseUnfinished(frame);
                return;
            case ']':
                Note(JsonRepairKind.Brackets);
                _at++;
                Close();
                return;
            case ')' when _openParentheses > 0:
            case '{' when frame.Parent?.Kind is BracketKind.Bracket or BracketKind.Parenthesis:
                Note(JsonRepairKind.Brackets);
                Close();
                return;
            case '[' when frame.Node.Last is { IsArray: true } previous:
                Note(JsonRepairKind.Joined);
                _at++;
                Reopen(previous);
                return;
            case '{' or '[' or ')':
                Note(JsonRepairKind.Brackets);
                frame.StrayBrackets += _text[_at] == '[' ? 1 : 0;
                _at++;
                return;
        }

        if (SkipSeparator(frame))
            return;
        var start = _at;
        if (ReadKey(frame) is not { } key)
        {
            SkipStray(start);
            return;
        }

        if (frame.NeedsComma)
            Note(JsonRepairKind.Separators, start);
        frame.NeedsComma = false;
        frame.Key = key;
    }

    private void StepMemberValue(RepairFrame frame)
    {
        var c = _text[_at];
        if (c is ',' or '}' or ']' || c == ')' && _openParentheses > 0)
        {
            AddMissing(frame);
            return;
        }

        var start = _at;
        if (ReadValue(RepairPlace.Member, out var bracket) is not { } value)
        {
            SkipStray(start);
            return;
        }

        frame.Node.Add(frame.Key!, value);
        frame.Key = null;
        frame.NeedsComma = true;
        if (bracket is { } kind)
            Open(value, kind);
    }

    /// <summary>A comma, or what stands in the place of one: an ellipsis, a stray colon or semicolon, the marks of a code fence.</summary>
    private bool SkipSeparator(RepairFrame frame)
    {
        switch (_text[_at])
        {
            case ',':
                if (!frame.NeedsComma)
                    Note(JsonRepairKind.Separators);
                frame.NeedsComma = false;
                frame.SawComma = true;
                frame.LastString = null;
                _at++;
                return true;
            case ':' or ';':
                Note(JsonRepairKind.Separators);
                _at++;
                return true;
            case '\u2026':
                Note(JsonRepairKind.Separators);
                _at++;
                return true;
            case '.' when _text.StartsWith(_at, "..."):
                Note(JsonRepairKind.Separators);
                while (_text[_at] == '.')
                    _at++;
                return true;
            case '`' when _text.StartsWith(_at, "```"):
                Note(JsonRepairKind.Unwrapped);
                _at = AfterFence(_at);
                if (_text[_at] == '"' && Separates(_at + 1))
                    _at++;
                return true;
            default:
                return false;
        }
    }

    private void AddMissing(RepairFrame frame)
    {
        Note(JsonRepairKind.MissingValue);
        frame.Node.Add(frame.Key!, RepairNode.Null);
        frame.Key = null;
        frame.NeedsComma = true;
    }

    /// <summary>Reading found nothing: what stands here is left out, at least one character of it.</summary>
    private void SkipStray(int start)
    {
        Note(JsonRepairKind.WordsRemoved, start);
        if (_at == start)
            _at++;
    }

    private void Open(RepairNode node, BracketKind kind)
    {
        _top = new RepairFrame(node, kind, _top);
        Count(kind, 1);
    }

    /// <summary>A second array after a member's array goes on with it: its items are more items, or one more row where the items are arrays.</summary>
    private void Reopen(RepairNode array)
    {
        if (array.Count > 0 && array.Items[0].IsArray)
        {
            array.WrapTail();
            var row = RepairNode.Array();
            array.Add(row);
            array = row;
        }

        Open(array, BracketKind.Bracket);
    }

    /// <summary>Closes an object at a bracket that is not its own; one in which nothing ever came, alone in its array, was no item.</summary>
    private void CloseUnfinished(RepairFrame frame)
    {
        if (frame.Node.IsEmpty && !frame.SawComma && frame.Parent is { Kind: BracketKind.Bracket, Node.Count: 1 } array)
            array.Node.RemoveLast();
        Close();
    }

    private void Close()
    {
        var frame = _top!;
        _top = frame.Parent;
        Count(frame.Kind, -1);
        if (frame.Kind != BracketKind.Parenthesis || frame.SawComma || frame.Node.Count != 1)
            return;
        if (_top is null)
            _root = frame.Node.Items[0];
        else
            _top.Node.ReplaceLast(frame.Node.Items[0]);
    }

    private void Count(BracketKind kind, int by)
    {
        if (kind == BracketKind.Bracket)
            _openArrays += by;
        else if (kind == BracketKind.Parenthesis)
            _openParentheses += by;
        else
            _openObjects += by;
    }

    private void SkipTrivia()
    {
        _at = _text.SkipBlank(_at);
        while (_text.CommentEnd(_at) is var end and > 0)
        {
            Note(JsonRepairKind.CommentRemoved);
            _at = _text.SkipBlank(end);
        }
    }

    private void Note(JsonRepairKind kind, int at = -1)
    {
        if (_steps.Count < StepLimit)
            _steps.Add(new JsonRepairStep(kind, at < 0 ? _at : at));
    }
}
