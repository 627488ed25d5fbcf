using System.Globalization;
using Microsoft.CodeAnalysis;
using SdkGen.Generators.Emission;

namespace SdkGen.Generators.Contracts.FromSymbols;

/// <summary>Constants of the user's code as C# and as JSON.</summary>
internal static class ConstantText
{
    /// <summary>A C# expression of exactly that value; null for <c>default</c>.</summary>
    public static string? Expression(object? value, ITypeSymbol type)
    {
        var target = Underlying(type);
        return value switch
        {
            null => null,
            ITypeSymbol named => $"typeof({named.Qualified()})",
            _ when target.TypeKind == TypeKind.Enum => Enum(value, target),
            string text => CSharpLiteral.Of(text),
            bool flag => CSharpLiteral.Of(flag),
            char c => $"(char){((int)c).ToString(CultureInfo.InvariantCulture)}",
            double number when !IsFinite(number) => NotFinite("double", number),
            float number when !IsFinite(number) => NotFinite("float", number),
            double => Number(value) + "d",
            float => Number(value) + "f",
            decimal => Number(value) + "m",
            long => Number(value) + "L",
            ulong => Number(value) + "UL",
            uint => Number(value) + "u",
            int => Number(value),
            DateTime moment => $"new global::System.DateTime({Number(moment.Ticks)}L)",
            _ => $"({target.Qualified()})({Number(value)})",
        };
    }

    /// <summary>Compact JSON of the value; null where it has none.</summary>
    public static string? Json(object? value, ITypeSymbol type, Shape shape) => value switch
    {
        null => "null",
        _ when shape is EnumShape names && Underlying(type) is INamedTypeSymbol target => EnumJson(value, target, names),
        string text => JsonText.Quote(text),
        bool flag => CSharpLiteral.Of(flag),
        char c => JsonText.Quote(c.ToString()),
        DateTime moment => JsonText.Quote(moment.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture)),
        double number when !IsFinite(number) => null,
        float number when !IsFinite(number) => null,
        _ => Number(value),
    };

    public static string Number(object value) => value switch
    {
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        float number => number.ToString("R", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "0",
    };

    private static string Enum(object value, ITypeSymbol type)
    {
        string Name(IFieldSymbol field) => $"{type.Qualified()}.{CSharpIdentifier.Escape(field.Name)}";
        var fields = type.GetMembers().OfType<IFieldSymbol>().Where(field => field.HasConstantValue && !field.IsObsoleteError()).ToArray();
        if (fields.FirstOrDefault(field => Equals(field.ConstantValue, value)) is { } constant)
            return Name(constant);

        // Flags are written as a person writes them, where each has a name.
        var bits = Bits(value);
        var set = new List<string>();
        foreach (var field in fields.Where(field => Bits(field.ConstantValue!) is not 0 and var bit && (bit & (bit - 1)) == 0 && (bits & bit) != 0))
        {
            bits &= ~Bits(field.ConstantValue!);
            set.Add(Name(field));
        }

        return bits == 0 && set.Count > 0 ? string.Join(" | ", set) : $"({type.Qualified()})({Number(value)})";
    }

    private static string? EnumJson(object value, INamedTypeSymbol type, EnumShape names)
    {
        foreach (var member in names.Members)
        {
            if (Equals(Constant(type, member), value))
                return names.IsFlags ? $"[{JsonText.Quote(member.WireName)}]" : JsonText.Quote(member.WireName);
        }

        return names.IsFlags ? FlagsJson(Bits(value), type, names) : null;
    }

    /// <summary>The names of all bits; null where a bit has none.</summary>
    private static string? FlagsJson(ulong bits, INamedTypeSymbol type, EnumShape names)
    {
        var set = new List<string>();
        foreach (var member in names.Members)
        {
            if (member.IsAlias || Constant(type, member) is not { } constant || (bits & Bits(constant)) == 0)
                continue;
            bits &= ~Bits(constant);
            set.Add(JsonText.Quote(member.WireName));
        }

        return bits == 0 ? $"[{string.Join(",", set)}]" : null;
    }

    private static object? Constant(INamedTypeSymbol type, EnumMember member) => type.GetMembers(member.ClrName).OfType<IFieldSymbol>().FirstOrDefault()?.ConstantValue;

    private static ulong Bits(object value) => value is ulong bits ? bits : unchecked((ulong)Convert.ToInt64(value, CultureInfo.InvariantCulture));

    private static ITypeSymbol Underlying(ITypeSymbol type) =>
        type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable ? nullable.TypeArguments[0] : type;

    private static bool IsFinite(double value) => !double.IsNaN(value) && !double.IsInfinity(value);

    private static string NotFinite(string type, double value) =>
        double.IsNaN(value) ? $"{type}.NaN" : value > 0 ? $"{type}.PositiveInfinity" : $"{type}.NegativeInfinity";
}
