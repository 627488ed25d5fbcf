using System.ComponentModel.DataAnnotations;
using SdkGen;

namespace Quickstart;

/// <summary>The weather, as far as this sample knows it.</summary>
public static class Weather
{
    /// <summary>Gets the forecast for a city.</summary>
    /// <param name="city">City name, for example "Paris".</param>
    /// <param name="days">How many days ahead.</param>
    [LlmTool]
    public static Forecast GetForecast([Length(1, 80)] string city, [Range(1, 14)] int days = 3) =>
        new(city, [.. Enumerable.Range(0, days).Select(day => new Day(day % 2 == 0 ? "sunny" : "light rain", 21 - (2 * day)))]);
}

/// <summary>The weather of the next days.</summary>
public sealed record Forecast(string City, IReadOnlyList<Day> Days);

/// <summary>The weather of one day.</summary>
public sealed record Day(string Sky, int Celsius);
