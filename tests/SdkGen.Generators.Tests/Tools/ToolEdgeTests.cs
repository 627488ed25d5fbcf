using System.Text.Json;
using Microsoft.CodeAnalysis;
using SdkGen.Generators.Tests.Harness;
using SdkGen.Generators.Tools;

namespace SdkGen.Generators.Tests.Tools;

/// <summary>Types and annotations at the edge of what a tool can take: the emitted code compiles, and does what the declaration says.</summary>
public class ToolEdgeTests
{
    [Theory]
    [InlineData("[DeniedValues(null!)] string? x", """{"x":null}""", false)]
    [InlineData("[DeniedValues(null!)] string? x", """{"x":"a"}""", true)]
    [InlineData("[AllowedValues(null!)] string? x", """{"x":null}""", true)]
    [InlineData("[AllowedValues(null!)] string? x", """{"x":"a"}""", false)]
    [InlineData("[AllowedValues((object?)null, null)] int? x", """{"x":null}""", true)]
    [InlineData("[AllowedValues((object?)null, null)] int? x", """{"x":1}""", false)]
    [InlineData("[AllowedValues(1, 2)] Int128 x", """{"x":2}""", true)]
    [InlineData("[AllowedValues(1, 2)] Int128 x", """{"x":3}""", false)]
    [InlineData("[DeniedValues(1)] System.Numerics.BigInteger x", """{"x":2}""", true)]
    [InlineData("[DeniedValues(1)] System.Numerics.BigInteger x", """{"x":1}""", false)]
    [InlineData("[AllowedValues(1.5)] Half x", """{"x":1.5}""", true)]
    [InlineData("[AllowedValues(1.5)] Half x", """{"x":1}""", false)]
    [InlineData("[AllowedValues(DayOfWeek.Saturday, DayOfWeek.Sunday)] DayOfWeek x", """{"x":"Sunday"}""", true)]
    [InlineData("[AllowedValues(DayOfWeek.Saturday, DayOfWeek.Sunday)] DayOfWeek x", """{"x":"Monday"}""", false)]
    [InlineData("[AllowedValues(DayOfWeek.Saturday)] DayOfWeek? x", """{"x":null}""", true)]
    [InlineData("[AllowedValues(DayOfWeek.Saturday)] DayOfWeek? x, DayOfWeek y", """{"x":"Saturday","y":"Monday"}""", true)]
    [InlineData("[DeniedValues(DayOfWeek.Monday)] DayOfWeek x", """{"x":"Monday"}""", false)]
    [InlineData("[DeniedValues(DayOfWeek.Monday)] DayOfWeek? x", """{"x":null}""", true)]
    [InlineData("[DeniedValues(DayOfWeek.Monday, null)] DayOfWeek? x", """{"x":null}""", false)]
    [InlineData("[DeniedValues(DayOfWeek.Monday)] DayOfWeek? x", """{"x":"Friday"}""", true)]
    [InlineData("Plan x", """{"x":{"day":"Sunday"}}""", true)]
    [InlineData("Plan x", """{"x":{"day":"Monday"}}""", false)]
    [InlineData("Kept x", """{"x":{"name":"a","items":[1]}}""", true)]
    [InlineData("[Range(-5, 400)] byte x", """{"x":255}""", true)]
    [InlineData("[RegularExpression(\"[A-Z]{3}\")] string x", """{"x":"ABC"}""", true)]
    [InlineData("[RegularExpression(\"[A-Z]{3}\")] string x", """{"x":"ABC\n"}""", false)]
    [InlineData("[Range(typeof(DateOnly), \"2026-01-01\", \"2026-12-31\")] DateOnly x", """{"x":"2026-06-01"}""", true)]
    [InlineData("[Range(typeof(DateOnly), \"2026-01-01\", \"2026-12-31\")] DateOnly x", """{"x":"2027-01-01"}""", false)]
    [InlineData("[Range(typeof(DateTime), \"2026-01-01\", \"2026-12-31\", MaximumIsExclusive = true)] DateTime? x", """{"x":"2026-12-31T00:00:00"}""", false)]
    [InlineData("[Range(typeof(DateTime), \"2026-01-01\", \"2026-12-31\")] DateTime? x", """{"x":null}""", true)]
    [InlineData("[Range(typeof(DateTimeOffset), \"2026-01-01T00:00:00Z\", \"2026-12-31T00:00:00Z\")] DateTimeOffset x", """{"x":"2025-12-31T23:30:00-01:00"}""", true)]
    [InlineData("[Range(typeof(TimeSpan), \"00:01:00\", \"1.00:00:00\")] TimeSpan x", """{"x":"00:00:59"}""", false)]
    [InlineData("[Range(typeof(TimeOnly), \"08:00\", \"18:00\")] TimeOnly x", """{"x":"07:59:59"}""", false)]
    [InlineData("[Range(typeof(TimeOnly), \"08:00\", \"18:00\")] TimeOnly x", """{"x":"08:00:00"}""", true)]
    [InlineData("[Range(typeof(decimal), \"0.01\", \"9.99\", MinimumIsExclusive = true)] decimal x", """{"x":0.01}""", false)]
    [InlineData("[Phone] string x", """{"x":"+49 30 123456"}""", true)]
    [InlineData("[Phone] string x", """{"x":"call me"}""", false)]
    [InlineData("[CreditCard] string? x", """{"x":"4111 1111 1111 1111"}""", true)]
    [InlineData("[CreditCard] string? x", """{"x":"4111 1111 1111 1112"}""", false)]
    [InlineData("[CreditCard] string? x", """{"x":null}""", true)]
    [InlineData("[FileExtensions(Extensions = \"pdf\")] string x", """{"x":"a.exe"}""", false)]
    [InlineData("[Even(3, Names = new[] { \"a\\\"b\" })] int x", """{"x":6}""", true)]
    [InlineData("[Even(3, Names = new[] { \"a\\\"b\" })] int x", """{"x":4}""", false)]
    [InlineData("[Even(1)] List<int> x", """{"x":[1,2]}""", false)]
    [InlineData("[Even(1)] List<int> x", """{"x":[1,"2"]}""", false)]
    [InlineData("[Required] string? x", """{"x":"a"}""", true)]
    [InlineData("[Required] string? x", """{"x":" "}""", false)]
    [InlineData("[Required] string? x", """{"x":null}""", false)]
    [InlineData("[Required] int? x = 1", """{}""", false)]
    [InlineData("[Required(AllowEmptyStrings = true)] string x", """{"x":""}""", true)]
    [InlineData("[Base64String] string x", """{"x":"a b"}""", false)]
    [InlineData("[Url] string x", """{"x":"nowhere"}""", false)]
    [InlineData("[EmailAddress] string x", """{"x":"a@b@c"}""", false)]
    [InlineData("[MinLength(1), MaxLength(2)] Dictionary<string, int> x", """{"x":{}}""", false)]
    [InlineData("[StringLength(3, MinimumLength = 2)] string x", """{"x":"abcd"}""", false)]
    public async Task Constraints_hold(string parameter, string arguments, bool isValid)
    {
        var result = await RunAsync($"[LlmTool] public static string Run({parameter}) => \"ran\";", Even, arguments);
        (result == "\"ran\"" || result == "ran").ShouldBe(isValid, result);
    }

    private const string Even = """
        public sealed class EvenAttribute(int of) : ValidationAttribute
        {
            public string[] Names { get; set; } = [];
            public override bool IsValid(object? value) => value is int number && number % (2 * of) == 0 && Names is ["a\"b"];
        }
        public sealed class Kept { public string Name { get; set; } = ""; public System.Collections.Generic.List<int> Items { get; } = []; }
        public sealed record Plan([property: AllowedValues(DayOfWeek.Saturday, DayOfWeek.Sunday)] DayOfWeek Day);
        """;

    [Fact]
    public async Task Names_of_an_enum_that_are_not_left_are_in_no_schema_and_in_no_problem()
    {
        const string Method = "[LlmTool] public static int Run([AllowedValues(DayOfWeek.Saturday, DayOfWeek.Sunday)] DayOfWeek x, Plan y) => 1;";
        (await RunAsync(Method, Even, """{"x":"Monday","y":{"day":"Friday"}}""")).Split('\n')[1..].ShouldBe(
        [
            "$.x: expected one of \"Sunday\", \"Saturday\", received \"Monday\"",
            "$.y.day: expected one of \"Sunday\", \"Saturday\", received \"Friday\"",
        ]);
        string.Concat(Harness().Run($$"""
            using System; using System.ComponentModel.DataAnnotations; using SdkGen; namespace Demo;
            public static class Host { /// <summary>x</summary>
                {{Method}} }
            {{Even}}
            """).Files.Values).ShouldContain("\"x\":{\"type\":\"string\",\"enum\":[\"Sunday\",\"Saturday\"]}");
    }

    [Fact]
    public async Task What_an_annotation_asks_for_is_told_before_and_after()
    {
        const string Types = "public sealed class OddAttribute : ValidationAttribute { public override bool IsValid(object? value) => value is int number && number % 2 != 0; }";
        const string Method = "[LlmTool] public static int Run([Odd(ErrorMessage = \"the number is \\\"odd\\\"\")] int x, [Phone] string y = \"1\", [Range(typeof(DateOnly), \"2026-01-01\", \"2026-12-31\")] DateOnly z = default) => x;";
        (await RunAsync(Method, Types, """{"x":2,"y":"?","z":"2025-01-01"}""")).Split('\n')[1..].ShouldBe(
        [
            "$.x: expected an integer for which holds: the number is \"odd\", received 2",
            "$.y: expected a string that is a phone number, received \"?\"",
            "$.z: expected a date (2026-01-31) from 2026-01-01 to 2026-12-31, received \"2025-01-01\"",
        ]);
        var text = string.Concat(Harness().Run($$"""
            using System; using System.ComponentModel.DataAnnotations; using SdkGen; namespace Demo;
            public static class Host { /// <summary>x</summary>
                {{Method}} }
            {{Types}}
            """).Files.Values);
        text.ShouldContain("\"description\":\"A string that is a phone number.\"");
        text.ShouldContain("\"description\":\"A date (2026-01-31) from 2026-01-01 to 2026-12-31.\"");
    }

    [Theory]
    [InlineData("#nullable disable\n[LlmTool] public static string Run(string a, string b = null) => a + (b ?? \"none\");\n#nullable restore\n", """{"a":"x","b":null}""", "xnone")]
    [InlineData("#nullable disable\n[LlmTool] public static string Run(string a, string b = null) => a + (b ?? \"none\");\n#nullable restore\n", """{"a":"x"}""", "xnone")]
    [InlineData("[LlmTool] public static string Run(in int a, ref readonly long b) => (a + b).ToString();", """{"a":1,"b":2}""", "3")]
    [InlineData("[LlmTool] public static string Run(string a, params List<int> b) => a + b.Count;", """{"a":"x"}""", "x0")]
    [InlineData("[LlmTool] public static string Run(string a, params IEnumerable<int> b) => a + string.Join('+', b);", """{"a":"x","b":[1,2]}""", "x1+2")]
    [InlineData("[LlmTool] public static string Run((string City, int? Days) a, (int, (bool Yes, string Why)) b) => a.City + a.Days + b.Item2.Why;", """{"a":{"city":"Oslo","days":3},"b":{"item1":1,"item2":{"yes":true,"why":"so"}}}""", "Oslo3so")]
    public async Task Every_kind_of_parameter(string method, string arguments, string expected) => (await RunAsync(method, "", arguments)).ShouldBe(expected);

    [Fact]
    public async Task A_tuple_is_checked_as_an_object() =>
        (await RunAsync("[LlmTool] public static int Run((int Width, string? Label) x) => x.Width;", "", """{"x":{"width":"1","height":2}}""")).Split('\n')[1..].ShouldBe(
        [
            "$.x.width: expected an integer, received \"1\"",
            "$.x.height: expected nothing by this name (the names are width, label), received 2",
            "$.x.label: expected a string or null, received nothing",
        ]);

    [Theory]
    [InlineData("Dictionary<int, int>", "{\" 1\":1}")]
    [InlineData("Dictionary<int, int>", "{\"+1\":1}")]
    [InlineData("Dictionary<Guid, int>", "{\"{0f8fad5b-d9cb-469f-a165-70867728950e}\":1}")]
    [InlineData("Dictionary<DateOnly, int>", "{\"31 Jan 2026\":1}")]
    public async Task Keys_have_one_form(string type, string json) =>
        (await RunAsync($"[LlmTool] public static int Run({type} x) => 1;", "", $$"""{"x":{{json}}}""")).ShouldContain("expected another name");

    [Fact]
    public async Task Names_of_emitted_types_leave_those_of_the_signature_alone()
    {
        (await RunAsync(
            "[LlmTool] public static string Plan(PlanArguments a, PlanTool b, HostToolsJson c) => a.City + b.Size + c.Name;",
            "public sealed record PlanArguments(string City); public sealed record PlanTool(int Size); public sealed record HostToolsJson(string Name);",
            """{"a":{"city":"Oslo"},"b":{"size":2},"c":{"name":"n"}}""")).ShouldBe("Oslo2n");
    }

    [Theory]
    [InlineData("{}", "20/a/1")]
    [InlineData("""{"size":5}""", "5/a/1")]
    [InlineData("""{"size":5,"tag":"b","items":[1,2]}""", "5/b/2")]
    public async Task Initial_values_of_generic_types_stay(string page, string expected) => (await RunAsync(
        "[LlmTool] public static string Run(Page<int> p) => p.Size + \"/\" + p.Tag + \"/\" + p.Items.Count;",
        "public class Page<T> { public int Size { get; init; } = 20; public string Tag { get; init; } = Initial(); public List<T> Items { get; set; } = [default!]; private static string Initial() => \"a\"; }",
        $$"""{"p":{{page}}}""")).ShouldBe(expected);

    [Theory]
    [InlineData("{}", "20")]
    [InlineData("""{"size":5}""", "5")]
    public async Task Initial_values_of_structs_and_base_types_stay(string size, string expected)
    {
        const string Types = """
            public struct Window { public Window() { } public int Size { get; init; } = 20; }
            public class Base { public int Size { get; init; } = 20; }
            public sealed class Derived : Base;
            """;
        (await RunAsync("[LlmTool] public static string Run(Window p) => p.Size.ToString();", Types, $$"""{"p":{{size}}}""")).ShouldBe(expected);
        (await RunAsync("[LlmTool] public static string Run(Derived p) => p.Size.ToString();", Types, $$"""{"p":{{size}}}""")).ShouldBe(expected);
    }

    [Theory]
    [InlineData("public class P { public P() { X = 20; Y = \"n\"; } public int X { get; set; } public string Y { get; init; } }", "{}", "20n")]
    [InlineData("public class P { public P() { X = 20; Y = \"n\"; } public int X { get; set; } public string Y { get; init; } }", """{"x":3,"y":"m"}""", "3m")]
    [InlineData("public record B(int X); public record P(int Other, string Y) : B(Other);", """{"other":3,"y":"m"}""", "3m")]
    [InlineData("public record B(int X); public record P(int Other, string Y) : B(Other);", """{"other":3,"y":"m","x":4}""", "4m")]
    [InlineData("public struct P { public P(int x, string y) { X = x; Y = y; } public int X { get; } public string Y { get; set; } }", """{"x":3,"y":"m"}""", "3m")]
    [InlineData("public readonly struct P(int x, string y) { public int X => x; public string Y { get; } = y; }", """{"x":3,"y":"m"}""", "3m")]
    [InlineData("public struct P { public P(int z) { X = z; } public int X { get; set; } public string? Y { get; set; } }", """{"x":3,"y":"m"}""", "3m")]
    [InlineData("public class P { public P(string x, string y) { X = int.Parse(x); Y = y; } public int X { get; } public string Y { get; } }", """{"x":"3","y":"m"}""", "3m")]
    [InlineData("public class P { [SetsRequiredMembers] public P() { X = 7; Y = \"n\"; } public required int X { get; set; } public required string Y { get; set; } }", """{"y":"m"}""", "7m")]
    public async Task A_type_is_made_as_its_author_makes_it(string types, string json, string expected) =>
        (await RunAsync("[LlmTool] public static string Run(P p) => p.X.ToString() + p.Y;", types, $$"""{"p":{{json}}}""")).ShouldBe(expected);

    [Fact]
    public async Task What_goes_into_a_property_may_be_null_where_what_comes_out_is_not()
    {
        const string Types = "public class P { [DisallowNull] public required string? A { get; set; } [AllowNull] public required string B { get => field; set => field = value ?? \"none\"; } }";
        const string Method = "[LlmTool] public static string Run(P p) => p.A + p.B;";
        (await RunAsync(Method, Types, """{"p":{"a":"x","b":null}}""")).ShouldBe("xnone");
        (await RunAsync(Method, Types, """{"p":{"a":null,"b":""}}""")).ShouldEndWith("$.p.a: expected a string, received null");
    }

    [Theory]
    [InlineData("Rights r = Rights.Read | Rights.Delete", "[\"Read\",\"Delete\"]", "5")]
    [InlineData("Rights r = Rights.All", "[\"All\"]", "7")]
    [InlineData("Rights r = 0", "[]", "0")]
    [InlineData("Rights r = (Rights)9", null, "9")]
    [InlineData("[System.Runtime.InteropServices.Optional, System.Runtime.CompilerServices.DateTimeConstant(630822816000000000)] DateTime r", "\"2000-01-01T00:00:00\"", "2000")]
    [InlineData("[System.Runtime.InteropServices.Optional, System.Runtime.CompilerServices.DecimalConstant(2, 0, 0, 0, 150)] decimal r", "1.50", "1.50")]
    public async Task Defaults_of_odd_kinds_are_told_and_kept(string parameter, string? json, string expected)
    {
        const string Types = "[Flags] public enum Rights { Read = 1, Write = 2, Delete = 4, All = 7 }";
        var method = $"[LlmTool] public static string Run({parameter}) => Convert.ToString((object)r is Enum ? Convert.ToInt32(r) : (object)r is DateTime d ? d.Year : r, System.Globalization.CultureInfo.InvariantCulture)!;";
        (await RunAsync(method, Types, "{}")).ShouldBe(expected);
        var text = string.Concat(Harness().Run($$"""
            using System; using SdkGen; namespace Demo;
            public static class Host { /// <summary>x</summary>
                {{method}} }
            {{Types}}
            """).Files.Values);
        if (json is null)
            text.ShouldNotContain("\"default\"");
        else
            text.ShouldContain($"\"default\":{json}");
    }

    [Fact]
    public void Flags_are_written_as_a_person_writes_them() => string.Concat(Harness().Run("""
        using SdkGen; using System;
        namespace Demo;
        [Flags] public enum Rights { Read = 1, @default = 2, Delete = 4 }
        public static class Host { /// <summary>x</summary>
            [LlmTool] public static int Run(Rights r = (Rights)6, Rights s = (Rights)9) => 1; }
        """).Files.Values).ShouldSatisfyAllConditions(text => text.ShouldContain("r = global::Demo.Rights.@default | global::Demo.Rights.Delete;"), text => text.ShouldContain("s = (global::Demo.Rights)(9);"));

    [Fact]
    public async Task Names_that_JSON_escapes_tell_cases_apart()
    {
        const string Types = "[JsonPolymorphic(TypeDiscriminatorPropertyName = \"a\\\"*/b\")] [JsonDerivedType(typeof(Circle), \"x\\\"\\u2028\")] public abstract record Shape; public sealed record Circle(double Radius) : Shape;";
        const string Json = "{\"a\\\"*/b\":\"x\\\"\\u2028\",\"radius\":1}";
        (await RunAsync("[LlmTool] public static Shape Run(Shape s) => s;", Types, $$"""{"s":{{Json}}}""")).ShouldBe(Json);
    }

    [Theory]
    [InlineData("Dictionary<string, JsonElement> Rest { get; set; } = [];", """{"id":1}""", "0")]
    [InlineData("Dictionary<string, JsonElement> Rest { get; init; } = [];", """{"id":1,"more":2}""", "1")]
    [InlineData("Dictionary<string, JsonElement>? Rest { get; set; }", """{"id":1}""", "null")]
    public async Task Unknown_members_are_kept_where_the_type_says(string property, string json, string expected) => (await RunAsync(
        "[LlmTool] public static string Run(Open o) => o.Rest?.Count.ToString() ?? \"null\";",
        $"public sealed class Open {{ public int Id {{ get; set; }} [JsonExtensionData] public {property} }}", $$"""{"o":{{json}}}""")).ShouldBe(expected);

    [Fact]
    public async Task Each_condition_of_JsonIgnore_means_what_it_means_to_the_serializer() => (await RunAsync(
        "[LlmTool] public static Sparse Run(Sparse p) => p;",
        """
        public sealed class Sparse
        {
            [JsonIgnore(Condition = JsonIgnoreCondition.Never)] public int A { get; set; }
            [JsonIgnore(Condition = JsonIgnoreCondition.Always)] public int B { get; set; } = 7;
            [JsonIgnore(Condition = JsonIgnoreCondition.WhenWriting)] public int C { get; set; }
            [JsonIgnore(Condition = JsonIgnoreCondition.WhenReading)] public int D { get; set; } = 5;
            [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] public int E { get; set; }
            [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public string? F { get; set; }
            public int Sum => A + C;
        }
        """,
        """{"p":{"a":1,"c":2,"d":3,"e":0,"f":null}}""")).ShouldBe("""{"a":1,"d":5,"sum":3}""");

    [Fact]
    public async Task A_pattern_that_would_take_for_ever_is_given_up() =>
        (await RunAsync("[LlmTool] public static string Run([RegularExpression(\"(a+)+b\")] string x) => x;", "", $$"""{"x":"{{new string('a', 60)}}!"}""")).ShouldContain("$.x: expected a string");

    [Theory]
    [InlineData("""{"a":{"1":1},"b":{"Monday":1},"c":{"0f8fad5b-d9cb-469f-a165-70867728950e":1},"d":{"-170141183460469231731687303715884105728":1}}""", "4")]
    [InlineData("""{"a":{"300":1},"b":{},"c":{},"d":{}}""", "$.a")]
    [InlineData("""{"a":{},"b":{"monday":1},"c":{},"d":{}}""", "$.b")]
    [InlineData("""{"a":{},"b":{},"c":{"q":1},"d":{}}""", "$.c")]
    [InlineData("""{"a":{},"b":{},"c":{},"d":{"1.5":1}}""", "$.d")]
    public async Task Keys_are_of_their_type(string arguments, string expected) => (await RunAsync(
        "[LlmTool] public static int Run(Dictionary<byte, int> a, IReadOnlyDictionary<DayOfWeek, int> b, SortedDictionary<Guid, int> c, IDictionary<Int128, int> d) => a.Count + b.Count + c.Count + d.Count;",
        "", arguments)).ShouldContain(expected);

    [Fact]
    public async Task Members_are_written_in_the_order_that_they_ask_for() => (await RunAsync(
        "[LlmTool] public static Ordered Run() => new();",
        "public sealed class Ordered { [JsonPropertyOrder(2)] public int A { get; set; } public int B { get; set; } [JsonPropertyOrder(-1)] public int C { get; set; } public int D { get; set; } }",
        "{}")).ShouldBe("""{"c":0,"b":0,"d":0,"a":0}""");

    [Fact]
    public async Task A_case_that_is_met_before_its_union_knows_its_discriminator()
    {
        const string Types = """
            [JsonDerivedType(typeof(Circle), "circle"), JsonDerivedType(typeof(Dot), "dot")] public abstract record Shape;
            public sealed record Circle(double Radius, Shape? Inner = null) : Shape;
            public sealed record Dot(int X) : Shape;
            """;
        const string Inner = """{"c":{"radius":1,"inner":{"radius":2,"$type":"circle"}}}""";
        (await RunAsync("[LlmTool] public static string Run(Circle c) => c.Inner!.ToString()!;", Types, Inner)).ShouldContain("Radius = 2");
        (await RunAsync(
            "/// <summary>x</summary>\n[LlmTool] public static int First(Dot d) => d.X; /// <summary>x</summary>\n[LlmTool] public static string Run(Shape c) => c.ToString()!;",
            Types, """{"c":{"$type":"dot","x":3}}""")).ShouldContain("X = 3");
    }

    [Fact]
    public async Task Members_whose_locals_would_have_the_same_name()
    {
        (await RunAsync(
            "[LlmTool] public static string Run(Setting s, Twin t) => s.Name + s.NameValue + t.Foo + t.foo + t.Seen2;",
            """
            public sealed record Setting(string Name, string NameValue);
            public sealed class Twin { public required string Foo { get; init; } [JsonPropertyName("other")] public required string foo { get; init; } public int Seen2 { get; init; } }
            """,
            """{"s":{"name":"a","nameValue":"b"},"t":{"foo":"c","other":"d","seen2":5}}""")).ShouldBe("abcd5");
    }

    [Fact]
    public async Task Keys_of_maps_have_the_names_of_the_enum()
    {
        const string Types = "public enum Place { [JsonStringEnumMemberName(\"at-home\")] Home, Away }";
        const string Method = "[LlmTool] public static Dictionary<Place, int> Run(Dictionary<Place, int> m) => m;";
        (await RunAsync(Method, Types, """{"m":{"at-home":1,"Away":2}}""")).ShouldBe("""{"at-home":1,"Away":2}""");
        (await RunAsync(Method, Types, """{"m":{"Home":1}}""")).ShouldContain("Home");
        (await RunAsync(Method, Types, """{"m":{"Home":1}}""")).ShouldNotBe("""{"at-home":1}""");
    }

    [Fact]
    public void Types_that_are_obsolete_or_experimental_break_no_build()
    {
        var output = Harness().RunUnchecked(["""
            using SdkGen; using System; using System.Diagnostics.CodeAnalysis;
            namespace Demo;
            [Obsolete("old", DiagnosticId = "OLD001")] public sealed record Old(int X);
            [Experimental("NEW001")] public sealed record Fresh(int X);
            #pragma warning disable OLD001, NEW001
            public static class Host { /// <summary>x</summary>
                [LlmTool] public static Fresh Run(Old a, Fresh b) => b; }
            """]);
        output.ShouldBeWellFormed();
        output.Compilation.GetDiagnostics(TestContext.Current.CancellationToken)
            .Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning && diagnostic.Id is "OLD001" or "NEW001").ShouldBeEmpty();
    }

    [Fact]
    public void What_nobody_can_use_breaks_no_build() => string.Concat(Harness().Run("""
        using SdkGen; using System;
        namespace Demo;
        public enum Mood { Fine, [Obsolete("gone", true)] Gone }
        public static class Host
        {
            /// <summary>x</summary>
            [LlmTool(TimeoutSeconds = double.PositiveInfinity)] public static Mood Run(Mood mood) => mood;
            /// <summary>x</summary>
            [LlmTool(TimeoutSeconds = double.NaN)] public static int Two() => 2;
            /// <summary>x</summary>
            [LlmTool(TimeoutSeconds = 1e300)] public static int Three() => 3;
        }
        """).Files.Values).ShouldSatisfyAllConditions(text => text.ShouldContain("\"enum\":[\"Fine\"]"), text => text.ShouldNotContain("Gone"), text => text.ShouldNotContain("TimeoutSeconds"));

    [Fact]
    public void A_type_is_the_key_of_a_service() => Harness().Run("""
        using SdkGen; using Microsoft.Extensions.DependencyInjection;
        namespace Demo;
        public static class Host { /// <summary>x</summary>
            [LlmTool] public static string Run([FromKeyedServices(typeof(Host))] System.IDisposable a) => ""; }
        """).Files.Values.Single().ShouldContain("typeof(global::Demo.Host)");

    [Fact]
    public void Comments_between_stars_are_read() => string.Concat(Harness().Run("""
        using SdkGen;
        namespace Demo;
        public static class Host {
            /**
             * <summary>Finds
             * it.</summary>
             * <param name="a">What *it* is.</param>
             */
            [LlmTool] public static string Run(string a) => a; }
        """).Files.Values).ShouldSatisfyAllConditions(text => text.ShouldContain("\"Finds it.\""), text => text.ShouldContain("What *it* is."));

    private static GeneratorHarness Harness() => new(() => new ToolGenerator());

    [Theory]
    [InlineData("public record R(int A, string? B);", """{"x":{"a":1,"b":null}}""", """{"a":1,"b":null}""")]
    [InlineData("public record R(int A) { public int Twice => A * 2; }", """{"x":{"a":1}}""", """{"a":1,"twice":2}""")]
    [InlineData("public class R { public int A { private get; set; } public int B { get; set; } }", """{"x":{"a":1,"b":2}}""", """{"b":2}""")]
    [InlineData("public class R { [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] public int A { get; set; } public int B { get; set; } }", """{"x":{"a":0,"b":2}}""", """{"b":2}""")]
    public async Task What_is_taken_and_returned_is_written_as_its_type_says(string type, string arguments, string expected) =>
        (await RunAsync("[LlmTool] public static R T(R x) => x;", type, arguments)).ShouldBe(expected);

    private static async Task<string> RunAsync(string method, string types, string arguments)
    {
        var output = Harness().RunUnchecked([$$"""
            using System; using System.Collections.Generic; using System.ComponentModel.DataAnnotations; using System.Diagnostics.CodeAnalysis; using System.Text.Json; using System.Text.Json.Serialization; using SdkGen;
            namespace Demo;
            public static class Host { /// <summary>x</summary>
                {{method}} }
            {{types}}
            """]);
        output.ShouldBeWellFormed();
        output.ShouldCompile(new HashSet<string>());
        var all = output.Load().GetTypes().Single(type => type.Name == "HostTools").GetProperty("All")!;
        var tool = ((IEnumerable<Microsoft.Extensions.AI.AIFunction>)all.GetValue(null)!).Last();
        using var json = JsonDocument.Parse(arguments);
        var values = new Microsoft.Extensions.AI.AIFunctionArguments();
        foreach (var member in json.RootElement.EnumerateObject())
            values[member.Name] = member.Value;
        return (await tool.InvokeAsync(values, TestContext.Current.CancellationToken))!.ToString()!;
    }
}
