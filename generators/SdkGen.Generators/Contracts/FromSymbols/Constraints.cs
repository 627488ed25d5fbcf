using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using SdkGen.Generators.Emission;

namespace SdkGen.Generators.Contracts.FromSymbols;

/// <summary>DataAnnotations as constraints of a contract.</summary>
internal static class Constraints
{
    private const string Namespace = "System.ComponentModel.DataAnnotations.";

    /// <summary>The node with what its attributes ask for.</summary>
    /// <param name="reject">Takes the reason where an attribute cannot be enforced.</param>
    public static Node Apply(Node node, IReadOnlyList<AttributeData> attributes, Action<string> reject)
    {
        foreach (var attribute in attributes)
        {
            if (attribute.AttributeClass?.ContainingNamespace?.ToDisplayString() + "." != Namespace)
                continue;
            node = attribute.AttributeClass!.Name switch
            {
                "RangeAttribute" when node.Shape is NumberShape number => node with { Shape = Range(number, attribute) },
                "LengthAttribute" => Sized(node, Argument<int>(attribute, 0), Argument<int>(attribute, 1)),
                "StringLengthAttribute" => Sized(node, attribute.Named<int>("MinimumLength"), Argument<int>(attribute, 0)),
                "MinLengthAttribute" => Sized(node, Argument<int>(attribute, 0), null),
                "MaxLengthAttribute" when attribute.ConstructorArguments.Length == 1 => Sized(node, null, Argument<int>(attribute, 0)),
                "RegularExpressionAttribute" when node.Shape is StringShape text => node with { Shape = Pattern(text, Argument<string>(attribute, 0) ?? "", reject) },
                "EmailAddressAttribute" when node.Shape is StringShape text => node with { Shape = text with { Format = "email" } },
                "UrlAttribute" when node.Shape is StringShape { Kind: StringKind.String } text => node with { Shape = text with { Format = "uri" } },
                "Base64StringAttribute" when node.Shape is StringShape { Kind: StringKind.String } text => node with { Shape = text with { Format = "base64" } },
                "AllowedValuesAttribute" => node with { Allowed = Values(attribute, node) },
                "DeniedValuesAttribute" => node with { Denied = Values(attribute, node) },
                _ => node,
            };
        }

        return node;
    }

    private static NumberShape Range(NumberShape number, AttributeData attribute)
    {
        var arguments = attribute.ConstructorArguments;
        if (arguments.Length < 2)
            return number;
        var (low, high) = arguments.Length == 3 ? (arguments[1].Value, arguments[2].Value) : (arguments[0].Value, arguments[1].Value);
        var (exclusiveLow, exclusiveHigh) = (attribute.Named<bool>("MinimumIsExclusive"), attribute.Named<bool>("MaximumIsExclusive"));
        if (NumberLiteral.IsInteger(number.Kind))
        {
            return number with
            {
                Minimum = IntegerBound(number.Kind, low, exclusiveLow, isMinimum: true),
                Maximum = IntegerBound(number.Kind, high, exclusiveHigh, isMinimum: false),
            };
        }

        var (minimum, maximum) = (Bound(number.Kind, low), Bound(number.Kind, high));
        return number with
        {
            Minimum = minimum,
            Maximum = maximum,
            ExclusiveMinimum = minimum is not null && exclusiveLow,
            ExclusiveMaximum = maximum is not null && exclusiveHigh,
        };
    }

    /// <summary>An inclusive whole bound; null where the type's own range is narrower.</summary>
    private static string? IntegerBound(NumberKind kind, object? value, bool exclusive, bool isMinimum)
    {
        if (Parse(value) is not { } bound || double.IsInfinity(bound))
            return null;
        BigInteger whole;
        if (value is int number)
            whole = number;
        else if (value is string text && BigInteger.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var exact))
            whole = exact;
        else
        {
            var rounded = isMinimum ? Math.Ceiling(bound) : Math.Floor(bound);
            exclusive &= rounded == bound;
            whole = new BigInteger(rounded);
        }

        if (exclusive)
            whole += isMinimum ? 1 : -1;
        var (least, greatest) = Limits(kind);
        if (isMinimum ? whole <= least : whole >= greatest)
            return null;
        return whole.ToString(CultureInfo.InvariantCulture);
    }

    private static string? Bound(NumberKind kind, object? value)
    {
        if (Parse(value) is not { } bound || double.IsInfinity(bound))
            return null;
        var greatest = kind switch
        {
            NumberKind.Decimal => 7.9e28,
            NumberKind.Single => 3.4e38,
            NumberKind.Half => 65504,
            _ => 1.7e308,
        };
        if (Math.Abs(bound) > greatest)
            return null;
        return value is string text && decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var exact)
            ? exact.ToString(CultureInfo.InvariantCulture)
            : ConstantText.Number(value is int ? value : bound);
    }

    private static double? Parse(object? value) => value switch
    {
        int number => number,
        double number when !double.IsNaN(number) => number,
        string text when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => number,
        _ => null,
    };

    private static (BigInteger Least, BigInteger Greatest) Limits(NumberKind kind) => kind switch
    {
        NumberKind.Byte => (byte.MinValue, byte.MaxValue),
        NumberKind.SByte => (sbyte.MinValue, sbyte.MaxValue),
        NumberKind.Int16 => (short.MinValue, short.MaxValue),
        NumberKind.UInt16 => (ushort.MinValue, ushort.MaxValue),
        NumberKind.Int32 => (int.MinValue, int.MaxValue),
        NumberKind.UInt32 => (uint.MinValue, uint.MaxValue),
        NumberKind.Int64 => (long.MinValue, long.MaxValue),
        NumberKind.UInt64 => (ulong.MinValue, ulong.MaxValue),
        NumberKind.Int128 => (-BigInteger.Pow(2, 127), BigInteger.Pow(2, 127) - 1),
        NumberKind.UInt128 => (0, BigInteger.Pow(2, 128) - 1),
        _ => (-BigInteger.Pow(2, 4096), BigInteger.Pow(2, 4096)),
    };

    private static Node Sized(Node node, int? minimum, int? maximum)
    {
        minimum = minimum is > 0 ? minimum : null;
        maximum = maximum is >= 0 ? maximum : null;
        return node.Shape switch
        {
            StringShape { Kind: StringKind.String } text => node with { Shape = text with { MinLength = minimum ?? text.MinLength, MaxLength = maximum ?? text.MaxLength } },
            ListShape list => node with { Shape = list with { MinItems = minimum ?? list.MinItems, MaxItems = maximum ?? list.MaxItems } },
            MapShape map => node with { Shape = map with { MinProperties = minimum ?? map.MinProperties, MaxProperties = maximum ?? map.MaxProperties } },
            _ => node,
        };
    }

    /// <summary>The attribute wants the whole text to match; a JSON Schema pattern looks anywhere.</summary>
    private static StringShape Pattern(StringShape text, string pattern, Action<string> reject)
    {
        try
        {
            _ = new Regex(pattern, RegexOptions.CultureInvariant);
        }
        catch (ArgumentException)
        {
            reject("has a RegularExpression that is not valid");
            return text;
        }

        return text with { Pattern = $"^(?:{pattern})$" };
    }

    private static EquatableArray<string> Values(AttributeData attribute, Node node)
    {
        if (attribute.ConstructorArguments.Length != 1 || attribute.ConstructorArguments[0].Kind != TypedConstantKind.Array)
            return EquatableArray<string>.Empty;
        var fits = node.Shape is StringShape { Kind: StringKind.String } or NumberShape;
        return attribute.ConstructorArguments[0].Values
            .Where(value => fits && (value.IsNull || value.Value is string == node.Shape is StringShape))
            .Select(value => value.IsNull ? "null" : value.Value is string text ? JsonText.Quote(text) : ConstantText.Number(value.Value!))
            .ToEquatableArray();
    }

    private static T? Argument<T>(AttributeData attribute, int index) =>
        index < attribute.ConstructorArguments.Length && attribute.ConstructorArguments[index].Value is T value ? value : default;
}
