namespace SdkGen.Generators.Tests.Tools.Intercepted;

/// <summary>A program that calls <c>AIFunctionFactory.Create</c> in every way.</summary>
internal static class FactoryCalls
{
    public const string Source = """
        using System;
        using System.Collections.Generic;
        using System.ComponentModel;
        using System.ComponentModel.DataAnnotations;
        using System.Linq;
        using System.Text.Json;
        using System.Threading;
        using System.Threading.Tasks;
        using Microsoft.Extensions.AI;
        using Microsoft.Extensions.DependencyInjection;

        namespace Demo;

        public enum Unit { Celsius, Fahrenheit }

        public sealed record Place(string City, Unit Unit = Unit.Celsius, string? Note = null);

        public class Shop(string name)
        {
            [Description("Sells something.")]
            public virtual string Sell([Description("What.")] string item, int count = 1) => $"{name}: {count} {item}";
            public string Sell(Place place) => place.ToString();
            public AIFunction Own() => AIFunctionFactory.Create(Secret);
            private string Secret(int x) => name + x;
        }

        public sealed class Bookshop() : Shop("books")
        {
            public override string Sell(string item, int count) => "book " + base.Sell(item, count);
            public AIFunction Base() => AIFunctionFactory.Create((Func<string, int, string>)base.Sell, new AIFunctionFactoryOptions { Name = "base" });
        }

        public readonly struct Point(int x) { public int Plus(int y) => x + y; }

        public delegate int Mine(int a, int b);

        public static class Methods
        {
            [Description("Adds.")] public static int Add([Range(0, 100)] int a, int b = 3) => a + b;
            public static async Task<string> GetForecastAsync(string city, Unit unit = Unit.Celsius, CancellationToken token = default) { await Task.Yield(); token.ThrowIfCancellationRequested(); return city + unit; }
            public static async ValueTask<Place> Async_Find_Async(Place place) { await Task.Yield(); return place with { Note = "found" }; }
            public static async Task NothingAsync() => await Task.Yield();
            public static ValueTask Soon(int x) => default;
            public static void Nothing(List<int> numbers, Dictionary<string, double?>? map = null) { }
            public static async IAsyncEnumerable<int> CountAsync(int to) { for (var i = 1; i <= to; i++) { await Task.Yield(); yield return i; } }
            public static AIContent Picture() => new TextContent("seen");
            public static IEnumerable<AIContent> Pictures() => [new TextContent("a"), new TextContent("b")];
            public static string? Null() => null;
            public static int? NoNumber(int? x) => x;
            public static string Throws(int x) => throw new TimeoutException("too late " + x);
            public static Task<string> ThrowsLater(int x) => Task.FromException<string>(new TimeoutException("too late " + x));
            public static Task<string> NoTask() => null!;
            public static string Services(IServiceProvider services, string text) => services.GetRequiredService<string>() + text;
            public static string Maybe(IServiceProvider? services = null) => services is null ? "none" : "some";
            public static string Arguments(AIFunctionArguments arguments, int x) => string.Join(",", arguments.Keys.Order()) + x;
            public static string Join(params string[] parts) => string.Join('+', parts);
            [AIFunctionName("named_by_attribute")] public static string Named([AIParameterName("the-city")] string city) => city;
            [DisplayName("displayed")] public static string Displayed(DateTime when, Guid id, TimeSpan span, decimal price, char c, byte[] data, Uri link, DateOnly day) => $"{when:O} {id} {span} {price} {c} {data.Length} {link} {day:O}";
            public static T Same<T>(T value) => value;
            public static string Element(JsonElement value) => value.GetRawText();
            public static string Length([Length(2, 4)] string text, [RegularExpression("[a-z]+")] string? word = null) => text + word;
            public static int Sum(IEnumerable<int> numbers, HashSet<string>? tags = null, IReadOnlyDictionary<string, Place>? places = null) => numbers.Sum() + (tags?.Count ?? 0) + (places?.Count ?? 0);
            public static bool Kinds(bool a, long b, double c, float d, short e, byte f, uint g, ulong h, Half i, DateTimeOffset j) => a;
        }

        public static class Extensions { public static string Twice(this string text) => text + text; }

        public static class Calls
        {
            private static int Hidden(int x) => x * 2;

            public static AIFunction[] All()
            {
                var captured = "captured ";
                static int Local(int x, int y = 7) => x + y;
                async Task<string> LaterAsync(string text) { await Task.Yield(); return captured + text; }
                var shop = new Shop("shop");
                return
                [
                    AIFunctionFactory.Create(Methods.Add),
                    AIFunctionFactory.Create(Methods.Add, "sum", "Sums."),
                    AIFunctionFactory.Create(Methods.Add, description: "Only described."),
                    AIFunctionFactory.Create(serializerOptions: null, method: Methods.Add, name: "turned"),
                    AIFunctionFactory.Create(Methods.GetForecastAsync),
                    AIFunctionFactory.Create(Methods.Async_Find_Async),
                    AIFunctionFactory.Create(Methods.NothingAsync),
                    AIFunctionFactory.Create(Methods.Soon),
                    AIFunctionFactory.Create(Methods.Nothing),
                    AIFunctionFactory.Create(Methods.CountAsync),
                    AIFunctionFactory.Create(Methods.Picture),
                    AIFunctionFactory.Create(Methods.Pictures),
                    AIFunctionFactory.Create(Methods.Null),
                    AIFunctionFactory.Create(Methods.NoNumber),
                    AIFunctionFactory.Create(Methods.Throws),
                    AIFunctionFactory.Create(Methods.ThrowsLater),
                    AIFunctionFactory.Create(Methods.NoTask),
                    AIFunctionFactory.Create(Methods.Services),
                    AIFunctionFactory.Create(Methods.Maybe),
                    AIFunctionFactory.Create(Methods.Arguments),
                    AIFunctionFactory.Create(Methods.Join),
                    AIFunctionFactory.Create(Methods.Named),
                    AIFunctionFactory.Create(Methods.Displayed),
                    AIFunctionFactory.Create(Methods.Same<int>),
                    AIFunctionFactory.Create(Methods.Same<Place>),
                    AIFunctionFactory.Create(Methods.Element),
                    AIFunctionFactory.Create(Methods.Length),
                    AIFunctionFactory.Create(Methods.Sum),
                    AIFunctionFactory.Create(Methods.Kinds),
                    AIFunctionFactory.Create("a".Twice),
                    AIFunctionFactory.Create((Func<string, int, string>)shop.Sell),
                    AIFunctionFactory.Create((Func<Place, string>)shop.Sell, "sell_place"),
                    AIFunctionFactory.Create((Func<string, int, string>)((Shop)new Bookshop()).Sell, "sell_virtually"),
                    new Bookshop().Base(),
                    shop.Own(),
                    AIFunctionFactory.Create(new Point(4).Plus),
                    AIFunctionFactory.Create(Hidden),
                    AIFunctionFactory.Create(Local),
                    AIFunctionFactory.Create(LaterAsync),
                    AIFunctionFactory.Create(() => 5),
                    AIFunctionFactory.Create((int x, string y = "z") => x + y),
                    AIFunctionFactory.Create(static (params int[] xs) => xs.Length),
                    AIFunctionFactory.Create((Func<int, int>)(x => x + 1), "cast"),
                    AIFunctionFactory.Create(new Mine((a, b) => a * b)),
                    AIFunctionFactory.Create(async ([Description("Who.")] string name, CancellationToken token) => { await Task.Yield(); return captured + name; }),
                    AIFunctionFactory.Create([Description("Described lambda.")] (Place place) => place),
                    AIFunctionFactory.Create(delegate (int a) { return a; }),
                    AIFunctionFactory.Create(Methods.Add, new AIFunctionFactoryOptions { Name = "with_options", Description = "d", AdditionalProperties = new Dictionary<string, object?> { ["a"] = 1 } }),
                    AIFunctionFactory.Create(Methods.Add, (AIFunctionFactoryOptions?)null),
                    AIFunctionFactory.Create(Methods.Add, new AIFunctionFactoryOptions { Name = "no_result_schema", ExcludeResultSchema = true }),
                    AIFunctionFactory.Create(Methods.Add, new AIFunctionFactoryOptions { Name = "marshalled", MarshalResult = (result, type, token) => new($"<{result}:{type}>") }),
                    AIFunctionFactory.Create(Methods.NothingAsync, new AIFunctionFactoryOptions { Name = "marshalled_nothing", MarshalResult = (result, type, token) => new($"<{result}:{type}>") }),
                    AIFunctionFactory.Create(Methods.CountAsync, new AIFunctionFactoryOptions { Name = "marshalled_stream", MarshalResult = (result, type, token) => new($"<{type}>") }),
                    AIFunctionFactory.Create(Methods.Add, new AIFunctionFactoryOptions { Name = "bound", ConfigureParameterBinding = p => p.Name == "b" ? new() { ExcludeFromSchema = true, BindParameter = (_, arguments) => 100 } : default }),
                    AIFunctionFactory.Create(Methods.Async_Find_Async, new AIFunctionFactoryOptions { Name = "other_json", SerializerOptions = new JsonSerializerOptions(AIJsonUtilities.DefaultOptions) { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseUpper } }),
                ];
            }

            public static AIFunction Nothing() => AIFunctionFactory.Create((Func<int>)null!);
        }
        """;
}
