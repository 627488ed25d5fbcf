using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using SdkGen.Generators.Tests.Harness;
using SdkGen.Generators.Tools;

namespace SdkGen.Generators.Tests.Tools;

/// <summary>LLM1xxx: each rule where it fires and where it does not; what has an error is not generated, and the rest is.</summary>
public class ToolAnalyzerTests
{
    private const string Doc = "/// <summary>x</summary> <param name=\"p\">x</param>\n";

    [Theory]
    [InlineData("[LlmTool] public static int T(int[,] p) => 1;", "LLM1001 Parameter p of tool method T has the type int[,]: int[,] has more than one dimension: take an array of arrays")]
    [InlineData("[LlmTool] public static int T(System.IO.Stream p) => 1;", "LLM1001 Parameter p of tool method T has the type Stream: Stream has no shape in JSON: take plain data")]
    [InlineData("[LlmTool] public static int T(System.Action p) => 1;", "LLM1001 Parameter p of tool method T has the type Action: Action has no shape in JSON: take plain data")]
    [InlineData("[LlmTool] public static int T(System.Threading.Tasks.Task<int> p) => 1;", "LLM1001 Parameter p of tool method T has the type Task<int>: Task<int> has no shape in JSON: take plain data")]
    [InlineData("[LlmTool] public static int T(System.Collections.Generic.List<System.Type> p) => 1;", "LLM1001 Parameter p of tool method T has the type List<Type>: Type has no shape in JSON: take plain data")]
    [InlineData("[LlmTool] public static int T(System.IDisposable p) => 1;", "LLM1001 Parameter p of tool method T has the type IDisposable: IDisposable is abstract: take a class or record, or name its derived types with [JsonDerivedType]")]
    [InlineData("[LlmTool] public static object T(int p) => 1;", "LLM1001 The result of tool method T has the type object: object can be anything: return a type with a shape, or JsonElement")]
    [InlineData("[LlmTool] public static int T(System.Collections.ArrayList p) => 1;", "LLM1001 Parameter p of tool method T has the type ArrayList: ArrayList is a collection that cannot be filled: take a List<T>, an array, a HashSet<T> or a Dictionary<string, T>")]
    [InlineData("[LlmTool] public static int T(System.Collections.Generic.Dictionary<double, int> p) => 1;", "LLM1001 Parameter p of tool method T has the type Dictionary<double, int>: double cannot be the key of a JSON object: take string, an integer, an enum or Guid")]
    [InlineData("[LlmTool] public static int T(int p) => 1; " + Doc + "[LlmTool] public static int T(string p) => 1;", "LLM1002 Host has two tools named T: give one of them another name with [LlmTool(\"…\")]")]
    [InlineData("[LlmTool(\"a b\")] public static int T(int p) => 1;", "LLM1003 The tool name \"a b\" is not valid: 1 to 64 letters (a to z), digits, '_' or '-'")]
    [InlineData("[LlmTool] public static int Tä(int p) => 1;", "LLM1003 The tool name \"Tä\" is not valid: 1 to 64 letters (a to z), digits, '_' or '-'")]
    [InlineData("[LlmTool] public static int T(out int p) { p = 1; return 1; }", "LLM1006 Parameter p of tool method T cannot be filled: ref and out have no meaning for a model")]
    [InlineData("[LlmTool] public static int T(System.Func<int> p) => 1;", "LLM1001 Parameter p of tool method T has the type Func<int>: Func<int> has no shape in JSON: take plain data")]
    [InlineData("[LlmTool] public static int T(System.IO.MemoryStream p) => 1;", "LLM1001 Parameter p of tool method T has the type MemoryStream: MemoryStream has no shape in JSON: take plain data")]
    [InlineData("[LlmTool] public static int T(System.ReadOnlySpan<int> p) => 1;", "LLM1001 Parameter p of tool method T has the type ReadOnlySpan<int>: ReadOnlySpan<int> has no shape in JSON: take plain data")]
    [InlineData("[LlmTool] public static int T(dynamic p) => 1;", "LLM1001 Parameter p of tool method T has the type dynamic: dynamic is not known before the program runs: take a type with a shape")]
    [InlineData("[LlmTool] public static int T(System.Collections.Generic.Dictionary<int[], int> p) => 1;", "LLM1001 Parameter p of tool method T has the type Dictionary<int[], int>: int[] cannot be the key of a JSON object: take string, an integer, an enum or Guid")]
    [InlineData("[LlmTool] public static System.Threading.Tasks.Task<System.Threading.Tasks.Task> T(int p) => null!;", "LLM1001 The result of tool method T has the type Task: Task has no shape in JSON: take plain data")]
    [InlineData("public sealed record Own([property: System.Text.Json.Serialization.JsonInclude] int X) { [System.Text.Json.Serialization.JsonInclude] private int Y { get; set; } } " + Doc + "[LlmTool] public static int T(Own p) => 1;", "LLM1001 Parameter p of tool method T has the type Own: Own has a private member Y with [JsonInclude]: make it internal, so that the generated code can name it")]
    [InlineData("[System.Text.Json.Serialization.JsonConverter(typeof(int))] public sealed record Own(int X); " + Doc + "[LlmTool] public static int T(Own p) => 1;", "LLM1001 Parameter p of tool method T has the type Own: Own has its own JsonConverter, which a schema cannot be made of: name a JsonSerializerContext that lists the type with [LlmJsonContext(typeof(…))], or take one without")]
    [InlineData("[LlmTool] public static int T<X>(int p) => 1;", "LLM1005 T cannot be a tool: it is generic, and nobody says which type is meant")]
    [InlineData("[LlmTool] private static int T(int p) => 1;", "LLM1005 T cannot be a tool: it is private: make it internal")]
    [InlineData("[LlmTool] public static int T(ref int p) => 1;", "LLM1006 Parameter p of tool method T cannot be filled: ref and out have no meaning for a model")]
    [InlineData("[LlmTool] public static async void T(int p) => await System.Threading.Tasks.Task.Yield();", "LLM1007 T is async void, so nobody can wait for it or see it fail: return Task")]
    [InlineData("[LlmTool] public static int T([System.ComponentModel.DataAnnotations.Range(300, 400)] byte p) => 1;", "LLM1001 Parameter p of tool method T has the type byte: byte has a Range in which none of its values is")]
    [InlineData("[LlmTool] public static int T([System.ComponentModel.DataAnnotations.Range(-5, -1)] uint p) => 1;", "LLM1001 Parameter p of tool method T has the type uint: uint has a Range in which none of its values is")]
    [InlineData("[LlmTool] public static int T([System.ComponentModel.DataAnnotations.AllowedValues(1, 300)] byte p) => 1;", "LLM1001 Parameter p of tool method T has the type byte: byte allows or denies 300, which it cannot be")]
    [InlineData("[LlmTool] public static int T([System.ComponentModel.DataAnnotations.AllowedValues(1)] System.DayOfWeek p) => 1;", "LLM1001 Parameter p of tool method T has the type DayOfWeek: DayOfWeek allows or denies 1, which it cannot be")]
    [InlineData("[LlmTool] public static int T([System.ComponentModel.DataAnnotations.AllowedValues] System.DayOfWeek p) => 1;", "LLM1001 Parameter p of tool method T has the type DayOfWeek: DayOfWeek has no name that its AllowedValues and DeniedValues leave")]
    [InlineData("[LlmTool] public static int T([System.ComponentModel.DataAnnotations.RegularExpression(\"a)|(b\")] string p) => 1;", "LLM1001 Parameter p of tool method T has the type string: string has a RegularExpression that is not valid")]
    [InlineData("[LlmTool] public static int T([System.ComponentModel.DataAnnotations.RegularExpression(\"(?x)a # c\")] string p) => 1;", "LLM1001 Parameter p of tool method T has the type string: string has a RegularExpression that is not valid")]
    [InlineData("[LlmTool] public static int T([Microsoft.Extensions.DependencyInjection.FromKeyedServices(new[] { 1 })] string p) => 1;", "LLM1006 Parameter p of tool method T cannot be filled: its key is an array, and no two arrays are equal")]
    [InlineData("[LlmTool, System.Obsolete(\"x\", true)] public static int T(int p) => 1;", "LLM1005 T cannot be a tool: it is obsolete, and using it is an error")]
    [InlineData("public static void M() { [LlmTool] static int T(int p) => 1; _ = T(1); }", "LLM1005 T cannot be a tool: it stands within a method: make it a method of a class")]
    [InlineData("public static readonly System.Func<int, int> M = [LlmTool] (p) => 1;", "LLM1005 A lambda cannot be a tool: it stands within a method: make it a method of a class")]
    [InlineData("[LlmTool] protected static int T(int p) => 1;", "LLM1005 T cannot be a tool: it is protected: make it internal")]
    [InlineData("public sealed class Explicit : System.IComparable<int> { " + Doc + "[LlmTool] int System.IComparable<int>.CompareTo(int p) => 1; }", "LLM1005 CompareTo cannot be a tool: it is an explicit implementation: put the attribute on the interface's method")]
    [InlineData("[LlmTool] public static Host operator +(Host p, Host q) => p;", "LLM1005 op_Addition cannot be a tool: it is an operator, an accessor or a finalizer: make it a method")]
    [InlineData("public class Outer<X> { public static class Inner { " + Doc + "[LlmTool] public static int T(int p) => 1; } }", "LLM1005 T cannot be a tool: Inner is generic, and nobody says which type is meant: write [assembly: LlmTools<Host.Outer<…>.Inner>]")]
    [InlineData("public class Grows<X> { public Grows<Grows<X>>? Next { get; set; } } " + Doc + "[LlmTool] public static int T(Grows<int> p) => 1;", "LLM1001 Parameter p of tool method T has the type Grows<int>: Grows<X> leads to ever longer generic types: give its member a type that does not grow")]
    [InlineData("public class Grows<X> { public Grows<(X, X[])>? Next { get; set; } } " + Doc + "[LlmTool] public static int T(Grows<int> p) => 1;", "LLM1001 Parameter p of tool method T has the type Grows<int>: Grows<X> leads to ever longer generic types: give its member a type that does not grow")]
    [InlineData("[LlmTool] public static System.Runtime.CompilerServices.YieldAwaitable T(int p) => default;", "LLM1001 The result of tool method T has the type YieldAwaitable: YieldAwaitable is awaited by nobody here: return Task, ValueTask or the value")]
    [InlineData("public class Own { [System.Text.Json.Serialization.JsonExtensionData] public System.Collections.Generic.Dictionary<string, System.Text.Json.JsonElement> Rest { get; } = []; } " + Doc + "[LlmTool] public static int T(Own p) => 1;", "LLM1001 Parameter p of tool method T has the type Own: Own keeps unknown members in Rest, which nothing can set: give it a setter")]
    [InlineData("[LlmTool] public static int T([System.ComponentModel.DataAnnotations.Range(5.5, 1)] double p) => 1;", "LLM1001 Parameter p of tool method T has the type double: double has a Range in which none of its values is")]
    [InlineData("[LlmTool] public static int T([System.ComponentModel.DataAnnotations.Range(typeof(decimal), \"1\", \"1\", MaximumIsExclusive = true)] decimal p) => 1;", "LLM1001 Parameter p of tool method T has the type decimal: decimal has a Range in which none of its values is")]
    [InlineData("[LlmTool] public static int T([System.ComponentModel.DataAnnotations.Length(5, 1)] string p) => 1;", "LLM1001 Parameter p of tool method T has the type string: string has lengths that no value has")]
    [InlineData("[LlmTool] public static int T([System.ComponentModel.DataAnnotations.MinLength(3), System.ComponentModel.DataAnnotations.MaxLength(2)] int[] p) => 1;", "LLM1001 Parameter p of tool method T has the type int[]: int[] has lengths that no value has")]
    [InlineData("[LlmTool, System.Runtime.InteropServices.UnmanagedCallersOnly] public static int T(int p) => 1;", "LLM1005 T cannot be a tool: it is called by unmanaged code only")]
    [InlineData("public class P { public required int X; public int Y { get; set; } } " + Doc + "[LlmTool] public static int T(P p) => 1;", "LLM1001 Parameter p of tool method T has the type P: P requires X, which is not set from JSON: let it be read, or mark the constructor with [SetsRequiredMembers]")]
    [InlineData("public class P { [System.Text.Json.Serialization.JsonIgnore] public required int X { get; set; } public int Y { get; set; } } " + Doc + "[LlmTool] public static int T(P p) => 1;", "LLM1001 Parameter p of tool method T has the type P: P requires X, which is not set from JSON: let it be read, or mark the constructor with [SetsRequiredMembers]")]
    [InlineData("public class P { public P(int x) => X = x; public required int X { get; set; } } " + Doc + "[LlmTool] public static int T(P p) => 1;", "LLM1001 Parameter p of tool method T has the type P: P requires X, which is not set from JSON: let it be read, or mark the constructor with [SetsRequiredMembers]")]
    [InlineData("[LlmTool] public static int T(System.Numerics.Vector3 p) => 1;", "LLM1001 Parameter p of tool method T has the type Vector3: Vector3 has no member that can be set: give one a setter, or mark fields with [JsonInclude]")]
    [InlineData("public class P { public System.Collections.Generic.List<int> Items { get; } = []; } " + Doc + "[LlmTool] public static int T(P p) => 1;", "LLM1001 Parameter p of tool method T has the type P: P has no member that can be set: give one a setter, or mark fields with [JsonInclude]")]
    [InlineData("[LlmTool] public static int T(System.ReadOnlyMemory<byte> p) => 1;", "LLM1001 Parameter p of tool method T has the type ReadOnlyMemory<byte>: ReadOnlyMemory<byte> is text in JSON: take byte[]")]
    [InlineData("[LlmTool] public static int T(System.Text.Json.Nodes.JsonObject p) => 1;", "LLM1001 Parameter p of tool method T has the type JsonObject: JsonObject is one kind of JSON: take JsonElement or JsonNode")]
    public async Task Errors(string member, string expected)
    {
        var (reports, output) = await RunAsync(Doc + member);
        reports.Where(report => !report.StartsWith("LLM1008", StringComparison.Ordinal)).ShouldBe([expected]);
        string.Concat(output.Files.Values).ShouldContain("OtherTool");
        if (!expected.StartsWith("LLM1002", StringComparison.Ordinal))
            string.Concat(output.Files.Values).ShouldNotContain(" TTool");
    }

    [Fact]
    public async Task Nothing_is_said_about_a_good_tool() => (await RunAsync("""
        /// <summary>Does it.</summary>
        /// <param name="a">What.</param>
        /// <param name="b">Which.</param>
        /// <param name="token">Cancels.</param>
        [LlmTool("do_it-2")] public System.Threading.Tasks.Task<int> DoAsync(in int a, System.Collections.Generic.List<System.Guid> b, System.Threading.CancellationToken token) => System.Threading.Tasks.Task.FromResult(1);
        """)).Reports.ShouldBeEmpty();

    [Theory]
    [InlineData("[CustomValidation(typeof(Host), \"x\")] string p", "[CustomValidation] of tool T is not enforced: it finds its method by reflection: derive an attribute from ValidationAttribute that overrides IsValid(object)")]
    [InlineData("[Length(1, 2)] int p", "[Length] of tool T is not enforced: it means nothing for int")]
    [InlineData("[Range(1, 2)] string p", "[Range] of tool T is not enforced: its bounds are no values of string")]
    [InlineData("[Range(typeof(System.DateOnly), \"2026-13-01\", \"2027-01-01\")] System.DateOnly p", "[Range] of tool T is not enforced: its bounds are no values of DateOnly")]
    [InlineData("[EmailAddress] System.Uri p", "[EmailAddress] of tool T is not enforced: it means nothing for Uri")]
    [InlineData("[CreditCard] int p", "[CreditCard] of tool T is not enforced: it means nothing for int")]
    [InlineData("[Phone] System.Uri p", "[Phone] of tool T is not enforced: it means nothing for Uri")]
    [InlineData("[FileExtensions] string[] p", "[FileExtensions] of tool T is not enforced: it means nothing for string[]")]
    [InlineData("[AllowedValues(System.AttributeTargets.Class)] System.AttributeTargets p", "[AllowedValues] of tool T is not enforced: it means nothing for AttributeTargets")]
    [InlineData("[AllowedValues(true)] bool p", "[AllowedValues] of tool T is not enforced: it means nothing for bool")]
    [InlineData("[Contextual] int p", "[Contextual] of tool T is not enforced: it asks for a ValidationContext, which arguments do not have: override IsValid(object)")]
    [InlineData("[Host.Private] int p", "[Private] of tool T is not enforced: PrivateAttribute is private: make it internal, so that the generated code can name it")]
    public async Task Annotations_that_are_not_enforced_are_named(string parameter, string expected)
    {
        var (reports, output) = await AnalyzeAsync($$"""
            using SdkGen; using System.ComponentModel.DataAnnotations;
            namespace Demo;
            public class Host
            {
                {{Doc}}[LlmTool] public static int T({{parameter}}) => 1;
                private sealed class PrivateAttribute : ValidationAttribute { public override bool IsValid(object? value) => true; }
            }
            public sealed class ContextualAttribute : ValidationAttribute { protected override ValidationResult? IsValid(object? value, ValidationContext context) => null; }
            """);
        reports.ShouldBe(["LLM1030 " + expected]);
        string.Concat(output.Files.Values).ShouldContain(" TTool");
    }

    [Fact]
    public async Task An_annotation_of_a_member_is_named_at_the_parameter()
    {
        var (reports, _) = await AnalyzeAsync($$"""
            using SdkGen; using System.ComponentModel.DataAnnotations;
            namespace Demo;
            public sealed class Account { public string Name { get; set; } = ""; [Compare("Name")] public string Again { get; set; } = ""; }
            public class Host { {{Doc}}[LlmTool] public static int T(Account p) => 1; }
            """);
        reports.ShouldBe(["LLM1030 [Compare] of tool T is not enforced: it compares with another member, which a contract does not know: compare in the method"]);
    }

    [Theory]
    [InlineData("public List<string> Tags { get; } = [];")]
    [InlineData("public ISet<string> Tags { get; } = new HashSet<string>();")]
    [InlineData("public Dictionary<string, int> Tags { get; } = [];")]
    [InlineData("[JsonObjectCreationHandling(JsonObjectCreationHandling.Populate)] public List<string> Tags { get; } = [];")]
    public async Task A_collection_that_nothing_can_set_is_named(string member) =>
        (await TakingAsync(member)).ShouldBe(["LLM1033 Tags of Order, which tool T takes, has no setter, so no argument fills it and no schema has it: give it an init, or mark it with [JsonIgnore]"]);

    [Theory]
    [InlineData("public List<string> Tags { get; init; } = [];")]
    [InlineData("[JsonIgnore] public List<string> Tags { get; } = [];")]
    [InlineData("public IReadOnlyList<string> Tags { get; } = [];")]
    [InlineData("public ReadOnlyCollection<string> Tags { get; } = new(new List<string>());")]
    [InlineData("public ImmutableList<string> Tags { get; } = [];")]
    [InlineData("public List<string> Tags => [Name];")]
    [InlineData("public List<string> Tags { get { return [Name]; } }")]
    [InlineData("public int Length { get; }")]
    public async Task A_collection_that_comes_from_arguments_or_is_none_of_theirs_is_not_named(string member) =>
        (await TakingAsync(member)).ShouldBeEmpty();

    private static async Task<IReadOnlyList<string>> TakingAsync(string member) => (await AnalyzeAsync($$"""
        using SdkGen; using System.Collections.Generic; using System.Collections.Immutable; using System.Collections.ObjectModel; using System.Text.Json.Serialization;
        namespace Demo;
        public sealed class Order { public string Name { get; set; } = ""; {{member}} }
        public class Host { {{Doc}}[LlmTool] public static int T(Order p) => 1; }
        """)).Reports;

    [Fact]
    public async Task What_is_not_described_is_worth_a_word()
    {
        (await RunAsync("[LlmTool] public int T() => 1;")).Reports.ShouldBe(["LLM1004 T has no description, so the model can only guess what it is for: write a <summary> or a [Description]"]);
        (await RunAsync("/// <summary>x</summary>\n[LlmTool] public int T(int p) => 1;")).Reports.ShouldBe(["LLM1008 Parameter p of tool T has no description: write a <param> or a [Description]"]);
        (await RunAsync("[System.ComponentModel.Description(\"x\")] [LlmTool] public int T([System.ComponentModel.Description(\"x\")] int p) => 1;")).Reports.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("public class G<T> { /// <summary>x</summary>\n[LlmTool] public int M() => 1; }", "LLM1005 M cannot be a tool: G is generic, and nobody says which type is meant: write [assembly: LlmTools<G<…>>]")]
    [InlineData("public class O { private class P { /// <summary>x</summary>\n[LlmTool] public int M() => 1; } }", "LLM1005 M cannot be a tool: P is private to its file or class: make it internal")]
    [InlineData("file class F { /// <summary>x</summary>\n[LlmTool] public int M() => 1; }", "LLM1005 M cannot be a tool: F is private to its file or class: make it internal")]
    [InlineData("public ref struct R { /// <summary>x</summary>\n[LlmTool] public int M() => 1; }", "LLM1005 M cannot be a tool: R is a ref struct")]
    [InlineData("public class C { private int _x; /// <summary>x</summary>\n[LlmTool] public ref int M() => ref _x; }", "LLM1005 M cannot be a tool: it returns by reference")]
    [InlineData("public interface I { /// <summary>x</summary>\n[LlmTool] static abstract int M(); }", "LLM1005 M cannot be a tool: it is a static abstract member, which has no one implementation")]
    public async Task Classes_that_generated_code_cannot_name(string type, string expected)
    {
        var (reports, output) = await AnalyzeAsync("using SdkGen; namespace Demo; " + type);
        reports.ShouldBe([expected]);
        output.Files.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(LanguageVersion.CSharp11, "LLM1005 M cannot be a tool: generated code is written in C# 12: set <LangVersion>12</LangVersion> or a later one")]
    [InlineData(LanguageVersion.CSharp12, null)]
    public async Task Code_that_the_project_could_not_compile_is_not_emitted(LanguageVersion version, string? expected)
    {
        var (reports, output) = await AnalyzeAsync("using SdkGen; namespace Demo; public static class H { /// <summary>x</summary>\n[LlmTool] public static int M() => 1; }", version);
        reports.ShouldBe(expected is null ? [] : [expected]);
        output.Files.Count.ShouldBe(expected is null ? 1 : 0);
    }

    [Theory]
    [InlineData("extension(string s) { /// <summary>x</summary>\n[LlmTool] public int M() => 1; }")]
    [InlineData("extension(string) { /// <summary>x</summary>\n[LlmTool] public static int M() => 1; }")]
    public async Task Members_of_extension_blocks(string block)
    {
        var (reports, output) = await AnalyzeAsync($"using SdkGen; namespace Demo; public static class H {{ {block} }}");
        reports.ShouldBe(["LLM1005 M cannot be a tool: it is a member of an extension block: make it a static method that takes what it extends"]);
        output.Files.ShouldBeEmpty();
    }

    private static Task<(string[] Reports, GeneratorOutput Output)> RunAsync(string member) => AnalyzeAsync($$"""
        using SdkGen;
        namespace Demo;
        public class Host
        {
        {{member}}
            /// <summary>x</summary>
            [LlmTool] public static int Other() => 1;
        }
        """);

    private static async Task<(string[] Reports, GeneratorOutput Output)> AnalyzeAsync(string source, LanguageVersion version = LanguageVersion.Preview)
    {
        var output = new GeneratorHarness(() => new ToolGenerator()) { LanguageVersion = version }.RunUnchecked([source]);
        output.ShouldBeWellFormed();
        output.Compilation.GetDiagnostics(TestContext.Current.CancellationToken).Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error && diagnostic.Id is not "CS1998" and not "CS1572")
            .ShouldBeEmpty();
        var reports = await output.Compilation.WithAnalyzers([new ToolAnalyzer()]).GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
        return ([.. reports.OrderBy(report => report.Location.SourceSpan.Start).Select(report => $"{report.Id} {report.GetMessage(System.Globalization.CultureInfo.InvariantCulture)}")], output);
    }
}
