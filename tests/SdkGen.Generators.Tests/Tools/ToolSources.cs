namespace SdkGen.Generators.Tests.Tools;

/// <summary>User code with tools.</summary>
internal static class ToolSources
{
    public const string Weather = """
        using System.ComponentModel.DataAnnotations;
        using System.Threading;
        using System.Threading.Tasks;
        using SdkGen;

        namespace Demo;

        public static class Weather
        {
            /// <summary>Gets the forecast for a city.</summary>
            /// <param name="city">City name, for example "Paris".</param>
            /// <param name="days">How many days ahead.</param>
            /// <param name="unit">Unit of the temperature.</param>
            [LlmTool]
            public static Task<Forecast> GetForecastAsync(
                [Length(1, 80)] string city, [Range(1, 14)] int days = 3, TemperatureUnit unit = TemperatureUnit.Celsius,
                CancellationToken cancellationToken = default) =>
                Task.FromResult(new Forecast(city, days, unit, 21.5));
        }

        /// <summary>A forecast.</summary>
        public sealed record Forecast(string City, int Days, TemperatureUnit Unit, double Degrees);

        public enum TemperatureUnit { Celsius, Fahrenheit }
        """;

    public const string Trips = """
        using System;
        using System.Collections.Generic;
        using System.ComponentModel;
        using System.ComponentModel.DataAnnotations;
        using System.Text.Json;
        using System.Text.Json.Serialization;
        using System.Threading.Tasks;
        using SdkGen;

        namespace Demo;

        /// <summary>A journey.</summary>
        /// <param name="Name">What it is called.</param>
        public sealed record Trip(string Name, DateOnly Start, List<Stop> Stops, TravelClass Class = TravelClass.Second)
        {
            /// <summary>Money to spend, in <see cref="Currency"/>.</summary>
            [Range(typeof(decimal), "0.01", "100000")]
            public decimal? Budget { get; init; }

            public string Currency { get; init; } = "EUR";

            public List<string?> Notes { get; set; } = ["none"];

            [JsonPropertyName("e-mail"), EmailAddress]
            public string? Contact { get; set; }

            [JsonIgnore]
            public int Secret { get; set; }

            public int Length => Stops.Count;

            public Trip? Return { get; set; }
        }

        public readonly record struct Stop(string City, int Nights);

        public enum TravelClass { [JsonStringEnumMemberName("first")] First, [JsonStringEnumMemberName("second")] Second }

        public sealed class Planner
        {
            /// <summary>Books a trip.</summary>
            [LlmTool("book_trip", RequiresApproval = true)]
            public ValueTask<string> BookAsync([Description("The trip to book.")] Trip trip, Dictionary<string, int>? seats = null, params string[] tags) =>
                new(trip.Name + " " + trip.Currency + " " + trip.Notes[0] + " " + tags.Length);

            [LlmTool]
            public Trip Echo(Trip trip) => trip;

            [LlmTool]
            public static void Reset() { }

            [LlmTool]
            public Task PingAsync(IServiceProvider services, Guid? id, JsonElement extra, [AllowedValues("a", "b")] string choice = "a") => Task.CompletedTask;
        }
        """;
}
