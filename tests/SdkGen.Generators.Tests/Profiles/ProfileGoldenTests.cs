using SdkGen.Generators.Emission;
using SdkGen.Generators.Tests.Harness;

namespace SdkGen.Generators.Tests.Profiles;

/// <summary>The whole text of each form of a schema.</summary>
public class ProfileGoldenTests
{
    [Fact]
    public void Every_form_of_the_samples()
    {
        var files = new Dictionary<string, string>
        {
            ["trip.json"] = Indented(SchemaEmitter.Emit(SampleContracts.Trip)),
            ["free.json"] = Indented(SchemaEmitter.Emit(SampleContracts.Free)),
            ["empty.json"] = Indented(SchemaEmitter.Emit(SampleContracts.Empty)),
        };
        GoldenFolder.ShouldMatch("samples", files);
    }

    private static string Indented(string json) => System.Text.Json.Nodes.JsonNode.Parse(json)!.ToJsonString(new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    }) + "\n";
}
