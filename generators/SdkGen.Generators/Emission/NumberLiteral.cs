using SdkGen.Generators.Contracts;

namespace SdkGen.Generators.Emission;

/// <summary>C# types and literals of numbers.</summary>
internal static class NumberLiteral
{
    public static bool IsInteger(NumberKind kind) => kind is not (NumberKind.Half or NumberKind.Single or NumberKind.Double or NumberKind.Decimal);

    /// <summary>Whether C# has constants of the kind's type.</summary>
    public static bool IsConstant(NumberKind kind) => kind is not (NumberKind.Half or NumberKind.Int128 or NumberKind.UInt128 or NumberKind.BigInteger);

    public static string ClrType(NumberKind kind) => kind switch
    {
        NumberKind.Byte => "byte",
        NumberKind.SByte => "sbyte",
        NumberKind.Int16 => "short",
        NumberKind.UInt16 => "ushort",
        NumberKind.Int32 => "int",
        NumberKind.UInt32 => "uint",
        NumberKind.Int64 => "long",
        NumberKind.UInt64 => "ulong",
        NumberKind.Single => "float",
        NumberKind.Double => "double",
        NumberKind.Decimal => "decimal",
        NumberKind.Half => "global::System.Half",
        NumberKind.Int128 => "global::System.Int128",
        NumberKind.UInt128 => "global::System.UInt128",
        _ => "global::System.Numerics.BigInteger",
    };

    /// <summary>A bound (invariant decimal text) as an expression of the kind's type.</summary>
    public static string Of(NumberKind kind, string value) => kind switch
    {
        NumberKind.Byte or NumberKind.SByte or NumberKind.Int16 or NumberKind.UInt16 or NumberKind.Int32 => value,
        NumberKind.UInt32 => value + "u",
        NumberKind.Int64 => value + "L",
        NumberKind.UInt64 => value + "UL",
        NumberKind.Single => value + "f",
        NumberKind.Double => value + "d",
        NumberKind.Decimal => value + "m",
        NumberKind.Half => $"(global::System.Half)({value}f)",
        _ => $"{ClrType(kind)}.Parse(\"{value}\", global::System.Globalization.CultureInfo.InvariantCulture)",
    };

    public static string MinValue(NumberKind kind) => kind == NumberKind.BigInteger ? "" : ClrType(kind) + ".MinValue";

    public static string MaxValue(NumberKind kind) => kind == NumberKind.BigInteger ? "" : ClrType(kind) + ".MaxValue";

    /// <summary>The least value where a model is well told of it: unsigned and small kinds.</summary>
    public static string? ImpliedMinimum(NumberKind kind) => kind switch
    {
        NumberKind.Byte or NumberKind.UInt16 or NumberKind.UInt32 or NumberKind.UInt64 or NumberKind.UInt128 => "0",
        NumberKind.SByte => "-128",
        NumberKind.Int16 => "-32768",
        _ => null,
    };

    /// <summary>The greatest value where a model is well told of it: small kinds.</summary>
    public static string? ImpliedMaximum(NumberKind kind) => kind switch
    {
        NumberKind.Byte => "255",
        NumberKind.SByte => "127",
        NumberKind.Int16 => "32767",
        NumberKind.UInt16 => "65535",
        _ => null,
    };
}
