using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using SdkGen.Generators.Contracts;
using SdkGen.Generators.Emission;
using SdkGen.Generators.Emission.Profiles;
using SdkGen.Generators.Tests.Harness;

namespace SdkGen.Generators.Tests.Profiles;

/// <summary>The whole text of each form of a schema.</summary>
public class ProfileGoldenTests
{
    private static readonly JsonSerializerOptions s_indented = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Fact]
    public void Every_form_of_the_samples()
    {
        var files = new Dictionary<string, string>();
        AddForms(files, "trip", SampleContracts.Trip);
        AddForms(files, "family", SampleContracts.Family);
        AddForms(files, "free", SampleContracts.Free);
        AddForms(files, "empty", SampleContracts.Empty);
        GoldenFolder.ShouldMatch("samples", files);
    }

    private static void AddForms(Dictionary<string, string> files, string name, Contract contract)
    {
        var plain = SchemaEmitter.Build(contract);
        files[name + ".json"] = Indented(plain.ToString());
        foreach (var profile in SchemaProfiles.All)
        {
            var lowered = SchemaLowering.Lower(plain, profile);
            files[$"{name}.{profile.Id}.json"] = lowered.Schema switch
            {
                null => string.Concat(lowered.Refusals.Select(refusal => $"// {refusal.Path} {refusal.Reason}\n")),
                { IsEmpty: true } => "// nothing is sent\n",
                { } schema when schema.ToString() == plain.ToString() => "// as the plain schema\n",
                { } schema => Indented(schema.ToString()),
            };
        }
    }

    private static string Indented(string json) => JsonNode.Parse(json)!.ToJsonString(s_indented) + "\n";
}
