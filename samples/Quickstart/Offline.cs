using System.Text.Json;
using Microsoft.Extensions.Configuration;
using SdkGen.Testing;
using SdkGen.Transport;

namespace Quickstart;

/// <summary>Stands in for OpenAI where no key is at hand, so that the sample runs anywhere.</summary>
internal static class Offline
{
    public static async Task<LlmEmulator?> StartWithoutKeyAsync(IConfiguration configuration)
    {
        if ((configuration["OPENAI_API_KEY"] ?? configuration["Llm:OpenAI:ApiKey"]) is { Length: > 0 })
            return null;

        Console.WriteLine("OPENAI_API_KEY is not set: a local emulator answers in OpenAI's place.\n");
        var emulator = await LlmEmulator.StartAsync();
        emulator.Chat
            .CallsTool("GetForecast", """{"city":"Paris","days":2}""")
            .Replies(request => Describe(JsonDocument.Parse(request.ToolResults[0]).RootElement));
        return emulator;
    }

    public static void Serve(this LlmEmulator emulator, ProviderOptions options) => (options.BaseUrl, options.ApiKey) = (emulator.OpenAIUrl, "none");

    private static string Describe(JsonElement forecast)
    {
        var days = forecast.GetProperty("days").EnumerateArray().Select(day => $"{day.GetProperty("sky")} at {day.GetProperty("celsius")} °C");
        return $"In {forecast.GetProperty("city")} it will be {string.Join(", then ", days)}.";
    }
}
