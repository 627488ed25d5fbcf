using System.ComponentModel.DataAnnotations;

namespace SdkGen.Aot;

public enum TemperatureUnit
{
    Celsius,
    Fahrenheit,
}

public sealed record Forecast(string City, string Summary);

public static class Weather
{
    /// <summary>Gets the forecast for a city.</summary>
    /// <param name="city">City name, for example "Paris".</param>
    /// <param name="days">How many days ahead.</param>
    /// <param name="unit">The unit of temperatures.</param>
    /// <param name="cancellationToken">Cancels the question.</param>
    [LlmTool]
    public static Task<Forecast> GetForecastAsync(
        [StringLength(80, MinimumLength = 1)] string city, [Range(1, 14)] int days = 3, TemperatureUnit unit = TemperatureUnit.Celsius, CancellationToken cancellationToken = default) =>
        Task.FromResult(new Forecast(city, $"Rain, {days} days, {unit}"));
}
