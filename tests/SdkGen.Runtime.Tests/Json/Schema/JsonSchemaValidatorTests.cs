using System.Text;
using System.Text.Json;

namespace SdkGen.Runtime.Tests.Json.Schema;

/// <summary>A validator that this project's own build makes of a schema file beside this one.</summary>
public class JsonSchemaValidatorTests
{
    [Theory]
    [InlineData("""{"id":"A1","quantity":2,"address":{"city":"Oslo"}}""", "")]
    [InlineData("""{"id":"A1","quantity":0}""", "$.quantity: expected an integer, 1 or greater, received 0")]
    [InlineData("""{"id":"A1","quantity":1,"address":{}}""", "$.address.city: expected a string of at least 1 character, received nothing")]
    public void A_schema_file_of_the_project_is_a_class(string json, string problems)
    {
        using var document = JsonDocument.Parse(json);

        string.Join('\n', OrderValidator.Validate(Encoding.UTF8.GetBytes(json)).Select(problem => $"${problem.Path}: expected {problem.Expected}, received {problem.Received}"))
            .ShouldBe(problems);
        OrderValidator.Validate(document.RootElement).ShouldBe(OrderValidator.Validate(Encoding.UTF8.GetBytes(json)));
        OrderValidator.IsValid(Encoding.UTF8.GetBytes(json)).ShouldBe(problems.Length == 0);
        OrderValidator.IsValid(document.RootElement).ShouldBe(problems.Length == 0);
    }

    [Fact]
    public void Judging_what_fits_allocates_nothing()
    {
        var json = """{"id":"A1","quantity":2,"address":{"city":"Oslo"}}"""u8.ToArray();
        for (var i = 0; i < 200; i++)
            OrderValidator.IsValid(json);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
            OrderValidator.IsValid(json).ShouldBeTrue();
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(100);
    }
}
