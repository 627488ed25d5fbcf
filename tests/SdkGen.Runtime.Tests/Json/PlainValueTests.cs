using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;
using SdkGen.Json;

namespace SdkGen.Runtime.Tests.Json;

/// <summary>Values that programs pass as objects: with metadata and, as in a native program, without.</summary>
public class PlainValueTests
{
    public static TheoryData<object?> Known => new(
    [
        (object?)null, "café \"x\"", true, 1, 2L, 3.25, 4.5f, 12.30m, 5u, 6UL, (short)7, (byte)8, 'c', DayOfWeek.Friday,
        new DateTime(2026, 1, 31, 8, 30, 0, DateTimeKind.Utc), new DateTimeOffset(2026, 1, 31, 8, 30, 0, TimeSpan.FromHours(2)), new DateOnly(2026, 1, 31), new TimeOnly(8, 30, 1),
        TimeSpan.FromMinutes(90), new Guid("0f8fad5b-d9cb-469f-a165-70867728950e"), new Uri("https://example.org/a?b=c"), new byte[] { 1, 2, 3 },
        JsonElement.Parse("""{"a":[1,null]}"""), JsonDocument.Parse("[true]"), new JsonObject { ["a"] = 1 },
        new[] { "a", "b" }, new List<object?> { 1, null, "c" }, new[] { 1, 2 }, new List<double> { 1.5 }, new[] { 2.5f }, new[] { JsonElement.Parse("1") },
        new Dictionary<string, object?> { ["a"] = new Dictionary<string, string> { ["b"] = "c" }, ["d"] = new[] { 1 } }, new Dictionary<string, JsonElement> { ["a"] = JsonElement.Parse("{}") },
    ]);

    [Theory]
    [MemberData(nameof(Known))]
    public void What_json_knows_needs_no_metadata(object? value)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
            PlainValue.TryWriteItems(writer, value).ShouldBeTrue();
        var expected = JsonSerializer.SerializeToNode(value, AIJsonUtilities.DefaultOptions);
        JsonNode.DeepEquals(JsonNode.Parse(buffer.WrittenSpan), expected).ShouldBeTrue(JsonSerializer.Serialize(value, AIJsonUtilities.DefaultOptions));
    }

    [Theory]
    [MemberData(nameof(Known))]
    public void With_metadata_it_is_the_same(object? value)
    {
        var buffer = new ArrayBufferWriter<byte>();
        PlainValue.TryWrite(value, buffer).ShouldBeTrue();
        JsonNode.DeepEquals(JsonNode.Parse(buffer.WrittenSpan), JsonSerializer.SerializeToNode(value, AIJsonUtilities.DefaultOptions)).ShouldBeTrue();
    }

    [Fact]
    public void Other_types_are_written_by_their_metadata_or_not_at_all()
    {
        var buffer = new ArrayBufferWriter<byte>();
        PlainValue.TryWrite(new Point(1, 2), buffer).ShouldBeTrue();
        JsonNode.DeepEquals(JsonNode.Parse(buffer.WrittenSpan), JsonNode.Parse("""{"x":1,"y":2}""")).ShouldBeTrue();

        using var writer = new Utf8JsonWriter(new ArrayBufferWriter<byte>());
        PlainValue.TryWriteItems(writer, new Point(1, 2)).ShouldBeFalse();
        PlainValue.TryWrite(double.NaN, new ArrayBufferWriter<byte>()).ShouldBeFalse();
    }

    private sealed record Point(int X, int Y);
}
