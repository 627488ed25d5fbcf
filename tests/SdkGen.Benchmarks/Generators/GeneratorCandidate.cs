using System.Globalization;
using System.Reflection;
using System.Text;
using Microsoft.CodeAnalysis;
using SdkGen.Generators.Tools;

namespace SdkGen.Benchmarks.Generators;

/// <summary>A generator and the code it is for.</summary>
/// <param name="Attribute">What the generator looks for, by full name.</param>
/// <param name="Assemblies">Files that a build gives to the compiler.</param>
/// <param name="Source">The file of the type of a number, with so many properties.</param>
internal sealed record GeneratorCandidate(string Name, string Attribute, string[] Assemblies, Func<IIncrementalGenerator> Generator, Func<int, int, string> Source)
{
    private static readonly string s_output = AppContext.BaseDirectory;

    /// <summary>A tool whose argument is a record.</summary>
    public static GeneratorCandidate SdkGen { get; } = new(
        "SdkGen", "SdkGen.LlmToolAttribute", [Path.Combine(s_output, "SdkGen.Generators.dll"), Path.Combine(s_output, "SdkGen.Analyzers.dll")], static () => new ToolGenerator(), static (i, properties) => string.Create(
        CultureInfo.InvariantCulture,
        $$"""
        using SdkGen;
        public static class Tools{{i}}
        {
            /// <summary>Takes a record.</summary>
            /// <param name="value">The record.</param>
            [LlmTool] public static string Take{{i}}(Record{{i}} value) => "";
        }
        public sealed record Record{{i}}({{Properties(properties)}});
        """));

    /// <summary>A record as the argument of a tool and as its result, so that a reader, a writer and a schema are emitted.</summary>
    public static GeneratorCandidate SdkGenBothWays { get; } = SdkGen with
    {
        Name = "SdkGen, both ways",
        Source = static (i, properties) => SdkGen!.Source(i, properties)
            .Replace(string.Create(CultureInfo.InvariantCulture, $"string Take{i}"), string.Create(CultureInfo.InvariantCulture, $"Record{i} Take{i}"), StringComparison.Ordinal)
            .Replace("=> \"\"", "=> value", StringComparison.Ordinal),
    };

    /// <summary>A tool of three arguments.</summary>
    public static GeneratorCandidate Tool { get; } = SdkGen with
    {
        Name = "SdkGen, tools of three arguments",
        Source = static (i, _) => string.Create(
            CultureInfo.InvariantCulture,
            $$"""
            using SdkGen;
            public static class Tools{{i}}
            {
                /// <summary>Gets the forecast for a city.</summary>
                /// <param name="city">The city.</param>
                /// <param name="days">How many days ahead.</param>
                /// <param name="metric">In degrees Celsius.</param>
                [LlmTool] public static double Get{{i}}(string city, int days = 3, bool metric = true) => city.Length + days;
            }
            """),
    };

    /// <summary>The same record for System.Text.Json; null where the SDK has no generator that this compiler can load.</summary>
    public static GeneratorCandidate? SystemTextJson { get; } = Of(
        "System.Text.Json", "System.Text.Json.Serialization.JsonSerializableAttribute", "System.Text.Json.SourceGeneration.dll", "System.Text.Json.SourceGeneration.JsonSourceGenerator", static (i, properties) => string.Create(
        CultureInfo.InvariantCulture,
        $$"""
        using System.Text.Json.Serialization;
        [JsonSerializable(typeof(Record{{i}}))] public partial class Context{{i}} : JsonSerializerContext;
        public sealed record Record{{i}}({{Properties(properties)}});
        """));

    /// <summary>No generator: a reader that checks and a writer of the same record, as a person writes them. What the compiler takes for the least that can be emitted.</summary>
    public static GeneratorCandidate ByHand { get; } = new(
        "by hand", "", [], static () => new NothingGenerator("System.ObsoleteAttribute"), static (i, properties) => string.Create(
        CultureInfo.InvariantCulture,
        $$"""
        using System.Text.Json;
        #if GENERATED
        internal static class Json{{i}}
        {
            public static Record{{i}} Read(ref Utf8JsonReader reader)
            {
                uint seen = 0;
        {{EachProperty(properties, static (n, type) => $"        {type} p{n} = default!;")}}
                if (reader.TokenType != JsonTokenType.StartObject)
                    throw new JsonException();
                while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
                {
                    {{EachProperty(properties, static (n, type) => $$"""
                    if (reader.ValueTextEquals("property{{n}}"u8))
                    {
                        reader.Read();
                        p{{n}} = {{(type == "string" ? "reader.GetString() ?? throw new JsonException()" : type == "int" ? "reader.GetInt32()" : "reader.TokenType == JsonTokenType.Null ? null : reader.GetBoolean()")}};
                        seen |= {{1u << n}};
                    }
                    else
                    """)}}
                    {
                        throw new JsonException();
                    }
                }

                if (seen != {{(1u << properties) - 1}})
                    throw new JsonException();
                return new Record{{i}}({{string.Join(", ", Enumerable.Range(0, properties).Select(static n => "p" + n.ToString(CultureInfo.InvariantCulture)))}});
            }

            public static void Write(Utf8JsonWriter writer, Record{{i}} value)
            {
                writer.WriteStartObject();
        {{EachProperty(properties, static (n, type) => type == "string" ? $"writer.WriteString(\"property{n}\"u8, value.Property{n});" : type == "int" ? $"writer.WriteNumber(\"property{n}\"u8, value.Property{n});" : $"if (value.Property{n} is {{ }} p{n}) writer.WriteBoolean(\"property{n}\"u8, p{n}); else writer.WriteNull(\"property{n}\"u8);")}}
                writer.WriteEndObject();
            }
        }
        #endif
        public sealed record Record{{i}}({{Properties(properties)}});
        """));

    /// <summary>A regular expression of the usual length.</summary>
    public static GeneratorCandidate? Regex { get; } = Of(
        "Regex", "System.Text.RegularExpressions.GeneratedRegexAttribute", "System.Text.RegularExpressions.Generator.dll", "System.Text.RegularExpressions.Generator.RegexGenerator", static (i, properties) => string.Create(
        CultureInfo.InvariantCulture,
        $$"""
        using System.Text.RegularExpressions;
        public static partial class Patterns{{i}} { [GeneratedRegex("^[a-z]{1,{{properties}}}[0-9]+-(x|y{{i}})*$")] public static partial Regex Pattern(); }
        """));

    private static GeneratorCandidate? Of(string name, string attribute, string file, string type, Func<int, int, string> source)
    {
        var root = Path.GetFullPath(Path.Combine(System.Runtime.InteropServices.RuntimeEnvironment.GetRuntimeDirectory(), "../../../packs/Microsoft.NETCore.App.Ref"));
        if (!Directory.Exists(root) || Directory.GetFiles(root, file, SearchOption.AllDirectories).Order(StringComparer.Ordinal).LastOrDefault() is not { } path)
            return null;
        var generator = Assembly.LoadFrom(path).GetType(type);
        return generator is null ? null : new GeneratorCandidate(name, attribute, [path], () => (IIncrementalGenerator)Activator.CreateInstance(generator)!, source);
    }

    private static string TypeOf(int property) => property % 3 == 0 ? "string" : property % 3 == 1 ? "int" : "bool?";

    private static string EachProperty(int count, Func<int, string, string> code) => string.Join("\n", Enumerable.Range(0, count).Select(i => code(i, TypeOf(i))));

    private static string Properties(int count)
    {
        var text = new StringBuilder();
        for (var i = 0; i < count; i++)
            text.Append(CultureInfo.InvariantCulture, $"{(i == 0 ? "" : ", ")}{TypeOf(i)} Property{i}");
        return text.ToString();
    }
}
