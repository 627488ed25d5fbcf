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
/// <param name="names">What the file calls the runtime's types.</param>
/// <param name="target">What takes the place of the tool's method, for functions that take the place of those of <c>AIFunctionFactory</c>.</param>
internal sealed class ToolClassEmitter(
    ToolModel tool, string name, ImmutableArray<ProfileRules> profiles, ReaderEmitter readers, WriterEmitter writers, EmittedNames names, ToolTarget? target = null)
{
    private const string Context = "global::Microsoft.Extensions.AI.AIFunctionArguments? context, global::System.Threading.CancellationToken cancellationToken";

    private readonly string _arguments = name.Substring(0, name.Length - "Tool".Length) + "Arguments";

    private readonly PresenceBits _bits = new(tool.Arguments.Members.Where(member => member.Required).ToArray(), "arguments." + SeenField(tool));

    private string ResultType => tool.Result?.ClrType ?? "global::SdkGen.NoResult";

    private string Problems => $"ref {names.Problems} problems";

    public void Emit(SourceWriter writer)
    {
        var (parameters, facts) = target is null
            ? ("global::SdkGen.DeferredTool tool", "tool.Name, tool.Description")
            : (target.Parameters, $"{CSharpLiteral.Of(tool.Name)}, {CSharpLiteral.WellFormed(tool.Description ?? "")}");
        var arguments = string.Join(", ", tool.Arguments.Members.Select(member => CSharpLiteral.Of(member.WireName)));
        writer.Line($"/// <summary>{(tool.Name.Length > 0 ? $"The tool {XmlDoc.Code(tool.Name)}" : "The function, which is named when it is made")}.</summary>");
        writer.Line($"file sealed class {CSharpIdentifier.Escape(name)}({parameters}) : global::SdkGen.LlmTool<{_arguments}, {ResultType}>(");
        using (writer.Braces($"    {facts}, [{arguments}])"))
        {
            if (target is null && !tool.IsStatic)
            {
                writer.Line($"private readonly {tool.Host.ClrType} _instance = ({tool.Host.ClrType})tool.Instance!;");
                writer.Line();
            }

            if (tool.IsExclusive)
            {
                writer.Line("public override bool IsExclusive => true;");
                writer.Line();
            }

            if (tool.ReturnsContent)
            {
                writer.Line("public override bool ReturnsContent => true;");
                writer.Line();
            }

            if (tool.Parameters.Any(parameter => parameter.Kind is not (ToolParameterKind.Argument or ToolParameterKind.CancellationToken)))
            {
                writer.Line("public override bool TakesContext => true;");
                writer.Line();
            }

            if (target?.DelegateType is { } type)
            {
                writer.Line($"private readonly {type} _method = global::SdkGen.InterceptedFunction.As<{type}>(method);");
                writer.Line();
            }

            if (target is not null && tool.Result is { } result && !tool.ReturnsContent)
            {
                writer.Line($"protected override {names.Bytes} ResultSchemaUtf8 =>");
                ProfileFormEmitter.EmitLiteral(writer, SchemaEmitter.Build(new Contract(result, tool.WriteTypes)));
                writer.Line();
            }

            var schema = tool.Schema();
            writer.Line($"public override {names.Bytes} JsonSchemaUtf8 =>");
            ProfileFormEmitter.EmitLiteral(writer, schema);
            ProfileFormEmitter.Emit(writer, schema, profiles, names);
            EmitRead(writer);
            EmitComplete(writer);
            EmitTake(writer);
            writer.Line();
            EmitCall(writer);
            EmitResult(writer);
        }

        EmitArguments(writer);
    }

    /// <summary>The struct: a field per argument, with the value that an absent one has.</summary>
    private void EmitArguments(SourceWriter writer)
    {
        writer.Line();
        using var @struct = writer.Braces($"file struct {_arguments}{(HasDefaults ? "()" : "")}");
        foreach (var member in tool.Arguments.Members)
        {
            var value = member.DefaultExpression is { } expression && !member.Required ? " = " + expression : HasDefaults && !member.Node.ClrType.EndsWith("?", StringComparison.Ordinal) ? " = default!" : "";
            writer.Line($"public {member.Node.ClrType} {CSharpIdentifier.Escape(member.ClrName)}{value};");
        }

        foreach (var declaration in _bits.Declarations)
            writer.Line($"public {declaration.Replace("arguments.", "")};");
    }

    private bool HasDefaults => tool.Arguments.Members.Any(member => !member.Required && member.DefaultExpression is not null);

    private void EmitRead(SourceWriter writer)
    {
        if (HasDefaults)
        {
            writer.Line();
            writer.Line($"protected override {_arguments} Begin() => new();");
        }

        if (tool.Arguments.Members.Count == 0)
            return;
        writer.Line();
        using var method = writer.Braces($"protected override void ReadArgument(scoped {names.Bytes} name, ref {names.JsonReader} reader, ref {_arguments} arguments, {Problems})");
        var unknown = tool.Arguments.Unknown == UnknownMembers.Skip ? "reader.Skip();" : "Unknown(ref reader, ref problems);";
        if (tool.Arguments.Members.Count > 1 && MemberTable.HasNames(tool.Arguments.Members))
            readers.EmitCases(writer, tool.Arguments.Members, $"{names.Read}.IndexOf({MemberTable.NamesOf(tool.Arguments.Members)}, name)", Field, _bits, unknown);
        else
            readers.EmitMembers(writer, tool.Arguments.Members, Field, static _ => null, _bits, unknown);
    }

    private void EmitComplete(SourceWriter writer)
    {
        if (_bits.IsEmpty)
            return;
        writer.Line();
        using var method = writer.Braces($"protected override void CompleteArguments(ref {_arguments} arguments, {Problems})");
        ReaderEmitter.EmitMissing(writer, tool.Arguments.Members, _bits);
    }

    /// <summary>Values that are more than a token are taken as they are when a program passes them.</summary>
    private void EmitTake(SourceWriter writer)
    {
        var taken = tool.Arguments.Members.Where(member => member.Node.Shape is not (BooleanShape or NumberShape or StringShape or AnyShape) && IsPlain(member.Node)).ToArray();
        if (taken.Length == 0)
            return;
        writer.Line();
        using var @switch = writer.Braces($"protected override bool TakeArgument(string name, object value, ref {_arguments} arguments) => name switch", "};");
        foreach (var member in taken)
            writer.Line($"{CSharpLiteral.Of(member.WireName)} => Take(value, ref {Field(member)}{(_bits.Has(member) ? $", ref {_bits.Field(member)}, {_bits.Flag(member)}" : "")}),");
        writer.Line("_ => false,");
    }

    private void EmitCall(SourceWriter writer)
    {
        var method = target?.Call ?? $"{(tool.IsStatic ? tool.Host.ClrType : "_instance")}.{CSharpIdentifier.Escape(tool.Method)}";
        var call = $"{method}({string.Join(", ", tool.Parameters.Select(Argument))})";
        if (target is not null && tool.Return is ToolReturn.Task or ToolReturn.TaskOfValue or ToolReturn.AsyncEnumerable)
            call = $"global::SdkGen.InterceptedFunction.Returned({call})";
        var header = $"protected override global::System.Threading.Tasks.ValueTask<{ResultType}> CallAsync(in {_arguments} arguments, {Context})";
        switch (tool.Return)
        {
            case ToolReturn.Void:
                using (writer.Braces(header))
                {
                    writer.Line($"{call};");
                    writer.Line("return default;");
                }

                break;
            case ToolReturn.Task or ToolReturn.ValueTask:
                writer.Line($"{header} =>");
                writer.Line($"    global::SdkGen.NoResult.Of({call});");
                break;
            case ToolReturn.AsyncEnumerable:
                writer.Line($"{header} =>");
                writer.Line($"    global::SdkGen.ToolResult.ListAsync({call}, cancellationToken);");
                break;
            case ToolReturn.ValueTaskOfValue:
                writer.Line($"{header} =>");
                writer.Line($"    {call};");
                break;
            default:
                writer.Line($"{header} =>");
                writer.Line($"    new({call});");
                break;
        }
    }

    /// <summary>Text and the absence of a result are written by the base class.</summary>
    private void EmitResult(SourceWriter writer)
    {
        if (tool.Result is null or { Shape: StringShape { Kind: StringKind.String } })
            return;
        writer.Line();
        writer.Line($"protected override void WriteResult({names.JsonWriter} writer, {ResultType} result) =>");
        writer.Line(tool.ReturnsContent
            ? "    global::SdkGen.ToolResult.WriteContent(writer, result);"
            : $"    {writers.WriteExpression(tool.Result, "result")};");
    }

    private string Argument(ToolParameter parameter)
    {
        var name = CSharpIdentifier.Escape(parameter.Name);
        return parameter.Kind switch
        {
            ToolParameterKind.CancellationToken => "cancellationToken",
            ToolParameterKind.Arguments => "context ?? []",
            ToolParameterKind.Context => "global::SdkGen.ToolContext.Of(context, Name)",
            ToolParameterKind.Progress => $"global::SdkGen.ToolProgress.Of<{parameter.ClrType}>(context)",
            ToolParameterKind.ServiceProvider when target is not null && !parameter.IsOptional => $"global::SdkGen.InterceptedFunction.Services(context, {CSharpLiteral.Of(parameter.Name)})",
            ToolParameterKind.ServiceProvider => parameter.IsOptional ? "context?.Services!" : "global::SdkGen.ToolServices.Of(context)",
            ToolParameterKind.Service when parameter.IsOptional => $"global::SdkGen.ToolServices.Find<{parameter.ClrType}>(context)!",
            ToolParameterKind.Service => $"global::SdkGen.ToolServices.Get<{parameter.ClrType}>(context)",
            ToolParameterKind.KeyedService when parameter.IsOptional => $"global::SdkGen.ToolServices.FindKeyed<{parameter.ClrType}>(context, {parameter.ServiceKey})!",
            ToolParameterKind.KeyedService => $"global::SdkGen.ToolServices.GetKeyed<{parameter.ClrType}>(context, {parameter.ServiceKey})",
            _ => (parameter.IsIn ? "in " : "") + "arguments." + name,
        };
    }

    private static string Field(Member member) => "arguments." + CSharpIdentifier.Escape(member.ClrName);

    private static bool IsPlain(Node node) => node.Allowed.Count == 0 && node.Denied.Count == 0 && node.Checks.Count == 0 && node.Shape is not (
        EnumShape { IsNarrowed: true } or ListShape { MinItems: not null } or ListShape { MaxItems: not null } or MapShape { MinProperties: not null } or MapShape { MaxProperties: not null });

    /// <summary>The field of the presence bits: a name that no argument has.</summary>
    private static string SeenField(ToolModel tool)
    {
        var name = "seen";
        while (tool.Arguments.Members.Any(member => member.ClrName == name))
            name = "_" + name;
        return name;
    }
}
