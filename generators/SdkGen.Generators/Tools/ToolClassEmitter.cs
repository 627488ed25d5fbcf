using System.Collections.Immutable;
using SdkGen.Generators.Contracts;
using SdkGen.Generators.Emission;
using SdkGen.Generators.Emission.Profiles;

namespace SdkGen.Generators.Tools;

/// <summary>The class of one tool and the struct of its arguments.</summary>
/// <param name="tool">What is emitted.</param>
/// <param name="name">The name of the class, which ends in <c>Tool</c>.</param>
/// <param name="profiles">The forms of the schema that are wanted.</param>
/// <param name="readers">Emits calls to the readers of the file.</param>
/// <param name="writers">Emits calls to the writers of the file.</param>
internal sealed class ToolClassEmitter(ToolModel tool, string name, ImmutableArray<ProfileRules> profiles, ReaderEmitter readers, WriterEmitter writers)
{
    private const string Problems = "ref global::SdkGen.Json.JsonProblems problems";
    private const string Reader = "ref global::System.Text.Json.Utf8JsonReader reader";
    private const string Context = "global::Microsoft.Extensions.AI.AIFunctionArguments? context, global::System.Threading.CancellationToken cancellationToken";

    private readonly string _arguments = name.Substring(0, name.Length - "Tool".Length) + "Arguments";

    private readonly PresenceBits _bits = new(
        tool.Arguments.Members.Where(member => member.Required || member.DefaultExpression is not null).ToArray(),
        "arguments." + SeenField(tool));

    private string ResultType => tool.Result?.ClrType ?? "global::SdkGen.NoResult";

    public void Emit(SourceWriter writer)
    {
        var parameters = tool.IsStatic ? "" : $"{tool.Host.ClrType} instance";
        writer.Line($"/// <summary>{XmlDoc.Sentence(tool.Description ?? "The tool " + tool.Name)}</summary>");
        using (writer.Braces(
            $"file sealed class {CSharpIdentifier.Escape(name)}({parameters}) : global::SdkGen.LlmTool<{_arguments}, {ResultType}>({CSharpLiteral.Of(tool.Name)}, {CSharpLiteral.Of(WellFormed(tool.Description ?? ""))})"))
        {
            writer.Line($"private static readonly string[] s_names = [{string.Join(", ", tool.Arguments.Members.Select(member => CSharpLiteral.Of(member.WireName)))}];");
            writer.Line();
            if (tool.RequiresApproval)
            {
                writer.Line("public override bool RequiresApproval => true;");
                writer.Line();
            }

            var schema = tool.Schema();
            writer.Line("public override global::System.ReadOnlySpan<byte> JsonSchemaUtf8 =>");
            writer.Line($"    {ProfileFormEmitter.Literal(schema.ToString())};");
            ProfileFormEmitter.Emit(writer, schema, profiles);
            writer.Line();
            writer.Line("protected override string[] ArgumentNames => s_names;");
            writer.Line();
            EmitRead(writer);
            writer.Line();
            EmitComplete(writer);
            EmitTake(writer);
            writer.Line();
            EmitCall(writer);
            writer.Line();
            EmitResult(writer);
        }

        writer.Line();
        writer.Line($"/// <summary>The arguments of {XmlDoc.Code(tool.Name)}.</summary>");
        using (writer.Braces($"file struct {_arguments}"))
        {
            foreach (var member in tool.Arguments.Members)
                writer.Line($"public {member.Node.ClrType} {CSharpIdentifier.Escape(member.ClrName)};");
            foreach (var declaration in _bits.Declarations)
                writer.Line($"public {declaration.Replace("arguments.", "")};");
        }
    }

    private void EmitRead(SourceWriter writer)
    {
        using var method = writer.Braces($"protected override void ReadArgument(scoped global::System.ReadOnlySpan<byte> name, {Reader}, ref {_arguments} arguments, {Problems})");
        readers.EmitMembers(
            writer, tool.Arguments.Members, Field, static _ => null, _bits,
            () => writer.Line($"problems.Unknown(ref reader, {CSharpLiteral.Of(ReaderEmitter.Names(tool.Arguments.Members))});"));
    }

    private void EmitComplete(SourceWriter writer)
    {
        using var method = writer.Braces($"protected override void CompleteArguments(ref {_arguments} arguments, {Problems})");
        ReaderEmitter.EmitMissing(writer, tool.Arguments.Members, _bits);
        foreach (var member in tool.Arguments.Members.Where(member => !member.Required && member.DefaultExpression is not null))
        {
            writer.Line($"if ({_bits.IsAbsent(member)})");
            writer.Line($"    {Field(member)} = {member.DefaultExpression};");
        }
    }

    /// <summary>Values that are more than a token are taken as they are when a program passes them.</summary>
    private void EmitTake(SourceWriter writer)
    {
        var taken = tool.Arguments.Members.Where(member => member.Node.Shape is not (BooleanShape or NumberShape or StringShape or AnyShape) && IsPlain(member.Node)).ToArray();
        if (taken.Length == 0)
            return;
        writer.Line();
        using var method = writer.Braces($"protected override bool TakeArgument(string name, object value, ref {_arguments} arguments)");
        foreach (var member in taken)
        {
            var type = member.Node.ClrType.EndsWith("?", StringComparison.Ordinal) ? member.Node.ClrType.Substring(0, member.Node.ClrType.Length - 1) : member.Node.ClrType;
            using (writer.Braces($"if (name == {CSharpLiteral.Of(member.WireName)} && value is {type})"))
            {
                writer.Line($"{Field(member)} = ({type})value;");
                if (_bits.Has(member))
                    writer.Line(_bits.Set(member));
                writer.Line("return true;");
            }

            writer.Line();
        }

        writer.Line("return false;");
    }

    private void EmitCall(SourceWriter writer)
    {
        var target = tool.IsStatic ? tool.Host.ClrType : "instance";
        var call = $"{target}.{CSharpIdentifier.Escape(tool.Method)}({string.Join(", ", tool.Parameters.Select(Argument))})";
        var header = $"protected override global::System.Threading.Tasks.ValueTask<{ResultType}> CallAsync(in {_arguments} arguments, {Context})";
        switch (tool.Return)
        {
            case ToolReturn.Void:
                using (writer.Braces(header))
                {
                    writer.Line(call + ";");
                    writer.Line("return default;");
                }

                break;
            case ToolReturn.Task or ToolReturn.ValueTask:
                writer.Line(header + " =>");
                writer.Line($"    global::SdkGen.NoResult.Of({call});");
                break;
            case ToolReturn.AsyncEnumerable:
                writer.Line(header + " =>");
                writer.Line($"    global::SdkGen.ToolResult.ListAsync({call}, cancellationToken);");
                break;
            case ToolReturn.ValueTaskOfValue:
                writer.Line(header + " =>");
                writer.Line($"    {call};");
                break;
            default:
                writer.Line(header + " =>");
                writer.Line($"    new({call});");
                break;
        }
    }

    private void EmitResult(SourceWriter writer)
    {
        writer.Line($"protected override void WriteResult({ResultType} result, global::System.Buffers.IBufferWriter<byte> output) =>");
        writer.Line(tool.Result is null or { Shape: StringShape { Kind: StringKind.String } }
            ? "    global::SdkGen.ToolResult.Write(result, output);"
            : $"    global::SdkGen.ToolResult.Write(result, output, {writers.ValueWriter(tool.Result)});");
    }

    private string Argument(ToolParameter parameter)
    {
        var name = CSharpIdentifier.Escape(parameter.Name);
        return parameter.Kind switch
        {
            ToolParameterKind.CancellationToken => "cancellationToken",
            ToolParameterKind.Arguments => "context ?? []",
            ToolParameterKind.ServiceProvider => parameter.IsOptional ? "context?.Services!" : "global::SdkGen.ToolServices.Of(context)",
            ToolParameterKind.Service when parameter.IsOptional => $"global::SdkGen.ToolServices.Find<{parameter.ClrType}>(context)!",
            ToolParameterKind.Service => $"global::SdkGen.ToolServices.Get<{parameter.ClrType}>(context)",
            ToolParameterKind.KeyedService when parameter.IsOptional => $"global::SdkGen.ToolServices.FindKeyed<{parameter.ClrType}>(context, {parameter.ServiceKey})!",
            ToolParameterKind.KeyedService => $"global::SdkGen.ToolServices.GetKeyed<{parameter.ClrType}>(context, {parameter.ServiceKey})",
            _ => (parameter.IsIn ? "in " : "") + "arguments." + name,
        };
    }

    private static string Field(Member member) => "arguments." + CSharpIdentifier.Escape(member.ClrName);

    private static bool IsPlain(Node node) => node.Allowed.Count == 0 && node.Denied.Count == 0 && node.Shape is not (
        ListShape { MinItems: not null } or ListShape { MaxItems: not null } or MapShape { MinProperties: not null } or MapShape { MaxProperties: not null });

    /// <summary>The field of the presence bits: a name that no argument has.</summary>
    private static string SeenField(ToolModel tool)
    {
        var name = "seen";
        while (tool.Arguments.Members.Any(member => member.ClrName == name))
            name = "_" + name;
        return name;
    }

    private static string WellFormed(string text) => text.Any(char.IsSurrogate) ? new string(text.Select((c, i) => IsLone(text, i) ? '\ufffd' : c).ToArray()) : text;

    private static bool IsLone(string text, int i) =>
        (char.IsHighSurrogate(text[i]) && (i + 1 == text.Length || !char.IsLowSurrogate(text[i + 1])))
        || (char.IsLowSurrogate(text[i]) && (i == 0 || !char.IsHighSurrogate(text[i - 1])));
}
