using System.Buffers;
using System.Reflection;
using System.Text;
using System.Text.Json;
using Microsoft.CodeAnalysis;
using SdkGen.Generators.Contracts;
using SdkGen.Generators.Emission;
using SdkGen.Generators.Tests.Harness;
using SdkGen.Json;

namespace SdkGen.Generators.Tests.Emission;

/// <summary>Codecs of wire types: emitted, compiled and run.</summary>
public class CodecEmitterTests
{
    private const string Types = """
        #nullable enable
        using System.Collections.Generic;
        using System.Text.Json;
        using SdkGen.Json;
        namespace Wire;
        public sealed class Chunk
        {
            public string? Id { get => _id; set => _id = value; } internal string? _id;
            public long? Created { get => _created; set => _created = value; } internal long? _created;
            public ReusableList<Choice>? Choices { get => _choices; set => _choices = value; } internal ReusableList<Choice>? _choices;
            public Content? Content { get => _content; set => _content = value; } internal Content? _content;
            public List<string>? Tags { get => _tags; set => _tags = value; } internal List<string>? _tags;
            public Dictionary<string, double>? Weights { get => _weights; set => _weights = value; } internal Dictionary<string, double>? _weights;
            public Dictionary<string, JsonElement>? UnknownMembers { get => _unknownMembers; set => _unknownMembers = value; } internal Dictionary<string, JsonElement>? _unknownMembers;
        }
        public sealed class Choice { public int? Index { get => _index; set => _index = value; } internal int? _index; public string? Text { get => _text; set => _text = value; } internal string? _text; }
        public sealed class Content { public string? Text { get => _text; set => _text = value; } internal string? _text; public List<string>? Parts { get => _parts; set => _parts = value; } internal List<string>? _parts; }
        """;

    private static readonly Node s_text = new(new StringShape(StringKind.String), "string?", Nullable: true);

    private static readonly NamedType[] s_types =
    [
        new ObjectType("Chunk", "global::Wire.Chunk", new EquatableArray<Member>(
        [
            new Member("id", "Id", new Node(new StringShape(StringKind.String) { Repeats = true }, "string?", Nullable: true)) { OmitWhenNull = true },
            new Member("created", "Created", new Node(new NumberShape(NumberKind.Int64), "long?", Nullable: true) { IsNullableValueType = true }) { OmitWhenNull = true },
            new Member("choices", "Choices", new Node(
                new ListShape(new Node(new ReferenceShape("Choice"), "global::Wire.Choice"), CollectionKind.Reusable),
                "global::SdkGen.Json.ReusableList<global::Wire.Choice>?",
                Nullable: true)) { OmitWhenNull = true },
            new Member("content", "Content", new Node(new ReferenceShape("Content"), "global::Wire.Content?", Nullable: true)) { OmitWhenNull = true },
            new Member("tags", "Tags", List()) { OmitWhenNull = true },
            new Member("weights", "Weights", new Node(
                new MapShape(new StringShape(StringKind.String), new Node(new NumberShape(NumberKind.Double), "double")),
                "global::System.Collections.Generic.Dictionary<string, double>?",
                Nullable: true)) { OmitWhenNull = true },
        ]), Construction.Fill) { Unknown = UnknownMembers.Keep, ExtensionData = "UnknownMembers" },
        new ObjectType("Choice", "global::Wire.Choice", new EquatableArray<Member>(
        [
            new Member("index", "Index", new Node(new NumberShape(NumberKind.Int32), "int?", Nullable: true) { IsNullableValueType = true }),
            new Member("text", "Text", s_text) { OmitWhenNull = true },
        ]), Construction.Fill),
        new UnionType("Content", "global::Wire.Content", null, new EquatableArray<UnionCase>(
            [new UnionCase("string", "Text", s_text), new UnionCase("array", "Parts", List())])),
    ];

    private static readonly Lazy<Assembly> s_assembly = new(Build);

    [Fact]
    public void Reads_every_shape_and_keeps_what_is_unknown()
    {
        const string Json = """{"id":"a","created":5,"choices":[{"index":0,"text":"hi"},{"index":1}],"content":["x","y"],"tags":["t"],"weights":{"w":0.5},"new":{"deep":[1]}}""";
        var chunk = New("Chunk");
        Read(chunk, Json).ShouldBeEmpty();
        Write(chunk).ShouldBe(Json);
    }

    [Fact]
    public void A_union_takes_the_case_of_the_token()
    {
        var chunk = New("Chunk");
        Read(chunk, """{"content":"text"}""").ShouldBeEmpty();
        Write(chunk).ShouldBe("""{"content":"text"}""");
        Read(chunk, """{"content":null}""").ShouldBeEmpty();
        Write(chunk).ShouldBe("{}");
    }

    [Fact]
    public void What_does_not_fit_is_a_problem_and_reading_goes_on()
    {
        var chunk = New("Chunk");
        Read(chunk, """{"id":7,"created":"x","choices":[{"index":"no","text":"hi"},3],"content":{},"tags":"t","weights":{"w":true}}""")
            .Select(problem => problem.Path)
            .ShouldBe([".id", ".created", ".choices[0].index", ".choices[1]", ".content", ".tags", ".weights.w"]);
        Write(chunk).ShouldBe("""{"choices":[{"index":null,"text":"hi"},{"index":null}],"content":null,"weights":{"w":0}}""");
    }

    [Fact]
    public void Objects_lists_and_strings_are_used_again()
    {
        var chunk = New("Chunk");
        Read(chunk, """{"id":"same","choices":[{"index":1,"text":"a"}]}""");
        var (id, choices) = (Get(chunk, "Id"), Get(chunk, "Choices")!);
        var first = ((System.Collections.IEnumerable)choices).Cast<object>().Single();

        Read(chunk, """{"id":"same","choices":[{"index":2}]}""");

        Get(chunk, "Id").ShouldBeSameAs(id);
        Get(chunk, "Choices").ShouldBeSameAs(choices);
        ((System.Collections.IEnumerable)choices).Cast<object>().Single().ShouldBeSameAs(first);
        Write(chunk).ShouldBe("""{"id":"same","choices":[{"index":2}]}""");
    }

    private static Node List() => new(new ListShape(new Node(new StringShape(StringKind.String), "string"), CollectionKind.List), "global::System.Collections.Generic.List<string>?", Nullable: true);

    private static Assembly Build()
    {
        var writer = EmittedFile.Begin("Wire");
        foreach (var type in s_types)
            CodecEmitter.Emit(writer, type, s_types);
        var compilation = new GeneratorHarness().Compile([Types, writer.Finish()]);
        using var stream = new MemoryStream();
        var result = compilation.Emit(stream);
        result.Diagnostics.Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning && diagnostic.Id != "CS1591")
            .ShouldBeEmpty(string.Join('\n', result.Diagnostics) + "\n" + writer);
        return Assembly.Load(stream.ToArray());
    }

    private static object New(string type) => Activator.CreateInstance(s_assembly.Value.GetType("Wire." + type)!)!;

    private static object? Get(object target, string property) => target.GetType().GetProperty(property)!.GetValue(target);

    private static IReadOnlyList<JsonProblem> Read(object target, string json) => (IReadOnlyList<JsonProblem>)Call(nameof(ReadWith), target, json)!;

    private static string Write(object target) => (string)Call(nameof(WriteWith), target)!;

    private static object? Call(string method, object target, params object[] more)
    {
        var codec = s_assembly.Value.GetType(target.GetType().FullName + "Codec")!.GetField("Instance")!.GetValue(null)!;
        return typeof(CodecEmitterTests).GetMethod(method, BindingFlags.NonPublic | BindingFlags.Static)!
            .MakeGenericMethod(target.GetType()).Invoke(null, [codec, target, .. more]);
    }

    private static IReadOnlyList<JsonProblem> ReadWith<T>(JsonCodec<T> codec, T target, string json)
        where T : class, new()
    {
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(json));
        var problems = new JsonProblems();
        reader.Read();
        codec.Read(ref reader, target, ref problems);
        reader.Read().ShouldBeFalse();
        return problems.Items;
    }

    private static string WriteWith<T>(JsonCodec<T> codec, T target)
        where T : class, new()
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
            codec.Write(writer, target);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
