namespace SdkGen.Generators.Contracts;

/// <summary>A shape at a place: a parameter, a member, an element.</summary>
/// <param name="ClrType">Fully qualified C# type as declared, with its <c>?</c> where it has one.</param>
/// <param name="Nullable">JSON <c>null</c> is a value here.</param>
internal sealed record Node(Shape Shape, string ClrType, bool Nullable = false)
{
    /// <summary>The C# type is a <c>Nullable&lt;T&gt;</c> (so <c>ClrType</c> ends in <c>?</c> and needs <c>.Value</c>).</summary>
    public bool IsNullableValueType { get; init; }

    /// <summary>Compact JSON texts, one of which the value must be (<c>AllowedValues</c>, <c>const</c>); empty where any will do.</summary>
    public EquatableArray<string> Allowed { get; init; } = EquatableArray<string>.Empty;

    /// <summary>Compact JSON texts that the value must not be.</summary>
    public EquatableArray<string> Denied { get; init; } = EquatableArray<string>.Empty;

    /// <summary>What else the value must pass, that no keyword of a schema says.</summary>
    public EquatableArray<ValueCheck> Checks { get; init; } = EquatableArray<ValueCheck>.Empty;
}

/// <summary>A test of a value that was read.</summary>
/// <param name="Test">C# expression over <c>value</c>, true where it passes.</param>
/// <param name="Expected">What is asked for, in words that follow those for the shape: <c>from 2026-01-01 to 2026-12-31</c>.</param>
internal sealed record ValueCheck(string Test, string Expected)
{
    /// <summary>An object that the test needs, made once: its C# type, its expression, and <c>{0}</c> in <see cref="Test"/> for its name; null where it needs none.</summary>
    public string? StaticType { get; init; }

    public string? StaticValue { get; init; }
}
