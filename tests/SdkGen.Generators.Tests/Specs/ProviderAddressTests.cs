using SdkGen.Generators.Tests.Harness;

namespace SdkGen.Generators.Tests.Specs;

/// <summary>Providers that speak several protocols, whose addresses have settings, and whose paths are their own.</summary>
public sealed class ProviderAddressTests
{
    private const string Second =
        """
        {
          "id": "song", "name": "Song", "typeName": "Song",
          "operations": {
            "chat": { "kind": "chat", "path": "models/{+model}:sing?alt=sse&page={page}", "values": ["voice"], "headers": { "x-beta": "betas" },
                      "request": "Request", "response": "Response",
                      "stream": { "framing": "ndjson", "path": "models/{+model}:singAlong", "event": "Response" } }
          },
          "parameters": { "pitch": { "type": "number", "wire": "pitch" } },
          "types": { "Request": { "members": { "said": "string" } }, "Response": { "members": { "sung": "string" } } }
        }
        """;

    private const string Provider =
        """
        {
          "id": "choir", "name": "Choir", "dialect": "echo", "dialects": ["song"], "baseUrl": "https://{region}.choir.example",
          "settings": { "region": { "env": ["CHOIR_REGION", "REGION"], "default": "eu", "doc": "Where it sings" }, "secret": { "secret": true } },
          "paths": { "echo": { "chat": "say/{region}" }, "song": { "chat": "{region}/sing/{model}" } },
          "auth": { "sigv4": { "service": "choir", "env": "CHOIR_KEY" } },
          "models": { "alto": {}, "tenor": { "dialect": "song", "parameters": { "pitch": { "maximum": 2 } } } }
        }
        """;

    private static readonly GeneratorOutput s_output = SpecHarness.Create().Run(
        [SpecHarness.Adapter, SpecHarness.Adapter.Replace("Echo", "Song").Replace("echo", "song")],
        SpecHarness.DialectFile, new AdditionalFile("/specs/song.dialect.json", Second), new AdditionalFile("/specs/choir.provider.json", Provider));

    [Fact]
    public void The_profile_holds_settings_paths_and_the_dialect_of_each_model()
    {
        var profile = s_output.Files["ChoirProvider.g.cs"];

        profile.ShouldContain("BaseUrl = \"https://{region}.choir.example/\"");
        profile.ShouldContain("new global::SdkGen.Transport.ProviderSetting(\"region\") { Variables = [\"CHOIR_REGION\", \"REGION\"], Default = \"eu\" }");
        profile.ShouldContain("new global::SdkGen.Transport.ProviderSetting(\"secret\") { IsSecret = true }");
        profile.ShouldContain("Paths = new global::System.Collections.Generic.Dictionary<string, string> { [\"echo/chat\"] = \"say/{region}\", [\"song/chat\"] = \"{region}/sing/{model}\" }");
        profile.ShouldContain("Auth = global::SdkGen.Transport.AuthScheme.AwsSigV4");
        profile.ShouldContain("AuthName = \"choir\"");
        Row("Tenor").ShouldContain("Dialect = \"song\",");
        Row("Alto").ShouldNotContain("Dialect");
        s_output.Files["ChoirLlmBuilderExtensions.g.cs"]
            .ShouldContain("[global::Demo.Dialects.Echo.EchoDialect.Instance, global::Demo.Dialects.Song.SongDialect.Instance], null, configure);");

        string Row(string model) => profile.Split("private static ").Single(member => member.Contains($"Make{model}() => new()"));
    }

    [Fact]
    public void A_model_has_the_parameters_of_its_own_dialect()
    {
        var models = s_output.Load().GetType("Demo.ChoirModels")!;

        models.GetNestedType("Tenor")!.GetNestedType("Options")!.GetProperty("Pitch").ShouldNotBeNull();
        models.GetNestedType("Alto")!.GetNestedType("Options")!.GetProperty("Pitch").ShouldBeNull();
    }

    [Fact]
    public void Values_and_headers_are_parameters_of_the_wire_clients_methods()
    {
        var client = s_output.Files["SongWireClient.g.cs"];

        client.ShouldContain("ChatAsync(SongRequest request, string model, string? page = null, string? voice = null, string? betas = null, global::System.Threading.CancellationToken");
        client.ShouldContain("connection.Path(\"song/chat\", \"models/{+model}:sing?alt=sse&page={page}\", (\"model\", model), (\"page\", page), (\"voice\", voice))");
        client.ShouldContain("StreamChatAsync(SongRequest request, string model, string? voice = null, string? betas = null, ");
        client.ShouldContain("connection.Path(\"song/chat.stream\", \"models/{+model}:singAlong\", (\"model\", model), (\"voice\", voice))");
        client.ShouldContain("StreamFraming.JsonObjects, null, [new global::System.Collections.Generic.KeyValuePair<string, string?>(\"x-beta\", betas)]");
    }
}
