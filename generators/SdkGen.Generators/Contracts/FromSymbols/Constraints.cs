using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using SdkGen.Generators.Emission;

namespace SdkGen.Generators.Contracts.FromSymbols;

/// <summary>DataAnnotations as constraints of a contract.</summary>
internal static class Constraints
{
    private const string Namespace = "System.ComponentModel.DataAnnotations";

    /// <summary>The node with what its attributes ask for.</summary>
    /// <param name="type">The C# type at the place, without <c>Nullable</c>.</param>
    /// <param name="reject">Takes the reason where an attribute cannot be meant.</param>
    /// <param name="ignore">Takes an attribute that is not enforced, as a person writes it, and the reason.</param>
    /// <param name="isReachable">Whether emitted code can name a symbol.</param>
    /// <param name="narrowsEnums">The names of an enum are only those that the attributes leave; otherwise it keeps all.</param>
    public static Node Apply(
        Node node, ITypeSymbol type, IReadOnlyList<AttributeData> attributes, Action<string> reject, Action<string, string> ignore, Func<ISymbol, bool> isReachable, bool narrowsEnums)
    {
        foreach (var attribute in attributes)
        {
            if (attribute.AttributeClass is not { } annotation || !ValidationChecks.IsValidation(annotation))
                continue;
            var isKnown = annotation.ContainingNamespace.ToDisplayString() == Namespace;
            if (isKnown && annotation.Name is "AllowedValuesAttribute" or "DeniedValuesAttribute" && node.Shape is EnumShape { IsFlags: false } names)
            {
                node = narrowsEnums ? Narrowed(node, names, (INamedTypeSymbol)type, attribute, annotation.Name == "AllowedValuesAttribute", reject) : node;
                continue;
            }

            node = (isKnown ? Known(node, annotation.Name, attribute, reject) : null)
                ?? ValidationChecks.Apply(node, type, attribute, annotation, ignore, isReachable);
        }

        return node;
    }

    /// <summary>The node with an attribute that has a form in a schema; null where this one has none, or none for the shape.</summary>
    private static Node? Known(Node node, string name, AttributeData attribute, Action<string> reject) => name switch
    {
        "RequiredAttribute" => Required(node, attribute),
        "RangeAttribute" when node.Shape is NumberShape number => node with { Shape = Range(number, attribute, reject) },
        "LengthAttribute" => Sized(node, Argument<int>(attribute, 0), Argument<int>(attribute, 1), reject),
        "StringLengthAttribute" => Sized(node, attribute.Named<int>("MinimumLength"), Argument<int>(attribute, 0), reject),
        "MinLengthAttribute" => Sized(node, Argument<int>(attribute, 0), null, reject),
        "MaxLengthAttribute" when attribute.ConstructorArguments.Length == 1 => Sized(node, null, Argument<int>(attribute, 0), reject),
        "MaxLengthAttribute" => node,
        "RegularExpressionAttribute" when node.Shape is StringShape { Kind: StringKind.String } text => node with { Shape = Pattern(text, attribute, reject) },
        "EmailAddressAttribute" when node.Shape is StringShape { Kind: StringKind.String } text => node with { Shape = text with { Format = "email" } },
        "UrlAttribute" when node.Shape is StringShape { Kind: StringKind.String } text => node with { Shape = text with { Format = "uri" } },
        "Base64StringAttribute" when node.Shape is StringShape { Kind: StringKind.String } text => node with { Shape = text with { Format = "base64" } },
        "AllowedValuesAttribute" when TakesChoices(node) => node with { Allowed = Values(attribute, node, reject) },
        "DeniedValuesAttribute" when TakesChoices(node) => Denied(node, Values(attribute, node, reject)),
        _ => null,
    };

    /// <summary>The attribute wants a value, and of a text that it is not blank.</summary>
    private static Node Required(Node node, AttributeData attribute) => node with
    {
        Nullable = false,
        Checks = node.Shape is StringShape { Kind: StringKind.String } && !attribute.Named<bool>("AllowEmptyStrings")
            ? node.Checks.Append(new ValueCheck("!string.IsNullOrWhiteSpace(value)", "that is not blank")).ToEquatableArray()
            : node.Checks,
    };

    private static bool TakesChoices(Node node) => node.Shape is StringShape { Kind: StringKind.String } or NumberShape;

    private static NumberShape Range(NumberShape number, AttributeData attribute, Action<string> reject)
    {
        var arguments = attribute.ConstructorArguments;
        if (arguments.Length < 2)
            return number;
        var (low, high) = arguments.Length == 3 ? (arguments[1].Value, arguments[2].Value) : (arguments[0].Value, arguments[1].Value);
        var (exclusiveLow, exclusiveHigh) = (attribute.Named<bool>("MinimumIsExclusive"), attribute.Named<bool>("MaximumIsExclusive"));
        if (NumberLiteral.IsInteger(number.Kind))
        {
            var (from, to) = (IntegerBound(low, exclusiveLow, isMinimum: true), IntegerBound(high, exclusiveHigh, isMinimum: false));
            var (least, greatest) = Limits(number.Kind);
            if (from > greatest || to < least || from > to)
            {
                reject("has a Range in which none of its values is");
                return number;
            }

            // A bound that the type's own range implies is none.
            return number with
            {
                Minimum = from > least ? Text(from.Value) : null,
                Maximum = to < greatest ? Text(to.Value) : null,
            };
        }

        if (Parse(low) is { } lowest && Parse(high) is { } highest && (lowest > highest || (lowest == highest && (exclusiveLow || exclusiveHigh))))
        {
            reject("has a Range in which none of its values is");
            return number;
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

    private static string Text(BigInteger value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>An inclusive whole bound; null where there is none.</summary>
    private static BigInteger? IntegerBound(object? value, bool exclusive, bool isMinimum)
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
        return whole;
    }

    private static string? Bound(NumberKind kind, object? value)
    {
        if (Parse(value) is not { } bound || double.IsInfinity(bound))
            return null;
        if (Math.Abs(bound) > Greatest(kind))
            return null;
        return value is string text && decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var exact)
            ? exact.ToString(CultureInfo.InvariantCulture)
            : ConstantText.Number(value is int ? value : bound);
    }

    private static double Greatest(NumberKind kind) => kind switch
    {
        NumberKind.Decimal => 7.9e28,
        NumberKind.Single => 3.4e38,
        NumberKind.Half => 65504,
        _ => 1.7e308,
    };

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

    private static Node? Sized(Node node, int? minimum, int? maximum, Action<string> reject)
    {
        var (least, most) = node.Shape switch
        {
            StringShape text => (text.MinLength, text.MaxLength),
            ListShape list => (list.MinItems, list.MaxItems),
            MapShape map => (map.MinProperties, map.MaxProperties),
            _ => (null, null),
        };
        (least, most) = (minimum is > 0 ? minimum : least, maximum is >= 0 ? maximum : most);
        if (least > most)
            reject("has lengths that no value has");
        return node.Shape switch
        {
            StringShape { Kind: StringKind.String } text => node with { Shape = text with { MinLength = least, MaxLength = most } },
            ListShape list => node with { Shape = list with { MinItems = least, MaxItems = most } },
            MapShape map => node with { Shape = map with { MinProperties = least, MaxProperties = most } },
            _ => null,
        };
    }

    /// <summary>The attribute wants the whole text to match; a JSON Schema pattern looks anywhere.</summary>
    private static StringShape Pattern(StringShape text, AttributeData attribute, Action<string> reject)
    {
        var pattern = Argument<string>(attribute, 0) ?? "";
        try
        {
            // Both must be valid: "a)|(b" is only with the group around it, "(?x)a # b" only without.
            _ = new Regex(pattern, RegexOptions.CultureInvariant);
            _ = new Regex(Whole(pattern), RegexOptions.CultureInvariant);
        }
        catch (ArgumentException)
        {
            reject("has a RegularExpression that is not valid");
            return text;
        }

        return text with { Pattern = Whole(pattern) };
    }

    private static string Whole(string pattern) => $"^(?:{pattern})$";

    /// <summary>Where null is denied, it is no value.</summary>
    private static Node Denied(Node node, EquatableArray<string> values) =>
        node with { Nullable = node.Nullable && !values.Contains("null"), Denied = values.Where(value => value != "null").ToEquatableArray() };

    /// <summary>An enum with the names that are allowed, or those that are not denied. Null stays a value where the type takes it, unless it is denied.</summary>
    private static Node Narrowed(Node node, EnumShape names, INamedTypeSymbol type, AttributeData attribute, bool isAllowed, Action<string> reject)
    {
        if (attribute.ConstructorArguments.Length != 1 || attribute.ConstructorArguments[0] is not { Kind: TypedConstantKind.Array } argument)
            return node;
        var constants = type.GetMembers().OfType<IFieldSymbol>().Where(field => field.HasConstantValue).ToArray();
        var chosen = new HashSet<string>(StringComparer.Ordinal);
        var (isNull, isWrong) = (argument.IsNull, false);
        foreach (var value in argument.IsNull ? [] : argument.Values)
        {
            isNull |= value.IsNull;
            var own = value.IsNull || !SymbolEqualityComparer.Default.Equals(value.Type, type) ? [] : constants.Where(field => Equals(field.ConstantValue, value.Value)).ToArray();
            isWrong |= !value.IsNull && own.Length == 0;
            if (!value.IsNull && own.Length == 0)
                reject($"allows or denies {(value.Kind == TypedConstantKind.Array ? "an array" : ConstantText.Number(value.Value!))}, which it cannot be");
            foreach (var field in own)
                chosen.Add(field.Name);
        }

        var left = names.Members.Where(member => chosen.Contains(member.ClrName) == isAllowed).ToEquatableArray();
        if (left.Count == 0 && !isWrong)
            reject("has no name that its AllowedValues and DeniedValues leave");
        return node with { Shape = names with { Members = left, IsNarrowed = true }, Nullable = node.Nullable && (isAllowed || !isNull) };
    }

    private static EquatableArray<string> Values(AttributeData attribute, Node node, Action<string> reject)
    {
        if (attribute.ConstructorArguments.Length != 1 || attribute.ConstructorArguments[0] is not { Kind: TypedConstantKind.Array } argument)
            return EquatableArray<string>.Empty;

        // A lone null is the array itself.
        var values = new List<string>();
        foreach (var value in argument.IsNull ? [null] : argument.Values.Select(item => item.IsNull || item.Kind == TypedConstantKind.Array ? null : item.Value))
        {
            var json = value is null ? "null" : node.Shape is NumberShape number ? Number(number.Kind, value) : value is string text ? JsonText.Quote(text) : null;
            if (json is null)
                reject($"allows or denies {ConstantText.Number(value!)}, which it cannot be");
            else if (!values.Contains(json))
                values.Add(json);
        }

        return values.ToEquatableArray();
    }

    /// <summary>Compact JSON of a number; null where it is none of the kind.</summary>
    private static string? Number(NumberKind kind, object value)
    {
        if (value is string or bool or char or ITypeSymbol)
            return null;
        var text = ConstantText.Number(value);
        if (!NumberLiteral.IsInteger(kind))
            return Parse(text) is { } number && Math.Abs(number) <= Greatest(kind) ? text : null;
        var (least, greatest) = Limits(kind);
        return BigInteger.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) && whole >= least && whole <= greatest ? text : null;
    }

    private static T? Argument<T>(AttributeData attribute, int index) =>
        index < attribute.ConstructorArguments.Length && attribute.ConstructorArguments[index].Value is T value ? value : default;
}
