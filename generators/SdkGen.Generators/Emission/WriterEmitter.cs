using SdkGen.Generators.Contracts;

namespace SdkGen.Generators.Emission;

/// <summary>C# that writes the types of a contract as JSON.</summary>
/// <remarks>Called like <see cref="ReaderEmitter"/>: <see cref="Emit"/> per type inside the class's braces, <see cref="EmitSupport"/> once at the end.</remarks>
internal sealed class WriterEmitter(ContractScope scope)
{
    private string Writer => scope.Names.Write;

    private string JsonWriter => scope.Names.JsonWriter;

    /// <summary>Emits the method that writes a type; for a type that is filled in place, the <c>Write</c> of its codec.</summary>
    public void Emit(SourceWriter writer, NamedType type)
    {
        var header = ContractScope.HasCodec(type)
            ? $"public override void Write({JsonWriter} writer, {type.ClrType} value)"
            : $"internal static void {scope.Declared(scope.WriteMethod(type))}({JsonWriter} writer, {type.ClrType}{(type.IsValueType ? "" : "?")} value)";
        using var method = writer.Braces(header);
        if (!ContractScope.HasCodec(type) && !type.IsValueType)
        {
            writer.Line($"if ({Writer}.Null(writer, value))");
            writer.Line("    return;");
            writer.Line();
        }

        if (type is ObjectType target)
            EmitObject(writer, target);
        else if (type is UnionType { Discriminator: null } tokens)
            EmitTokenUnion(writer, tokens);
        else if (type is UnionType union)
            EmitTaggedUnion(writer, union);
    }

    /// <summary>Emits what the writers above it asked for: one method per enum.</summary>
    /// <param name="separate">Called before each member, for the empty line between members.</param>
    public void EmitSupport(SourceWriter writer, Action separate)
    {
        for (var i = 0; i < scope.EnumWriters.Count; i++)
        {
            separate();
            EmitEnum(writer, scope.EnumWriters[i]);
        }

        scope.EmitStatics(writer, separate);
    }

    /// <summary>A statement that writes a value.</summary>
    public string Statement(Node node, string value)
    {
        if (node.IsNullableValueType)
            return $"if ({value} is {{ }} present) {Statement(node with { IsNullableValueType = false, Nullable = false }, "present")} else writer.WriteNullValue();";
        return node.Shape switch
        {
            BooleanShape => $"writer.WriteBooleanValue({value});",
            NumberShape number when IsNative(number.Kind) => $"writer.WriteNumberValue({value});",
            NumberShape => $"{Writer}.Number(writer, {value});",
            StringShape text when IsNative(text.Kind) => $"writer.WriteStringValue({value});",
            StringShape { Kind: StringKind.Base64 } => $"{Writer}.Base64(writer, {value});",
            StringShape => $"{Writer}.String(writer, {value});",
            EnumShape names => $"{scope.WriteMethod(names)}(writer, {value});",
            ListShape { Collection: CollectionKind.Reusable, Element.Shape: ReferenceShape element } =>
                $"{Writer}.List(writer, {value}, {ContractScope.Codec(scope[element.Key])});",
            ListShape list => $"{Writer}.List{(list.Collection == CollectionKind.ReadOnlyMemory ? $"<{list.Element.ClrType}>" : "")}(writer, {(list.Collection == CollectionKind.ReadOnlyMemory ? value + ".Span" : value)}, {ValueWriter(list.Element)});",
            MapShape { Key: StringShape { Kind: StringKind.String } } map => $"{Writer}.Map(writer, {value}, {ValueWriter(map.Value)});",
            MapShape map => $"{Writer}.Map(writer, {value}, {KeyName(map.Key)}, {ValueWriter(map.Value)});",
            ReferenceShape reference when ContractScope.HasCodec(scope[reference.Key]) => $"{ContractScope.Codec(scope[reference.Key])}.Write(writer, {value});",
            ReferenceShape reference => $"{scope.WriteMethod(scope[reference.Key])}(writer, {value});",
            ContextShape context => $"{Writer}.Value(writer, {value}, {scope.TypeInfo(context)});",
            AnyShape { IsRaw: true } => $"{Writer}.Raw(writer, {value});",
            AnyShape { IsNode: true } => $"{Writer}.Node(writer, {value});",
            _ => $"{Writer}.Any(writer, {value});",
        };
    }

    /// <summary>An expression of an <c>Action&lt;Utf8JsonWriter, T&gt;</c>: a method group where one fits, else a lambda.</summary>
    public string ValueWriter(Node node)
    {
        var statement = Statement(node, "value");
        const string Call = "(writer, value);";
        return statement.EndsWith(Call, StringComparison.Ordinal) && statement.IndexOf('(') == statement.Length - Call.Length
            ? statement.Substring(0, statement.Length - Call.Length)
            : node.IsNullableValueType ? $"static (writer, value) => {{ {statement} }}" : $"static (writer, value) => {statement.TrimEnd(';')}";
    }

    /// <summary>An expression that writes a value.</summary>
    public string WriteExpression(Node node, string value) => node.IsNullableValueType
        ? $"{Writer}.OrNull(writer, {value}, {ValueWriter(node with { IsNullableValueType = false, Nullable = false })})"
        : Statement(node, value).TrimEnd(';');

    private void EmitObject(SourceWriter writer, ObjectType type)
    {
        if (type.KeptText is { } text)
        {
            using var kept = writer.Braces($"if (value.{ContractScope.Field(text)} is {{ }} keptText)");
            writer.Line($"{Writer}.Raw(writer, keptText);");
            writer.Line("return;");
        }

        writer.Line("writer.WriteStartObject();");
        EmitMembers(writer, type, "value");
        writer.Line("writer.WriteEndObject();");
    }

    private void EmitMembers(SourceWriter writer, ObjectType type, string target)
    {
        // What a caller says by wire name goes before the typed member of that name, which would be written twice.
        var overridable = type is { Unknown: UnknownMembers.Keep, Construction: Construction.Fill, ExtensionData: not null };
        if (overridable)
            writer.Line($"var unknownMembers = {target}.{ContractScope.Place(type, type.ExtensionData!)};");
        var isShort = !ContractScope.HasCodec(type);
        foreach (var member in type.Members.Where(member => member.Direction != MemberDirection.ReadOnly))
        {
            var value = $"{target}.{ContractScope.Place(type, member.ClrName)}";
            if (member.OmitWhenDefault)
            {
                using var block = writer.Braces($"if (!{Writer}.IsDefault({value}))");
                EmitMember(writer, member.WireName, member.Node, value, isShort);
                continue;
            }

            if (!member.OmitWhenNull)
            {
                EmitMember(writer, member.WireName, member.Node, value, isShort);
                continue;
            }

            var present = ReaderEmitter.LocalName(member.ClrName, "writer");
            var unless = overridable ? $" && unknownMembers?.ContainsKey({CSharpLiteral.Of(member.WireName)}) != true" : "";
            using (writer.Braces($"if ({value} is {{ }} {present}{unless})"))
                EmitMember(writer, member.WireName, member.Node with { IsNullableValueType = false, Nullable = false }, present, isShort);
        }

        if (type is { Unknown: UnknownMembers.Keep, ExtensionData: { } data })
            writer.Line($"{Writer}.Kept(writer, {(overridable ? "unknownMembers" : $"{target}.{ContractScope.Place(type, data)}")});");
    }

    /// <param name="isShort">By a method of one form: among the many that <c>Utf8JsonWriter</c> has, the compiler takes its time to choose.</param>
    private void EmitMember(SourceWriter writer, string wireName, Node node, string value, bool isShort)
    {
        var name = CSharpLiteral.Utf8(wireName);
        if (isShort && ShortMethod(node) is { } own)
        {
            writer.Line($"{Writer}.{own}(writer, {name}, {value});");
            return;
        }

        var method = node switch
        {
            { IsNullableValueType: true } => null,
            { Shape: BooleanShape } => "WriteBoolean",
            { Shape: NumberShape number } when IsNative(number.Kind) => "WriteNumber",
            { Shape: StringShape text } when IsNative(text.Kind) => "WriteString",
            _ => null,
        };
        if (method is not null)
        {
            writer.Line($"writer.{method}({name}, {value});");
            return;
        }

        writer.Line($"writer.WritePropertyName({name});");
        if (node.IsNullableValueType)
        {
            var present = "present" + CSharpIdentifier.Pascal(wireName);
            writer.Line($"if ({value} is {{ }} {present})");
            writer.Line("    " + Statement(node with { IsNullableValueType = false, Nullable = false }, present));
            writer.Line("else");
            writer.Line("    writer.WriteNullValue();");
            return;
        }

        writer.Line(Statement(node, value));
    }

    private static string? ShortMethod(Node node) => node.Shape switch
    {
        StringShape { Kind: StringKind.String } => "Text",
        BooleanShape => node.IsNullableValueType ? "BooleanOrNull" : "Boolean",
        NumberShape { Kind: NumberKind.Int32 } => node.IsNullableValueType ? "Int32OrNull" : "Int32",
        _ => null,
    };

    private void EmitTokenUnion(SourceWriter writer, UnionType type)
    {
        var otherwise = "";
        foreach (var @case in type.Cases)
        {
            var present = ReaderEmitter.LocalName(@case.ClrName, "writer");
            writer.Line($"{otherwise}if (value.{ContractScope.Field(@case.ClrName)} is {{ }} {present})");
            writer.Line("    " + Statement(@case.Node with { IsNullableValueType = false, Nullable = false }, present));
            otherwise = "else ";
        }

        writer.Line("else");
        writer.Line("    writer.WriteNullValue();");
    }

    private void EmitTaggedUnion(SourceWriter writer, UnionType type)
    {
        using (writer.Braces("switch (value)"))
        {
            foreach (var @case in type.Cases)
            {
                if (@case.Node.Shape is not ReferenceShape reference || scope[reference.Key] is not ObjectType target)
                    continue;
                using (writer.Braces($"case {target.ClrType} value{@case.ClrName}:"))
                {
                    writer.Line("writer.WriteStartObject();");
                    writer.Line($"writer.WritePropertyName({CSharpLiteral.Utf8(type.Discriminator!)});");
                    writer.Line($"writer.WriteRawValue({CSharpLiteral.Utf8(@case.Tag)}, skipInputValidation: true);");
                    EmitMembers(writer, target, "value" + @case.ClrName);
                    writer.Line("writer.WriteEndObject();");
                    writer.Line("break;");
                }
            }

            writer.Line("default:");
            writer.Line($"    throw new global::System.NotSupportedException($\"{{value.GetType()}} is not declared as a derived type of {type.ClrType.Replace("global::", "")}.\");");
        }
    }

    private void EmitEnum(SourceWriter writer, EnumShape shape)
    {
        using var method = writer.Braces($"internal static void {scope.Declared(scope.WriteMethod(shape))}({JsonWriter} writer, {shape.ClrType} value)");
        if (shape.IsFlags)
        {
            writer.Line("writer.WriteStartArray();");
            foreach (var member in shape.Members.Where(member => !member.IsAlias))
            {
                var constant = $"{shape.ClrType}.{CSharpIdentifier.Escape(member.ClrName)}";
                writer.Line($"if ({constant} != 0 && (value & {constant}) == {constant})");
                writer.Line($"    writer.WriteStringValue({CSharpLiteral.Utf8(member.WireName)});");
            }

            writer.Line("writer.WriteEndArray();");
            return;
        }

        using (writer.Braces("writer.WriteStringValue(value switch", "});"))
        {
            foreach (var member in shape.Members.Where(member => !member.IsAlias))
                writer.Line($"{shape.ClrType}.{CSharpIdentifier.Escape(member.ClrName)} => {CSharpLiteral.Utf8(member.WireName)},");
            writer.Line($"_ => {Writer}.Name(value),");
        }
    }

    private static string KeyName(Shape key) => key switch
    {
        StringShape { Kind: StringKind.DateOnly } => "static key => key.ToString(\"yyyy-MM-dd\", global::System.Globalization.CultureInfo.InvariantCulture)",
        EnumShape names => "static key => key switch { "
            + string.Concat(names.Members.Where(member => !member.IsAlias).Select(member => $"{names.ClrType}.{CSharpIdentifier.Escape(member.ClrName)} => {CSharpLiteral.Of(member.WireName)}, "))
            + "_ => key.ToString() }",
        NumberShape => "static key => key.ToString(global::System.Globalization.CultureInfo.InvariantCulture)",
        _ => "static key => key.ToString()",
    };

    private static bool IsNative(NumberKind kind) => kind is not (
        NumberKind.Int128 or NumberKind.UInt128 or NumberKind.BigInteger or NumberKind.Half or NumberKind.Single or NumberKind.Double);

    private static bool IsNative(StringKind kind) => kind is StringKind.String or StringKind.Guid or StringKind.DateTime or StringKind.DateTimeOffset;
}
