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
}
