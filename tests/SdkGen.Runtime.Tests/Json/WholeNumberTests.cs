using System.Text;
using System.Text.Json;
using SdkGen.Json;

namespace SdkGen.Runtime.Tests.Json;

/// <summary>What services count is read however it is written; arguments of tools are read as the serializer reads them.</summary>
public class WholeNumberTests
{
    [Theory]
    [InlineData("12", 12L, 12)]
    [InlineData("12.0", 12L, 12)]
    [InlineData("-1.20e1", -12L, -12)]
    [InlineData("1e2", 100L, 100)]
    [InlineData("-0.0", 0L, 0)]
    [InlineData("3000000000.0", 3_000_000_000L, null)]
    [InlineData("9007199254740994.0", null, null)]
    [InlineData("1.5", null, null)]
    [InlineData("1e400", null, null)]
    [InlineData("\"12\"", null, null)]
    public void Whole_numbers_are_read(string json, long? asLong, int? asInt)
    {
        Read<long>(json, isAnswer: true).ShouldBe(asLong);
        Read<int>(json, isAnswer: true).ShouldBe(asInt);
        Read<long>(json, isAnswer: false).ShouldBe(json == "12" ? 12 : null);
    }

    private static T? Read<T>(string json, bool isAnswer)
        where T : struct, System.Numerics.INumberBase<T>
    {
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(json));
        reader.Read();
        var problems = new JsonProblems { ReadsAnswers = isAnswer };
        var value = ContractReader.NumberOrNull<T>(ref reader, ref problems);
        (problems.Count == 0).ShouldBe(value is not null);
        return value;
    }
}
