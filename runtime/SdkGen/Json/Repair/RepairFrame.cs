namespace SdkGen.Json.Repair;

/// <summary>An object, array or parenthesis that is open at the current place.</summary>
internal sealed class RepairFrame(RepairNode node, BracketKind kind, RepairFrame? parent)
{
    public RepairNode Node { get; } = node;

    public BracketKind Kind { get; } = kind;

    public RepairFrame? Parent { get; } = parent;

    /// <summary>An object's key that waits for its value, as JSON text.</summary>
    public string? Key { get; set; }

    /// <summary>The last string item as JSON text: a colon after it makes it a key.</summary>
    public string? LastString { get; set; }

    /// <summary>A value was read and no comma came after it.</summary>
    public bool NeedsComma { get; set; }

    public bool SawComma { get; set; }

    /// <summary>Brackets that opened where a key was due: their other halves are stray as well.</summary>
    public int StrayBrackets { get; set; }
}

internal enum BracketKind
{
    Brace,
    Bracket,
    Parenthesis,

    /// <summary>An object whose opening brace is missing.</summary>
    ImplicitBrace,
}

/// <summary>Where a string or word stands: what may follow it depends on that.</summary>
internal enum RepairPlace
{
    Top,
    Key,
    Member,
    Item,
}
