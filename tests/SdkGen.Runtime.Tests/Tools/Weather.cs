using System.ComponentModel.DataAnnotations;

namespace SdkGen.Runtime.Tests.Tools;

/// <summary>The tool class that every page of the documentation shows.</summary>
public static class Weather
{
    /// <summary>Gets the forecast for a city.</summary>
    /// <param name="city">City name, for example "Paris".</param>
    /// <param name="days">How many days ahead.</param>
    /// <param name="unit">Unit of the temperature.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    [LlmTool]
    public static Task<Forecast> GetForecastAsync(
        [Length(1, 80)] string city, [Range(1, 14)] int days = 3, TemperatureUnit unit = TemperatureUnit.Celsius, CancellationToken cancellationToken = default) =>
        Task.FromResult(new Forecast(city, days, unit, 21.5));

    /// <summary>Tells the time of a zone.</summary>
    /// <param name="zone">Hours from UTC.</param>
    [LlmTool("time-of")]
    public static string GetTime(double zone) => zone == 0 ? "12:00 «UTC»" : "later";
}

/// <summary>A forecast.</summary>
public sealed record Forecast(string City, int Days, TemperatureUnit Unit, double Degrees);

/// <summary>Unit of a temperature.</summary>
public enum TemperatureUnit
{
    /// <summary>Degrees Celsius.</summary>
    Celsius,

    /// <summary>Degrees Fahrenheit.</summary>
    Fahrenheit,
}
