namespace SdkGen.Benchmarks.Pipeline;

/// <summary>A tool that does next to nothing.</summary>
internal static class LoopTool
{
    /// <summary>Gets the forecast for a city.</summary>
    /// <param name="city">City name.</param>
    /// <param name="days">How many days ahead.</param>
    /// <param name="metric">Whether temperatures are in Celsius.</param>
    [LlmTool] public static string Forecast(string city, int days = 3, bool metric = true) => days > 0 && metric ? city : "";
}
