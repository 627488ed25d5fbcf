using SdkGen.Generators.Emission;
using SdkGen.Generators.Specs;

namespace SdkGen.Generators.Dialects;

/// <summary>Emits the typed client of a dialect: one method per operation and one for its streaming form, each a single call into the runtime.</summary>
internal static class WireClientEmitter
{
    private const string Token = "global::System.Threading.CancellationToken cancellationToken = default";
    private const string Header = "global::System.Collections.Generic.KeyValuePair<string, string?>";

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
            foreach (var operation in dialect.Operations.Where(operation => operation.Response is not null || operation.Stream is not null))
            {
                if (!first)
                    writer.Line();
                first = false;
                if (operation.Response is not null)
                    EmitCall(writer, operation, dialect.Facts);
                if (operation is { Response: not null, Stream: not null, Request: not null })
                    writer.Line();
                if (operation is { Stream: { } stream, Request: { } request })
                    EmitStream(writer, operation, stream, request, dialect.Facts);
            }
        }

        return writer.Finish();
    }

    private static void EmitCall(SourceWriter writer, OperationSpec operation, DialectFacts dialect)
    {
        var prefix = dialect.TypeName;
        var name = CSharpIdentifier.Pascal(operation.Name);
        var response = prefix + operation.Response;
        Docs(writer, operation, operation.Path);
        var body = operation.Request is { } sent ? $"request, {prefix}{sent}Codec.Instance, " : "";
        writer.Line($"public global::System.Threading.Tasks.Task<global::SdkGen.Transport.ProviderResponse<{response}>> {name}Async({Parameters(operation, operation.Path, prefix)}) =>");
        using (writer.Indent())
            writer.Line($"connection.SendAsync({Method(operation)}, {Path(operation, operation.Path, PathSpec.KeyOf(dialect.Id, operation.Name))}, {body}{response}Codec.Instance, {Headers(operation)}cancellationToken: cancellationToken);");
    }

    private static void EmitStream(SourceWriter writer, OperationSpec operation, StreamSpec stream, string request, DialectFacts dialect)
    {
        var prefix = dialect.TypeName;
        var path = stream.Path ?? operation.Path;
        Docs(writer, operation, path);
        writer.Line("/// <returns>The same event object each time: its content is valid until the next one is asked for.</returns>");
        var item = prefix + stream.Event;
        var name = CSharpIdentifier.Pascal(operation.Name);
        using var braces = writer.Braces($"public global::SdkGen.Transport.ProviderStream<{item}> Stream{name}Async({Parameters(operation, path, prefix)})");
        if (stream.Flag is { } flag)
            writer.Line($"request.{CSharpIdentifier.Escape(flag)} = true;");
        writer.Line($"return connection.StreamAsync({Method(operation)}, {Path(operation, path, PathSpec.KeyOf(dialect.Id, operation.Name + ".stream"))}, request, {prefix}{request}Codec.Instance, {item}Codec.Instance, "
            + $"global::SdkGen.Transport.StreamFraming.{Framing(stream)}, {CSharpLiteral.Of(stream.End)}, {Headers(operation)}cancellationToken: cancellationToken);");
    }

    /// <summary>The request, then what the path cannot do without, then what it can.</summary>
    private static string Parameters(OperationSpec operation, string path, string prefix)
    {
        var values = Values(operation, path);
        var request = operation.Request is { } type ? new[] { $"{prefix}{type} request" } : [];
        return string.Join(", ", request
            .Concat(values.Where(value => !value.Optional).Select(value => $"string {CSharpIdentifier.Escape(value.Name)}"))
            .Concat(values.Where(value => value.Optional).Select(value => $"string? {CSharpIdentifier.Escape(value.Name)} = null"))
            .Concat(operation.Headers.Select(header => $"string? {CSharpIdentifier.Escape(header.Value)} = null"))
            .Concat([Token]));
    }

    /// <summary>The values of the path, and those that only a provider's own path may name.</summary>
    private static (string Name, bool Optional)[] Values(OperationSpec operation, string path) =>
        [.. (PathValues.Of(path) ?? []).Concat(operation.Values.Select(name => (name, true))).GroupBy(value => value.Item1, StringComparer.Ordinal).Select(same => same.First())];

    private static string Path(OperationSpec operation, string path, string key)
    {
        var values = Values(operation, path).Select(value => $", ({CSharpLiteral.Of(value.Name)}, {CSharpIdentifier.Escape(value.Name)})");
        return $"connection.Path({CSharpLiteral.Of(key)}, {CSharpLiteral.Of(path)}{string.Concat(values)})";
    }

    private static string Headers(OperationSpec operation) => operation.Headers.Count == 0
        ? ""
        : $"[{string.Join(", ", operation.Headers.Select(header => $"new {Header}({CSharpLiteral.Of(header.Name)}, {CSharpIdentifier.Escape(header.Value)})"))}], ";

    private static string Framing(StreamSpec stream) => stream.Framing switch
    {
        "ndjson" or "jsonArray" => "JsonObjects",
        "eventstream" => "AmazonEventStream",
        _ => "ServerSentEvents",
    };

    private static void Docs(SourceWriter writer, OperationSpec operation, string path)
    {
        var what = operation.Doc is { } doc ? XmlDoc.Sentence(doc) : "";
        writer.Line($"/// <summary>{$"{what} {XmlDoc.Code($"{operation.Method} {path}")}.".Trim()}</summary>");
        if (operation.Request is not null)
            writer.Line("/// <param name=\"request\">The request.</param>");
        foreach (var (name, optional) in Values(operation, path))
            writer.Line($"/// <param name=\"{name}\">{XmlDoc.Code("{" + name + "}")} of the path{(optional ? "; null leaves it out" : "")}.</param>");
        foreach (var header in operation.Headers)
            writer.Line($"/// <param name=\"{header.Value}\">The header {XmlDoc.Code(header.Name)}; null leaves it out.</param>");
        writer.Line("/// <param name=\"cancellationToken\">Cancels the exchange.</param>");
        writer.Line("/// <exception cref=\"global::SdkGen.LlmException\">The provider refused, failed, did not answer in time or answered with something else.</exception>");
    }

    private static string Method(OperationSpec operation) => "global::System.Net.Http.HttpMethod." + operation.Method[0] + operation.Method.Substring(1).ToLowerInvariant();
}
