using System.Text.Json;
using Microsoft.Extensions.AI;

namespace SdkGen.Runtime.Tests.Tools;

/// <summary>A tool of three arguments, executed: what runs, what is refused, and in which words.</summary>
public class WeatherTests
{
    private static readonly AIFunction s_forecast = Weather.Tools[0];

    [Fact]
    public void A_class_has_its_tools_as_functions()
    {
        Weather.Tools.ShouldBeSameAs(WeatherTools.All);
        Weather.Tools.Select(tool => tool.Name).ShouldBe(["GetForecast", "time-of"]);
        Weather.Tools[0].Description.ShouldBe("Gets the forecast for a city.");
    }

    [Fact]
    public void The_schema_says_what_the_signature_says() => s_forecast.JsonSchema.GetRawText().ShouldBe(
        """{"type":"object","properties":{"city":{"description":"City name, for example \"Paris\".","type":"string","minLength":1,"maxLength":80},"days":{"description":"How many days ahead.","type":"integer","minimum":1,"maximum":14,"default":3},"unit":{"description":"Unit of the temperature.\nCelsius: Degrees Celsius.\nFahrenheit: Degrees Fahrenheit.","type":"string","enum":["Celsius","Fahrenheit"],"default":"Celsius"}},"required":["city"],"additionalProperties":false}""");

    [Theory]
    [InlineData("""{"city":"Paris","days":5,"unit":"Fahrenheit"}""", """{"city":"Paris","days":5,"unit":"Fahrenheit","degrees":21.5}""")]
    [InlineData("""{"unit":"Celsius","city":"Zürich"}""", """{"city":"Zürich","days":3,"unit":"Celsius","degrees":21.5}""")]
    [InlineData("""{"city":"a \"b\" \\ \u00e9\n"}""", """{"city":"a \"b\" \\ é\n","days":3,"unit":"Celsius","degrees":21.5}""")]
    [InlineData("""{"city":"x"}""", """{"city":"x","days":3,"unit":"Celsius","degrees":21.5}""")]
    public async Task Valid_arguments_run(string json, string result) => (await s_forecast.ShouldRunAsync(json)).ShouldBe(result);

    [Fact]
    public async Task A_string_result_is_plain_text() => (await Weather.Tools[1].ShouldRunAsync("""{"zone":0}""")).ShouldBe("12:00 «UTC»");

    [Fact]
    public async Task Every_problem_is_named_at_once() => (await s_forecast.ShouldRefuseAsync("""{"city":7,"days":99,"unit":"Kelvin","dayz":[1]}""")).ShouldBe(
    [
        "$.city: expected a string of 1 to 80 characters, received 7",
        "$.days: expected an integer from 1 to 14, received 99",
        "$.unit: expected one of \"Celsius\", \"Fahrenheit\", received \"Kelvin\"",
        "$.dayz: expected nothing by this name (the names are city, days, unit), received an array",
    ]);

    [Theory]
    [InlineData("{}", "$.city: expected a string of 1 to 80 characters, received nothing")]
    [InlineData("""{"city":null}""", "$.city: expected a string of 1 to 80 characters, received null")]
    [InlineData("""{"city":""}""", "$.city: expected a string of 1 to 80 characters, received \"\"")]
    [InlineData("""{"city":"x","days":1.5}""", "$.days: expected an integer from 1 to 14, received 1.5")]
    [InlineData("""{"city":"x","days":"3"}""", "$.days: expected an integer from 1 to 14, received \"3\"")]
    [InlineData("""{"city":"x","days":99999999999}""", "$.days: expected an integer from 1 to 14, received 99999999999")]
    [InlineData("""{"city":"x","unit":"celsius"}""", "$.unit: expected one of \"Celsius\", \"Fahrenheit\", received \"celsius\"")]
    [InlineData("""{"city":"x","unit":0}""", "$.unit: expected one of \"Celsius\", \"Fahrenheit\", received 0")]
    [InlineData("""{"city":"\ud800"}""", "$.city: expected a string of 1 to 80 characters, received \"\\ud800\"")]
    [InlineData("""{"city":"x","a b":1}""", "$[\"a b\"]: expected nothing by this name (the names are city, days, unit), received 1")]
    public async Task What_does_not_fit_is_refused(string json, string line) => (await s_forecast.ShouldRefuseAsync(json)).ShouldBe([line]);

    [Theory]
    [InlineData("[]", "$: expected an object, received an array")]
    [InlineData("7", "$: expected an object, received 7")]
    [InlineData("""{"city":"Par""", "$: expected one JSON object, received text that is not JSON after {\"city\":")]
    [InlineData("""{"city":"x"} {}""", "$: expected one JSON object, received text that is not JSON after {\"city\":\"x\"} ")]
    [InlineData("call me", "$: expected one JSON object, received text that is not JSON")]
    public async Task Text_that_is_no_object_is_refused(string json, string line)
    {
        var (outcome, text) = await s_forecast.RawAsync(json);
        outcome.ShouldBe(ToolOutcome.InvalidArguments);
        text.ShouldEndWith("\n" + line);
    }

    [Fact]
    public async Task Empty_text_is_no_arguments() =>
        (await s_forecast.RawAsync("")).ShouldBe((ToolOutcome.InvalidArguments, "The call of GetForecast did not run, because its arguments do not fit. Correct this and call again:\n$.city: expected a string of 1 to 80 characters, received nothing"));

    [Fact]
    public async Task Plain_values_of_a_program_are_checked_too()
    {
        var token = TestContext.Current.CancellationToken;
        (await s_forecast.InvokeAsync(new() { ["city"] = "Rome", ["days"] = 2, ["unit"] = TemperatureUnit.Fahrenheit }, token))
            .ShouldBeOfType<JsonElement>().GetRawText().ShouldBe("""{"city":"Rome","days":2,"unit":"Fahrenheit","degrees":21.5}""");
        (await s_forecast.InvokeAsync(new() { ["city"] = "Rome", ["days"] = 20L }, token))
            .ShouldBeOfType<string>().ShouldEndWith("\n$.days: expected an integer from 1 to 14, received 20");
        (await s_forecast.InvokeAsync(new() { ["city"] = new object() }, token)).ShouldBeOfType<string>().ShouldContain("$.city: expected");
    }

    [Fact]
    public async Task The_raw_path_allocates_no_more_than_the_call_needs()
    {
        var output = new System.Buffers.ArrayBufferWriter<byte>(1024);
        var tool = (LlmTool)Weather.Tools[1];
        var json = """{"zone":1}"""u8.ToArray();
        for (var i = 0; i < 100; i++)
            await tool.InvokeAsync(json, output, cancellationToken: TestContext.Current.CancellationToken);

        output.ResetWrittenCount();
        var before = GC.GetAllocatedBytesForCurrentThread();
        var task = tool.InvokeAsync(json, output, cancellationToken: CancellationToken.None);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        task.IsCompletedSuccessfully.ShouldBeTrue();
        allocated.ShouldBe(0);
    }
}
