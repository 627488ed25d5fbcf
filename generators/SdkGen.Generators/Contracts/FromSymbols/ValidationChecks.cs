using System.Globalization;
using Microsoft.CodeAnalysis;
using SdkGen.Generators.Emission;

namespace SdkGen.Generators.Contracts.FromSymbols;

/// <summary>Validation attributes that no keyword of a schema says: they are asked about each value, or it is said why they are not.</summary>
internal static class ValidationChecks
{
    private const string Base = "System.ComponentModel.DataAnnotations.ValidationAttribute";

    public static bool IsValidation(INamedTypeSymbol attribute)
    {
        for (var level = attribute; level is not null; level = level.BaseType)
        {
            if (level.Name == "ValidationAttribute" && level.MetadataName() == Base)
                return true;
        }

        return false;
    }

    public static Node Apply(
        Node node, ITypeSymbol type, AttributeData attribute, INamedTypeSymbol annotation, Action<string, string> ignore, Func<ISymbol, bool> isReachable)
    {
        var name = $"[{Simple(annotation.Name)}]";
        Node Ignored(string reason)
        {
            ignore(name, reason);
            return node;
        }

        Node Added(ValueCheck check) => node with { Checks = node.Checks.Append(check).ToEquatableArray() };
        switch (annotation.Name)
        {
            case "RangeAttribute" when node.Shape is StringShape text:
                return Range(text.Kind, attribute) is { } range ? Added(range) : Ignored($"its bounds are no values of {Shown(type)}");
            case "CompareAttribute":
                return Ignored("it compares with another member, which a contract does not know: compare in the method");
            case "CustomValidationAttribute":
                return Ignored("it finds its method by reflection: derive an attribute from ValidationAttribute that overrides IsValid(object)");
            case "EnumDataTypeAttribute":
                return node.Shape is EnumShape ? node : Ignored("take the enum itself");
            case "DataTypeAttribute":
                return node;
        }

        if (annotation.ContainingNamespace.ToDisplayString() + ".ValidationAttribute" == Base && !(IsPlain(annotation.Name) && node.Shape is StringShape { Kind: StringKind.String }))
            return Ignored($"it means nothing for {Shown(type)}");
        if (node.Shape is AnyShape or ContextShape)
            return Ignored($"no one knows the shape of {Shown(type)}");
        if (!isReachable(annotation) || annotation.EffectiveAccessibility() == Accessibility.Private)
            return Ignored($"{annotation.Name} is private: make it internal, so that the generated code can name it");
        if (!OverridesIsValid(annotation))
            return Ignored("it asks for a ValidationContext, which arguments do not have: override IsValid(object)");
        if (Expression(attribute, annotation) is not { } expression)
            return Ignored("its arguments cannot be written in generated code");
        return Added(new ValueCheck("{0}.IsValid(value)", Expected(attribute, annotation, name)) { StaticType = annotation.Qualified(), StaticValue = expression });
    }

    /// <summary>Attributes of .NET that judge a text alone and without reflection.</summary>
    private static bool IsPlain(string name) => name is "PhoneAttribute" or "CreditCardAttribute" or "FileExtensionsAttribute";

    private static string Expected(AttributeData attribute, INamedTypeSymbol annotation, string name) => annotation.Name switch
    {
        "PhoneAttribute" => "that is a phone number",
        "CreditCardAttribute" => "that is the number of a credit card",
        "FileExtensionsAttribute" => $"that is a file name ending in {attribute.Named<string>("Extensions") ?? "png, jpg, jpeg or gif"}",
        _ when attribute.Named<string>("ErrorMessage") is { } message => $"for which holds: {message}",
        _ => $"that fits {name}",
    };

    private static bool OverridesIsValid(INamedTypeSymbol annotation)
    {
        for (var level = annotation; level is not null && level.MetadataName() != Base; level = level.BaseType)
        {
            if (level.GetMembers("IsValid").OfType<IMethodSymbol>().Any(method => method is { IsOverride: true, Parameters.Length: 1 }))
                return true;
        }

        return false;
    }

    /// <summary>The attribute as the program wrote it; null where an argument has no literal.</summary>
    private static string? Expression(AttributeData attribute, INamedTypeSymbol annotation)
    {
        var arguments = attribute.ConstructorArguments.Select(Literal).ToArray();
        var named = attribute.NamedArguments.Select(argument => (argument.Key, Value: Literal(argument.Value))).ToArray();
        if (attribute.AttributeConstructor is null || arguments.Contains(null) || named.Any(argument => argument.Value is null))
            return null;
        var initializer = named.Length == 0 ? "" : $" {{ {string.Join(", ", named.Select(argument => $"{CSharpIdentifier.Escape(argument.Key)} = {argument.Value}"))} }}";
        return $"new {annotation.Qualified()}({string.Join(", ", arguments)}){initializer}";
    }

    private static string? Literal(TypedConstant constant)
    {
        if (constant.Kind == TypedConstantKind.Error || constant.Type is not { } type)
            return null;
        if (constant.Kind != TypedConstantKind.Array)
            return constant.IsNull ? "null" : ConstantText.Expression(constant.Value, type);
        if (constant.IsNull)
            return "null";
        var items = constant.Values.Select(Literal).ToArray();
        return items.Contains(null) ? null : $"new {type.Qualified()} {{ {string.Join(", ", items)} }}";
    }

    /// <summary>Bounds of dates, times and durations: made when the project is built, so that no text is parsed and no converter looked for later.</summary>
    private static ValueCheck? Range(StringKind kind, AttributeData attribute)
    {
        if (attribute.ConstructorArguments.Length != 3 || attribute.ConstructorArguments[1].Value is not string from || attribute.ConstructorArguments[2].Value is not string to
            || Bound(kind, from) is not { } low || Bound(kind, to) is not { } high)
        {
            return null;
        }

        var (above, below) = (attribute.Named<bool>("MinimumIsExclusive"), attribute.Named<bool>("MaximumIsExclusive"));
        return new ValueCheck(
            $"value {(above ? ">" : ">=")} {low} && value {(below ? "<" : "<=")} {high}",
            $"{(above ? "after" : "from")} {from} {(below ? "to before" : "to")} {to}");
    }

    private static string? Bound(StringKind kind, string text)
    {
        var culture = CultureInfo.InvariantCulture;
        switch (kind)
        {
            case StringKind.TimeSpan:
                return TimeSpan.TryParse(text, culture, out var span) ? $"new global::System.TimeSpan({Number(span.Ticks)}L)" : null;
            case StringKind.TimeOnly:
                return TimeSpan.TryParse(text, culture, out var time) && time >= TimeSpan.Zero && time < TimeSpan.FromDays(1) ? $"new global::System.TimeOnly({Number(time.Ticks)}L)" : null;
            case StringKind.DateOnly:
                return DateTime.TryParse(text, culture, DateTimeStyles.None, out var day) && day.TimeOfDay == TimeSpan.Zero
                    ? $"new global::System.DateOnly({Number(day.Year)}, {Number(day.Month)}, {Number(day.Day)})"
                    : null;
            case StringKind.DateTime:
                return DateTime.TryParse(text, culture, DateTimeStyles.AdjustToUniversal, out var moment)
                    ? $"new global::System.DateTime({Number(moment.Ticks)}L, global::System.DateTimeKind.{moment.Kind})"
                    : null;
            case StringKind.DateTimeOffset:
                return DateTimeOffset.TryParse(text, culture, DateTimeStyles.AssumeUniversal, out var instant)
                    ? $"new global::System.DateTimeOffset({Number(instant.Ticks)}L, new global::System.TimeSpan({Number(instant.Offset.Ticks)}L))"
                    : null;
            default:
                return null;
        }
    }

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Simple(string name) =>
        name.EndsWith("Attribute", StringComparison.Ordinal) && name.Length > "Attribute".Length ? name.Substring(0, name.Length - "Attribute".Length) : name;

    private static string Shown(ITypeSymbol type) => type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);
}
