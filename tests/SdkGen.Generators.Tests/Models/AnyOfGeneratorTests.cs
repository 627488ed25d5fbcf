using SdkGen.Generators.Models.AnyOf;
using SdkGen.Generators.Tests.Harness;

namespace SdkGen.Generators.Tests.Models;

/// <summary>Members that are constrained to models with a capability, written for combinations of models.</summary>
public class AnyOfGeneratorTests
{
    private const string Members = """
        using System.Collections.Generic;
        using SdkGen;
        namespace Demo;
        public enum Mood { Calm, Wild }
        public static partial class Painting
        {
            /// <summary>Paints.</summary>
            /// <typeparam name="TModel">The model.</typeparam>
            /// <param name="client">The client.</param>
            /// <param name="event">What to paint.</param>
            /// <param name="count">How many.</param>
            /// <param name="mood">How.</param>
            /// <param name="hint">More.</param>
            [LlmAnyOf(nameof(PaintAny))]
            public static List<IChatClient<TModel>?> Paint<TModel>(this IChatClient<TModel> client, string? @event, int count = 3, Mood mood = Mood.Wild, string hint = "a\"b")
                where TModel : ICallsTools, IAcceptsImages => PaintAny(client, @event, count, mood, hint);

            private static List<IChatClient<TModel>?> PaintAny<TModel>(IChatClient<TModel> client, string? what, int count, Mood mood, string hint)
                where TModel : IModel => [client];
        }
        """;

    [Fact]
    public void A_member_is_written_for_two_three_and_four_models()
    {
        var file = new GeneratorHarness(() => new AnyOfGenerator()).Run(Members).Files.ShouldHaveSingleItem();

        file.Key.ShouldBe("Demo.Painting.AnyOf.g.cs");
        file.Value.ShouldContain("""
                /// <inheritdoc cref="M:Demo.Painting.Paint``1(SdkGen.IChatClient{``0},System.String,System.Int32,Demo.Mood,System.String)"/>
                [global::System.CodeDom.Compiler.GeneratedCode("SdkGen", "0.1.0")]
                public static global::System.Collections.Generic.List<global::SdkGen.IChatClient<global::SdkGen.AnyOf<T1, T2>>?> Paint<T1, T2>(this global::SdkGen.IChatClient<global::SdkGen.AnyOf<T1, T2>> client, string? @event, int count = 3, global::Demo.Mood mood = (global::Demo.Mood)1, string hint = "a\"b")
                    where T1 : global::SdkGen.ICallsTools, global::SdkGen.IAcceptsImages
                    where T2 : global::SdkGen.ICallsTools, global::SdkGen.IAcceptsImages
                    => PaintAny<global::SdkGen.AnyOf<T1, T2>>(client, @event, count, mood, hint);
            """);
        file.Value.ShouldContain("Paint<T1, T2, T3>(");
        file.Value.ShouldContain("Paint<T1, T2, T3, T4>(");
    }

    [Fact]
    public void A_combination_that_can_is_taken_and_one_that_cannot_is_refused_by_the_compiler()
    {
        const string Models = "namespace Demo; public sealed class Able : SdkGen.ICallsTools, SdkGen.IAcceptsImages; public sealed class Blind : SdkGen.ICallsTools;";

        Compile("Able, Able").ShouldBeEmpty();
        Compile("Able, Able, Able, Able").ShouldBeEmpty();
        Compile("Able, Blind").ShouldContain("CS0311");
        Compile("Able, Able, Blind").ShouldContain("CS0311");

        static string[] Compile(string members) => [.. new GeneratorHarness(() => new AnyOfGenerator())
            .RunUnchecked([Members, Models, $$"""
                using SdkGen;
                namespace Demo;
                static class Use { static object M(IChatClient<AnyOf<{{members}}>> chat) => chat.Paint("x"); }
                """]).Compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity == Microsoft.CodeAnalysis.DiagnosticSeverity.Error).Select(diagnostic => diagnostic.Id)];
    }

    [Theory]
    [InlineData("public static partial class C { [SdkGen.LlmAnyOf(\"Body\")] public static void M() { } }")]
    [InlineData("public static partial class C { [SdkGen.LlmAnyOf(\"not a name\")] public static void M<T>(T value) where T : SdkGen.IModel { } }")]
    [InlineData("public static class Outer { public static partial class C { [SdkGen.LlmAnyOf(\"Body\")] public static void M<T>(T value) where T : SdkGen.IModel { } } }")]
    public void What_has_another_shape_is_left_alone(string code) =>
        new GeneratorHarness(() => new AnyOfGenerator()).RunUnchecked([code]).Files.ShouldBeEmpty();
}
