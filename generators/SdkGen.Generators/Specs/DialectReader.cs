using SdkGen.Generators.Contracts;
using SdkGen.Generators.Emission;
using SdkGen.Generators.Specs.Json;

namespace SdkGen.Generators.Specs;

/// <summary>Reads a dialect file: operations, parameters, keys and, by <see cref="WireTypeReader"/>, its types.</summary>
internal static class DialectReader
{
    private static readonly string[] s_kinds =
        ["chat", "completion", "embedding", "image", "speech", "transcription", "video", "moderation", "rerank", "models", "tokenCount"];

    private static readonly string[] s_framings = ["sse", "ndjson", "jsonArray", "eventstream"];

    /// <summary>Words for <see cref="ParameterType"/>, in its order.</summary>
    public static readonly string[] ParameterTypes = ["string", "integer", "number", "boolean", "strings", "object"];

    public static DialectSpec? Read(JsonObject json, SpecProblems problems, string? @namespace)
    {
        var root = new SpecObject(json, SpecShape.Dialect.Root, problems);
        root.Find("$schema");
        var id = root.RequiredText("id");
        var name = root.Text("name");
        root.RequiredText("typeName");
        var typeName = ProviderReader.Identifier(root, "typeName", problems)?.Value;
        var types = WireTypeReader.Read(root, problems);
        var operations = Operations(root, types, problems);
        var parameters = Parameters(root, operations, problems);
        var facts = new DialectFacts(
            id,
            name ?? id,
            typeName ?? CSharpIdentifier.Pascal(id),
            operations.Select(operation => new OperationFacts(operation.Name, operation.Kind, operation.Stream is not null, ValuesOf(operation))).ToEquatableArray(),
            parameters.ToEquatableArray(),
            WireKeys(root).ToEquatableArray())
        { Namespace = @namespace };
        return id.Length == 0 ? null : new DialectSpec(facts, root.Text("doc"), operations.ToEquatableArray(), types.ToEquatableArray());
    }

    private static List<OperationSpec> Operations(SpecObject root, IReadOnlyList<WireType> types, SpecProblems problems)
    {
        var operations = new List<OperationSpec>();
        foreach (var property in root.Map("operations") ?? [])
        {
            if (root.AsObject(property, SpecShape.Dialect.Operation) is not { } operation)
                continue;
            var kind = operation.Word("kind", s_kinds);
            if (operation.Find("kind") is null)
                operation.RequiredText("kind");
            operations.Add(new OperationSpec(
                property.Name,
                kind ?? "chat",
                operation.Text("doc"),
                operation.Word("method", "GET", "POST", "PUT", "PATCH", "DELETE") ?? "POST",
                Path(operation, problems),
                TypeName(operation, "request", types, problems),
                TypeName(operation, "response", types, problems),
                Stream(operation, types, operation.Text("request"), problems))
            {
                Values = (operation.Texts("values") ?? []).Select(value => value.Value).ToEquatableArray(),
                Headers = (ProviderReader.Pairs(operation, "headers", problems) ?? EquatableArray<NameAndValue>.Empty).ToEquatableArray(),
            });
            operation.Words("output", "text", "image", "audio", "video", "embedding");
        }

        return operations;
    }

    /// <summary>What a path of the operation may name.</summary>
    private static EquatableArray<string> ValuesOf(OperationSpec operation) => operation.Values
        .Concat((PathValues.Of(operation.Path) ?? []).Concat(PathValues.Of(operation.Stream?.Path ?? "") ?? []).Select(value => value.Name))
        .Distinct()
        .ToEquatableArray();

    private static StreamSpec? Stream(SpecObject operation, IReadOnlyList<WireType> types, string? request, SpecProblems problems)
    {
        if (operation.Object("stream", SpecShape.Dialect.Stream) is not { } stream)
            return null;
        stream.RequiredText("event");
        var framing = stream.Word("framing", s_framings) ?? "sse";
        var path = stream.Find("path") is null ? null : Path(stream, problems);
        var end = stream.Text("end");
        var flag = stream.PlacedText("flag");
        var flags = types
            .Where(type => type.Name == request)
            .SelectMany(type => type.Members)
            .Where(member => member.Type is { Kind: WireTypeKind.Scalar, Name: "bool" })
            .ToArray();
        var set = flags.FirstOrDefault(member => member.WireName == flag?.Value);
        if (flag is not null && set is null)
            problems.Add(SpecRules.UnresolvedReference, flag.Place, "bool member", flag.Value, NearestName.Hint(flag.Value, flags.Select(member => member.WireName)));
        return TypeName(stream, "event", types, problems) is { } name ? new StreamSpec(framing, name, end, set?.ClrName, path) : null;
    }

    /// <summary>A path, whose values have names that C# parameters can have.</summary>
    private static string Path(SpecObject from, SpecProblems problems)
    {
        var path = from.RequiredPlacedText("path");
        if (path is not null && PathValues.Of(path.Value) is null)
            problems.Add(SpecRules.InvalidValue, path.Place, "path", path.Value, "each value in it is a name in braces, such as {model} or {+model}");
        return path is null || PathValues.Of(path.Value) is null ? "" : path.Value.TrimStart('/');
    }

    /// <summary>The name of an object type of the dialect.</summary>
    private static string? TypeName(SpecObject from, string key, IReadOnlyList<WireType> types, SpecProblems problems)
    {
        var name = from.PlacedText(key);
        var objects = types.Where(type => !type.IsUnion).Select(type => type.Name);
        if (name is null || objects.Contains(name.Value))
            return name?.Value;
        problems.Add(SpecRules.UnresolvedReference, name.Place, "type", name.Value, NearestName.Hint(name.Value, objects));
        return null;
    }

    private static List<ParameterSpec> Parameters(SpecObject root, List<OperationSpec> operations, SpecProblems problems)
    {
        var parameters = new List<ParameterSpec>();
        foreach (var property in root.Map("parameters") ?? [])
        {
            if (root.AsObject(property, SpecShape.Dialect.Parameter) is not { } parameter)
                continue;
            var kinds = operations.Select(operation => operation.Kind).Distinct().ToArray();
            var type = parameter.Word("type", ParameterTypes);
            if (parameter.Find("type") is null)
                parameter.RequiredText("type");
            parameters.Add(new ParameterSpec(
                property.Name,
                ParameterType(type),
                parameter.RequiredText("wire"),
                ProviderReader.Identifier(parameter, "option", problems)?.Value,
                parameter.Text("doc"))
            {
                Knob = parameter.Word("knob", Knob.All),
                Minimum = parameter.Number("minimum"),
                Maximum = parameter.Number("maximum"),
                Values = (parameter.Texts("values") ?? []).Select(value => value.Value).ToEquatableArray(),
                Operations = (parameter.Words("operations", kinds) ?? ["chat"]).ToEquatableArray(),
            });
        }

        return parameters;
    }

    public static ParameterType ParameterType(string? word) => (ParameterType)Math.Max(0, Array.IndexOf(ParameterTypes, word));

    private static IEnumerable<WireKeySpec> WireKeys(SpecObject root)
    {
        foreach (var property in root.Map("wireKeys") ?? [])
        {
            if (root.AsObject(property, SpecShape.Dialect.WireKey) is { } key)
                yield return new WireKeySpec(property.Name, key.Text("doc"), (key.Texts("values") ?? []).Select(value => value.Value).ToEquatableArray());
        }
    }
}
