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

    private static string Enum(object value, ITypeSymbol type) =>
        type.GetMembers().OfType<IFieldSymbol>().FirstOrDefault(field => field.HasConstantValue && Equals(field.ConstantValue, value)) is { } constant
            ? $"{type.Qualified()}.{CSharpIdentifier.Escape(constant.Name)}"
            : $"({type.Qualified()})({Number(value)})";

    private static string? EnumJson(object value, INamedTypeSymbol type, EnumShape names)
    {
        foreach (var member in names.Members)
        {
            var field = type.GetMembers(member.ClrName).OfType<IFieldSymbol>().FirstOrDefault();
            if (Equals(field?.ConstantValue, value))
                return names.IsFlags ? $"[{JsonText.Quote(member.WireName)}]" : JsonText.Quote(member.WireName);
        }

        return names.IsFlags && Number(value) == "0" ? "[]" : null;
    }

    private static ITypeSymbol Underlying(ITypeSymbol type) =>
        type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable ? nullable.TypeArguments[0] : type;

    private static bool IsFinite(double value) => !double.IsNaN(value) && !double.IsInfinity(value);

    private static string NotFinite(string type, double value) =>
        double.IsNaN(value) ? $"{type}.NaN" : value > 0 ? $"{type}.PositiveInfinity" : $"{type}.NegativeInfinity";
}
