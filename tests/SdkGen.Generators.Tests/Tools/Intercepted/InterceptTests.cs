using System.Text.Json;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using SdkGen.Generators.Tests.Harness;
using SdkGen.Generators.Tools.Intercepted;

namespace SdkGen.Generators.Tests.Tools.Intercepted;

/// <summary>Intercepted calls of the factory beside the factory itself: one program, compiled with and without, whose functions cannot be told apart.</summary>
public class InterceptTests
{
    private static readonly IServiceProvider s_services = new ServiceCollection().AddSingleton("service ").BuildServiceProvider();

    private static readonly Lazy<(AIFunction[] Generated, AIFunction[] Original)> s_functions = new(() => (Functions(wanted: true), Functions(wanted: false)));

    /// <summary>Arguments that models and programs send, fit or not.</summary>
    private static readonly string[] s_arguments =
    [
        "{}", """{"a":1}""", """{"a":1,"b":2}""", """{"a":"5","b":2}""", """{"a":"x"}""", """{"a":null}""", """{"a":1,"b":null}""", """{"a":1,"zzz":[1]}""", """{"A":1}""", """{"a":500}""", """{"a":1.5}""",
        """{"x":3}""", """{"x":3,"y":4}""", """{"x":"3"}""", """{"x":null}""", """{"x":3,"y":"w"}""", """{"x":{}}""",
        """{"city":"Oslo"}""", """{"city":"Oslo","unit":"Fahrenheit"}""", """{"city":"Oslo","unit":"fahrenheit"}""", """{"city":"Oslo","unit":1}""", """{"city":"Oslo","unit":"Kelvin"}""", """{"city":7}""", """{"the-city":"Rome"}""",
        """{"place":{"city":"Oslo"}}""", """{"place":{"city":"Oslo","unit":"Fahrenheit","note":"n"}}""", """{"place":{"CITY":"Oslo"}}""", """{"place":{"city":"Oslo","more":1}}""", """{"place":{}}""", """{"place":null}""", """{"place":"{\"city\":\"Oslo\"}"}""", """{"place":[]}""",
        """{"numbers":[1,2]}""", """{"numbers":[1,2],"map":{"a":1,"b":null}}""", """{"numbers":[]}""", """{"numbers":["1"]}""", """{"numbers":"[1,2]"}""", """{"numbers":[1],"tags":["a","a"],"places":{"x":{"city":"c"}}}""",
        """{"to":3}""", """{"text":"hello"}""", """{"text":"abc","word":"ABC"}""", """{"text":5}""", """{"parts":["a","b"]}""", """{"parts":null}""", """{"xs":[1,2,3]}""", """{"name":"Ada"}""", """{"item":"tea"}""", """{"item":"tea","count":2}""", """{"y":6}""",
        """{"value":5}""", """{"value":{"city":"Oslo"}}""", """{"value":[1,"x"]}""", """{"value":null}""",
        """{"when":"2026-01-31T10:20:30Z","id":"0f8fad5b-d9cb-469f-a165-70867728950e","span":"01:02:03","price":1.10,"c":"x","data":"AQID","link":"https://a.b/c","day":"2026-01-31"}""",
        """{"when":"soon","id":"0f8fad5b-d9cb-469f-a165-70867728950e","span":"01:02:03","price":1.10,"c":"x","data":"AQID","link":"https://a.b/c","day":"2026-01-31"}""",
        """{"a":true,"b":1,"c":1.5,"d":2.5,"e":3,"f":4,"g":5,"h":6,"i":0.5,"j":"2026-01-31T10:20:30+01:00"}""",
    ];

    [Fact]
    public void Functions_are_generated_for_all_calls_that_can_be()
    {
        var (generated, original) = s_functions.Value;
        generated.Length.ShouldBe(original.Length);
        original.ShouldAllBe(function => function.GetType().Name == "ReflectionAIFunction");
        string[] factorys = ["marshalled_stream", "bound", "other_json", "sell_virtually"]; // Options, or an override, decide there at run time.
        foreach (var function in generated)
            (function.GetType() == typeof(SdkGen.InterceptedFunction)).ShouldBe(!factorys.Contains(function.Name), function.Name);
    }

    [Fact]
    public void They_say_the_same_of_themselves()
    {
        foreach (var (generated, original) in Pairs())
        {
            generated.Name.ShouldBe(original.Name);
            generated.Description.ShouldBe(original.Description, original.Name);
            generated.AdditionalProperties.ShouldBe(original.AdditionalProperties, original.Name);
            generated.UnderlyingMethod!.ToString().ShouldBe(original.UnderlyingMethod!.ToString(), original.Name);
            generated.JsonSerializerOptions.Encoder.ShouldBe(original.JsonSerializerOptions.Encoder);
            (generated.ReturnJsonSchema is null).ShouldBe(original.ReturnJsonSchema is null, original.Name);
            generated.ToString().ShouldBe(original.ToString());
            generated.GetService<LlmTool>().ShouldBeNull();
        }
    }

    [Fact]
    public void Their_schemas_take_the_same_arguments()
    {
        var taken = 0;
        foreach (var (generated, original) in Pairs())
        {
            var properties = generated.JsonSchema.GetProperty("properties").EnumerateObject().Select(property => property.Name);
            properties.ShouldBe(original.JsonSchema.GetProperty("properties").EnumerateObject().Select(property => property.Name), original.Name);
            Required(generated).ShouldBe(Required(original), original.Name);
            foreach (var json in s_arguments)
            {
                // Of a generic method's parameter the factory does not know whether it may be null; its schema says that it may, ours what the type argument says.
                if (original.Name == "Same" && json.Contains("null", StringComparison.Ordinal))
                    continue;
                using var document = JsonDocument.Parse(json);
                var ours = SchemaVerdict.Accepts(generated.JsonSchema, document.RootElement);
                ours.ShouldBe(SchemaVerdict.Accepts(original.JsonSchema, document.RootElement), $"{original.Name} {json}\n{generated.JsonSchema}\n{original.JsonSchema}");
                taken += ours ? 1 : 0;
            }
        }

        taken.ShouldBeGreaterThan(200);
    }

    [Fact]
    public async Task They_do_the_same_with_every_json()
    {
        var ran = 0;
        foreach (var (generated, original) in Pairs())
        {
            foreach (var json in s_arguments)
            {
                var expected = await OutcomeAsync(original, Elements(json));
                (await OutcomeAsync(generated, Elements(json))).ShouldBe(expected, $"{original.Name} {json}");
                ran += expected.Contains("Exception", StringComparison.Ordinal) ? 0 : 1;
            }
        }

        ran.ShouldBeGreaterThan(200);
    }

    [Fact]
    public async Task They_do_the_same_with_values_of_a_program()
    {
        AIFunctionArguments[] all =
        [
            new() { ["a"] = 1, ["b"] = 2 }, new() { ["a"] = 1L }, new() { ["a"] = 2.0 }, new() { ["a"] = "7" }, new() { ["a"] = "seven" }, new() { ["a"] = null }, new() { ["a"] = new object() },
            new() { ["x"] = 3 }, new() { ["city"] = "Oslo", ["unit"] = DayOfWeek.Friday }, new() { ["numbers"] = new List<int> { 1, 2 } }, new() { ["numbers"] = new[] { 1, 2 } }, new() { ["text"] = "t" }, new() { ["text"] = 't' },
            new() { ["place"] = System.Text.Json.Nodes.JsonNode.Parse("""{"city":"Oslo"}""") }, new() { ["place"] = new { city = "Oslo" } }, new() { ["place"] = """{"city":"Oslo"}""" }, new() { ["parts"] = new[] { "a" } },
            new(StringComparer.OrdinalIgnoreCase) { ["A"] = 1 }, new() { ["value"] = JsonDocument.Parse("5") }, new() { ["to"] = 2 }, new() { ["name"] = "Ada" },
        ];
        foreach (var (generated, original) in Pairs())
        {
            foreach (var arguments in all)
                (await OutcomeAsync(generated, arguments)).ShouldBe(await OutcomeAsync(original, arguments), $"{original.Name} {string.Join(",", arguments.Select(pair => $"{pair.Key}={pair.Value}"))}");
        }
    }

    [Fact]
    public async Task Services_cancellation_and_their_absence_are_the_same()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        foreach (var (generated, original) in Pairs().Where(pair => pair.Original.Name is "Services" or "Maybe" or "GetForecast"))
        {
            AIFunctionArguments Arguments() => new(Elements("""{"text":"t","city":"Oslo"}""")) { Services = s_services };
            (await OutcomeAsync(generated, Arguments())).ShouldBe(await OutcomeAsync(original, Arguments()));
            (await OutcomeAsync(generated, Elements("""{"text":"t"}"""))).ShouldBe(await OutcomeAsync(original, Elements("""{"text":"t"}""")));
            (await OutcomeAsync(generated, Arguments(), cancelled.Token)).ShouldBe(await OutcomeAsync(original, Arguments(), cancelled.Token));
        }
    }

    [Fact]
    public void A_delegate_that_is_null_is_refused_alike()
    {
        // A null delegate is not seen to be a method, so that call stays the factory's.
        var calls = Compile(wanted: true).Load().GetType("Demo.Calls")!.GetMethod("Nothing")!;
        Should.Throw<System.Reflection.TargetInvocationException>(() => calls.Invoke(null, null)).InnerException.ShouldBeOfType<ArgumentNullException>();
        Should.Throw<ArgumentNullException>(() => SdkGen.InterceptedFunction.Create(null!, null, _ => null!)).ParamName.ShouldBe("method");
    }

    [Fact]
    public void Nothing_is_emitted_where_it_is_not_asked_for() => Compile(wanted: false).Files.ShouldBeEmpty();

    [Fact]
    public void Equal_methods_share_one_function()
    {
        var files = Compile(wanted: true).Files;
        files.Keys.Count(name => name.StartsWith("SdkGen.Intercepted.Add", StringComparison.Ordinal)).ShouldBe(1);
        files["SdkGen.Intercepted.Add.g.cs"].Split("InterceptsLocation(1").Length.ShouldBeGreaterThan(8);
        files["SdkGen.Intercepted.Add.g.cs"].ShouldContain("new(global::Demo.Methods.Add(arguments.a, arguments.b))");
        files.Values.ShouldAllBe(text => !text.Contains("<c></c>"));
    }

    internal static GeneratorHarness Harness(bool wanted)
    {
        var harness = new GeneratorHarness(() => new InterceptGenerator());
        if (wanted)
        {
            harness.Properties["SdkGenInterceptAIFunctionFactory"] = "true";
            harness.Features["InterceptorsNamespaces"] = "SdkGen.Intercepted";
        }

        return harness;
    }

    private static GeneratorOutput Compile(bool wanted) => Harness(wanted).Run(FactoryCalls.Source);

    private static AIFunction[] Functions(bool wanted)
    {
        var output = Compile(wanted);
        return (AIFunction[])output.Load().GetType("Demo.Calls")!.GetMethod("All")!.Invoke(null, null)!;
    }

    private static IEnumerable<(AIFunction Generated, AIFunction Original)> Pairs() => s_functions.Value.Generated.Zip(s_functions.Value.Original);

    private static string[] Required(AIFunction function) =>
        function.JsonSchema.TryGetProperty("required", out var required) ? [.. required.EnumerateArray().Select(name => name.GetString()!)] : [];

    private static AIFunctionArguments Elements(string json)
    {
        using var document = JsonDocument.Parse(json);
        return new(document.RootElement.EnumerateObject().ToDictionary(member => member.Name, member => (object?)member.Value.Clone()));
    }

    private static async Task<string> OutcomeAsync(AIFunction function, AIFunctionArguments arguments, CancellationToken cancellationToken = default)
    {
        try
        {
            return await function.InvokeAsync(arguments, cancellationToken) switch
            {
                null => "null",
                JsonElement element => $"json {System.Text.Json.Nodes.JsonNode.Parse(element.GetRawText())?.ToJsonString() ?? "null"}",
                IEnumerable<AIContent> contents => $"contents {string.Join('|', contents)}",
                var other => $"{other.GetType().Name} {other}",
            };
        }
        catch (Exception exception)
        {
            return $"{exception.GetType().FullName}: {exception.Message}";
        }
    }
}
