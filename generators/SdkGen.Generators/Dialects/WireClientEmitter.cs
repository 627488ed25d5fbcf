using SdkGen.Generators.Emission;
using SdkGen.Generators.Specs;

namespace SdkGen.Generators.Dialects;

/// <summary>Emits the typed client of a dialect: one method per operation and one for its streaming form, each a single call into the runtime.</summary>
internal static class WireClientEmitter
{
    private const string Token = "global::System.Threading.CancellationToken cancellationToken = default";

    public static string Emit(DialectSpec dialect, string @namespace)
    {
        var prefix = dialect.Facts.TypeName;
        var writer = EmittedFile.Begin(@namespace);
        writer.Doc("summary", $"The operations of {XmlDoc.Escape(dialect.Facts.Name)}, typed.", dialect.Doc is { } doc ? XmlDoc.Sentence(doc) : null);
        writer.Line("/// <param name=\"connection\">Where requests go.</param>");
        writer.Line(EmittedFile.GeneratedCode);
        using (writer.Braces($"public sealed class {prefix}WireClient(global::SdkGen.Transport.ProviderConnection connection)"))
        {
            var first = true;
            foreach (var operation in dialect.Operations.Where(operation => operation.Response is not null))
            {
                if (!first)
                    writer.Line();
                first = false;
                EmitCall(writer, operation, prefix);
                if (operation is { Stream: { } stream, Request: { } request })
                    EmitStream(writer, operation, stream, request, prefix);
            }
        }

        return writer.ToString();
    }

    private static void EmitCall(SourceWriter writer, OperationSpec operation, string prefix)
    {
        var name = CSharpIdentifier.Pascal(operation.Name);
        var response = prefix + operation.Response;
        Docs(writer, operation, operation.Request is not null);
        var parameters = operation.Request is { } request ? $"{prefix}{request} request, {Token}" : Token;
        var body = operation.Request is { } sent ? $"request, {prefix}{sent}Codec.Instance, " : "";
        writer.Line($"public global::System.Threading.Tasks.Task<global::SdkGen.Transport.ProviderResponse<{response}>> {name}Async({parameters}) =>");
        using (writer.Indent())
            writer.Line($"connection.SendAsync({Method(operation)}, {CSharpLiteral.Of(operation.Path)}, {body}{response}Codec.Instance, cancellationToken);");
    }

    private static void EmitStream(SourceWriter writer, OperationSpec operation, StreamSpec stream, string request, string prefix)
    {
        writer.Line();
        Docs(writer, operation, hasRequest: true);
        writer.Line("/// <returns>The same event object each time: its content is valid until the next one is asked for.</returns>");
        var item = prefix + stream.Event;
        var name = CSharpIdentifier.Pascal(operation.Name);
        var call = $"connection.StreamAsync({Method(operation)}, {CSharpLiteral.Of(operation.Path)}, request, {prefix}{request}Codec.Instance, {item}Codec.Instance, "
            + $"{CSharpLiteral.Of(stream.End)}, cancellationToken);";
        using var braces = writer.Braces($"public global::SdkGen.Transport.ProviderStream<{item}> Stream{name}Async({prefix}{request} request, {Token})");
        if (stream.Flag is { } flag)
            writer.Line($"request.{CSharpIdentifier.Escape(flag)} = true;");
        writer.Line("return " + call);
    }

    private static void Docs(SourceWriter writer, OperationSpec operation, bool hasRequest)
    {
        var what = operation.Doc is { } doc ? XmlDoc.Sentence(doc) : "";
        writer.Line($"/// <summary>{$"{what} {XmlDoc.Code($"{operation.Method} {operation.Path}")}.".Trim()}</summary>");
        if (hasRequest)
            writer.Line("/// <param name=\"request\">The request.</param>");
        writer.Line("/// <param name=\"cancellationToken\">Cancels the exchange.</param>");
        writer.Line("/// <exception cref=\"global::SdkGen.LlmException\">The provider refused, failed, did not answer in time or answered with something else.</exception>");
    }

    private static string Method(OperationSpec operation) => "global::System.Net.Http.HttpMethod." + operation.Method[0] + operation.Method.Substring(1).ToLowerInvariant();
}
