using System.Globalization;
using System.Text;
using System.Text.Json;
using SdkGen.Json;

namespace SdkGen.Runtime.Tests.Json;

/// <summary>Dates are read as the framework reads the format yyyy-MM-dd, and written so.</summary>
public class DateTests
{
    [Theory]
    [InlineData("2026-01-31")]
    [InlineData("0001-01-01")]
    [InlineData("9999-12-31")]
    [InlineData("2024-02-29")]
    [InlineData("2023-02-29")]
    [InlineData("2026-04-31")]
    [InlineData("2026-00-10")]
    [InlineData("2026-13-10")]
    [InlineData("2026-10-00")]
    [InlineData("0000-01-01")]
    [InlineData("2026-1-31")]
    [InlineData("2026/01/31")]
    [InlineData("26-01-31")]
    [InlineData(" 2026-01-31")]
    [InlineData("2026-01-31 ")]
    [InlineData("2026-01-3a")]
    [InlineData("-026-01-31")]
    [InlineData("+026-01-31")]
    [InlineData("２０２６-01-31")]
    [InlineData("2026-01-31T00:00:00")]
    [InlineData("")]
    public void A_date_is_taken_where_the_framework_takes_it(string text)
    {
        var fits = DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var expected);
        foreach (var json in new[] { JsonSerializer.Serialize(text), Escaped(text) })
        {
            var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(json));
            reader.Read();
            var problems = default(JsonProblems);
            ContractReader.DateOnly(ref reader, ref problems).ShouldBe(expected);
            problems.Count.ShouldBe(fits ? 0 : 1);
        }
    }

    [Theory]
    [InlineData("0001-01-01")]
    [InlineData("0987-06-05")]
    [InlineData("2026-12-31")]
    public void A_date_is_written_as_it_is_read(string text)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
            ContractWriter.String(writer, DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture));
        Encoding.UTF8.GetString(stream.ToArray()).ShouldBe($"\"{text}\"");
    }

    private static string Escaped(string text) => $"\"{string.Concat(text.Select(c => $"\\u{(int)c:x4}"))}\"";
}
