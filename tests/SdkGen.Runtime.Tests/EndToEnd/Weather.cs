using System.ComponentModel.DataAnnotations;

namespace SdkGen.Runtime.Tests.EndToEnd;

/// <summary>Tools of the end-to-end tests.</summary>
public static class Weather
{
    /// <summary>Gets the forecast for a city.</summary>
    /// <param name="city">City name, for example "Paris".</param>
    /// <param name="days">How many days ahead.</param>
    [LlmTool]
    public static Forecast GetForecast([Length(1, 80)] string city, [Range(1, 14)] int days = 3) => new(city, days, 21);

    /// <summary>Gets the local time of a city.</summary>
    /// <param name="city">City name.</param>
    [LlmTool]
    public static string GetTime(string city) => $"12:00 in {city}";
}

/// <summary>A forecast.</summary>
public sealed record Forecast(string City, int Days, int Celsius);
