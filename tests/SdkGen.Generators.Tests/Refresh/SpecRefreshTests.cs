using SdkGen.SpecRefresh;

namespace SdkGen.Generators.Tests.Refresh;

/// <summary>The tool that brings specs up to a catalogue: what it changes, and what it leaves as a person wrote it.</summary>
public sealed class SpecRefreshTests : IDisposable
{
    private const string Spec =
        """
        {
          "id": "zoo",   "note": "any layout — stays",
          "parameterSets": { "fixed": { "temperature": { "refused": "no." } } },
          "models": {
            "ape": {
              "name": "The Ape", "doc": "Ours",
              "input": ["image", "text"],
              "tools": false,
              "reasoning": { "effort": ["low", "high"], "default": "low" },
              "parameters": { "seed": { "refused": "no." } },
              "price": { "input": 1, "output": 2, "per": "1M", "currency": "USD", "asOf": "2026-01-01", "changes": [{ "from": "2027-01-01", "input": 2, "output": 4 }] }
            },
            "bee": { "like": "ape", "context": 5 },
            "cow": { "vendor": "farm", "price": { "input": 1.50, "output": 2, "per": "1M", "currency": "USD", "asOf": "2026-01-01" } }
          },
          "after": true
        }

        """;

    private const string Facts =
        """
        { "providers": [ { "provider": "zoo-api", "models": [
          { "id": "ape", "name": "Ape 9", "family": "ape-large", "kind": "chat", "release_date": "2026-02-03", "knowledge_cutoff": null,
            "modalities": { "input": ["text", "image"], "output": ["text"] }, "context_window": 1000, "max_output": 0,
            "supports": { "tools": true, "structured_output": null, "reasoning": true, "reasoning_knobs": [ { "type": "effort", "values": ["low", "high"] }, { "type": "toggle" } ] },
            "price_usd_per_mtok": { "input": 3, "output": 15.0, "cache_read": 0.30, "cache_write": 0, "reasoning": 15, "input_audio": 40,
              "tiers": [ { "tier": { "size": 200000 }, "input": 6, "output": 22.5 } ] }, "source": "somewhere@2026-08-19" },
          { "id": "bee", "kind": "chat", "modalities": { "input": ["text"], "output": ["text"] }, "context_window": 6, "supports": { "tools": true }, "price_usd_per_mtok": null },
          { "id": "cow", "kind": "chat", "modalities": {}, "context_window": 0, "supports": {}, "price_usd_per_mtok": { "input": 1.5, "output": 2.0 }, "source": "x@2026-09-09" },
          { "id": "dog", "name": "Dog", "family": "ape-large", "kind": "chat", "modalities": { "input": ["text", "pdf"], "output": ["text"] }, "context_window": 2000,
            "supports": { "tools": true, "reasoning": true, "temperature": false, "reasoning_knobs": [ { "type": "effort", "values": ["low", "high"], "default": "high" } ] },
            "price_usd_per_mtok": { "input": 1 }, "deprecated": true },
          { "id": "eel-1", "name": "eel-1", "kind": "embedding", "modalities": { "input": ["text"], "output": ["embeddings"] }, "context_window": 100, "max_output": 512,
            "supports": { "tools": false }, "price_usd_per_mtok": { "input": 0.00001, "output": 0 }, "source": "@2026-08-19" },
          { "id": "fox", "kind": "realtime", "modalities": { "input": ["audio"], "output": ["audio"] }, "supports": { "tools": true } },
          { "id": "gnu-1", "kind": "chat", "modalities": {}, "supports": {} }
        ] } ] }
        """;

    private const string Map =
        """
        { "vendors": { "ape": "jungle", "ape-l": "savanna" },
          "specs": [ { "id": "zoo", "from": "zoo-api", "file": "zoo.provider.json", "sets": { "alwaysReasons": ["fixed"] }, "operations": { "embedding": ["embed"] }, "skip": ["gnu"] } ] }
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("sdkgen-refresh-").FullName;

    public SpecRefreshTests()
    {
        Write("zoo.provider.json", Spec);
        Write("facts.json", Facts);
        Write("refresh.json", Map);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("gpt-7-codex-max", "openai-responses")]
    [InlineData("o5-pro", "openai-responses")]
    [InlineData("gpt-7", null)]
    [InlineData("vox-1", "speech")]
    public void A_new_model_may_speak_another_protocol_by_a_piece_of_its_id(string id, string? dialect) => new SpecSource("zoo", "zoo.provider.json", "zoo-api")
    {
        Dialects = new Dictionary<string, string> { ["*-codex"] = "openai-responses", ["*-pro"] = "openai-responses", ["vox-"] = "speech" },
    }.DialectOf(id).ShouldBe(dialect);

    [Fact]
    public void Facts_change_in_place_and_the_rest_stays_to_the_byte()
    {
        Run("facts.json").Changed.ShouldBeTrue();

        Read().ShouldBe(
            """
            {
              "id": "zoo",   "note": "any layout — stays",
              "parameterSets": { "fixed": { "temperature": { "refused": "no." } } },
              "models": {
                "ape": {
                  "name": "The Ape", "doc": "Ours",
                  "vendor": "savanna",
                  "input": ["image", "text"],
                  "output": ["text"],
                  "tools": true,
                  "reasoning": { "effort": ["low", "high"], "default": "low", "toggle": true },
                  "context": 1000,
                  "released": "2026-02-03",
                  "parameters": { "seed": { "refused": "no." } },
                  "price": { "input": 3, "cacheRead": 0.3, "output": 15, "inputAudio": 40, "per": "1M", "currency": "USD", "asOf": "2026-08-19", "tiers": [{ "above": 200000, "input": 6, "output": 22.5 }], "changes": [{ "from": "2027-01-01", "input": 2, "output": 4 }] }
                },
                "bee": { "like": "ape", "context": 6 },
                "cow": { "vendor": "farm", "price": { "input": 1.50, "output": 2, "per": "1M", "currency": "USD", "asOf": "2026-01-01" } },
                "dog": {
                  "name": "Dog",
                  "vendor": "savanna",
                  "input": ["text", "file"],
                  "output": ["text"],
                  "tools": true,
                  "reasoning": { "effort": ["low", "high"], "default": "high" },
                  "context": 2000,
                  "deprecated": true,
                  "parameterSets": ["fixed"]
                },
                "eel-1": {
                  "operations": ["embed"],
                  "input": ["text"],
                  "output": ["embedding"],
                  "context": 100,
                  "price": { "input": 0.00001, "output": 0, "per": "1M", "currency": "USD", "asOf": "2026-08-19" }
                },
                "fox": {
                  "operations": [],
                  "input": ["audio"],
                  "output": ["audio"]
                }
              },
              "after": true
            }

            """);
    }

    [Fact]
    public void A_second_run_finds_nothing()
    {
        Run("facts.json");

        var (changed, output) = Run("facts.json", "--check");

        changed.ShouldBeFalse(output);
        output.ShouldBe("The specs say what the catalogue says.\n");
    }

    [Fact]
    public void A_check_prints_the_difference_and_writes_nothing()
    {
        var (changed, output) = Run("facts.json", "--check");

        changed.ShouldBeTrue();
        output.Split('\n').ShouldBe(
        [
            "zoo: ape: vendor: \"savanna\"",
            "zoo: ape: output: [\"text\"]",
            "zoo: ape: tools: false -> true",
            "zoo: ape: reasoning: { \"effort\": [\"low\", \"high\"], \"default\": \"low\" } -> { \"effort\": [\"low\", \"high\"], \"default\": \"low\", \"toggle\": true }",
            "zoo: ape: context: 1000",
            "zoo: ape: released: \"2026-02-03\"",
            output.Split('\n')[6],
            "zoo: bee: context: 5 -> 6",
            "zoo: dog: new",
            "zoo: eel-1: new",
            "zoo: fox: new",
            "There are differences.",
            "",
        ]);
        output.Split('\n')[6].ShouldStartWith("zoo: ape: price: { \"input\": 1, ");
        Read().ShouldBe(Spec);
    }

    [Fact]
    public void The_form_of_models_dev_is_read_too()
    {
        Write("dev.json",
            """
            { "zoo-api": { "id": "zoo-api", "models": {
              "ape": { "id": "ape", "family": "ape", "tool_call": true, "reasoning": false, "structured_output": true, "knowledge": "2026-01", "release_date": "2026-02-03", "last_updated": "2026-03-04",
                "modalities": { "input": ["text"], "output": ["text"] }, "cost": { "input": 4, "output": 8, "context_over_200k": { "input": 8, "output": 16 } }, "limit": { "context": 9, "output": 3 } } } } }
            """);

        Run("dev.json", "--provider", "zoo");

        var ape = System.Text.Json.Nodes.JsonNode.Parse(Read())!["models"]!["ape"]!;
        ape["tools"]!.GetValue<bool>().ShouldBeTrue();
        ape["reasoning"]!.GetValue<bool>().ShouldBeFalse();
        ape["vendor"]!.GetValue<string>().ShouldBe("jungle");
        ape["context"]!.GetValue<int>().ShouldBe(9);
        ape["price"]!.ToJsonString().ShouldBe(
            """{"input":4,"output":8,"per":"1M","currency":"USD","asOf":"2026-03-04","tiers":[{"above":200000,"input":8,"output":16}],"changes":[{"from":"2027-01-01","input":2,"output":4}]}""");
    }

    [Fact]
    public void A_model_of_what_is_extended_is_like_that_one()
    {
        Write("park.provider.json", """{ "id": "park", "extends": "zoo" }""");
        Write("refresh.json",
            """
            { "vendors": {}, "specs": [ { "id": "zoo", "from": "zoo-api", "file": "zoo.provider.json" },
              { "id": "park", "from": "zoo-api", "file": "park.provider.json", "likeIn": "zoo", "only": ["ape", "dog"] } ] }
            """);

        Run("facts.json", "--provider", "park");

        var models = System.Text.Json.Nodes.JsonNode.Parse(File.ReadAllText(Path.Combine(_folder, "park.provider.json")))!["models"]!;
        models.AsObject().Select(model => model.Key).ShouldBe(["ape", "dog"]);
        models["dog"]!.ToJsonString().ShouldBe("""{"like":"dog"}""");
        models["ape"]!["price"]!["input"]!.GetValue<int>().ShouldBe(3);
    }

    [Fact]
    public void What_a_person_knows_better_stays()
    {
        Write("refresh.json", """{ "vendors": {}, "specs": [ { "id": "zoo", "from": "zoo-api", "file": "zoo.provider.json", "only": ["ape"], "keep": { "ape": ["tools", "price"] } } ] }""");

        Run("facts.json");

        Read().ShouldContain("\"tools\": false");
        Read().ShouldContain("\"asOf\": \"2026-01-01\", \"changes\"");
    }

    [Theory]
    [InlineData("What is '--chek'?", "facts.json", "--chek")]
    [InlineData("usage:")]
    [InlineData("'soon' is no date", "facts.json", "--as-of", "soon")]
    [InlineData("has no spec 'zo'; there are zoo.", "facts.json", "--provider", "zo")]
    public void What_is_asked_wrongly_is_told(string message, params string[] arguments) => Should.Throw<RefreshException>(() => Run(arguments)).Message.ShouldContain(message);

    /// <summary>The map of the repository itself: every spec that it names and that is there can be read, and none is named twice.</summary>
    [Fact]
    public void The_map_of_the_repository_fits_its_specs()
    {
        var map = RefreshMap.Read(Path.Combine(Repository.Root, "tools", "SdkGen.SpecRefresh", "refresh.json"));

        map.Specs.Select(spec => spec.Id).ShouldBeUnique();
        foreach (var spec in map.Specs.Where(spec => File.Exists(Path.Combine(Repository.Root, spec.File))))
        {
            var text = File.ReadAllText(Path.Combine(Repository.Root, spec.File));
            ((string?)System.Text.Json.Nodes.JsonNode.Parse(text)!["id"]).ShouldBe(spec.Id);
            SpecDocument.Parse(text).Apply([]).ShouldBe(text);
        }
    }

    private (bool Changed, string Output) Run(params string[] arguments)
    {
        using var output = new StringWriter { NewLine = "\n" };
        var options = RefreshOptions.Parse([.. arguments, "--root", _folder, "--map", Path.Combine(_folder, "refresh.json")]);
        var changed = SdkGen.SpecRefresh.Refresh.Run(options with { Catalogue = Path.Combine(_folder, options.Catalogue) }, output);
        return (changed, output.ToString());
    }

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(_folder, name), text);

    private string Read() => File.ReadAllText(Path.Combine(_folder, "zoo.provider.json"));
}
