using System.ComponentModel;
using System.Text.Json;
using Microsoft.Extensions.AI;
using SdkGen;

// A program that made functions of its methods before it knew SdkGen. Where reflection-based serialization is off, as with NativeAOT, the factory could not make the first one.
var perKilometre = 0.5;
AIFunction[] functions =
[
    AIFunctionFactory.Create(Trips.BookAsync),
    AIFunctionFactory.Create((int kilometres) => kilometres * perKilometre, "price", "Says what a trip costs."),
    AIFunctionFactory.Create(Greet, new AIFunctionFactoryOptions { Name = "greet" }),
];
string[] arguments = ["""{"trip":{"from":"Rome","to":"Oslo","day":"2026-01-31"},"back":true}""", """{"kilometres":80}""", """{"name":"Ada"}"""];

for (var i = 0; i < functions.Length; i++)
{
    var result = await functions[i].InvokeAsync(new AIFunctionArguments(JsonElement.Parse(arguments[i]).EnumerateObject().ToDictionary(argument => argument.Name, argument => (object?)argument.Value)));
    Console.WriteLine($"{(functions[i] is InterceptedFunction ? "generated" : "reflected")} {functions[i].Name}, {functions[i].Description} {result}");
}

static string Greet(string name) => $"Hello {name}";

internal static class Trips
{
    [Description("Books a trip.")]
    public static async Task<Trip[]> BookAsync(Trip trip, bool back = false, CancellationToken cancellationToken = default)
    {
        await Task.Delay(1, cancellationToken);
        return back ? [trip, new Trip(trip.To, trip.From, trip.Day.AddDays(1))] : [trip];
    }
}

internal sealed record Trip(string From, string To, DateOnly Day);
