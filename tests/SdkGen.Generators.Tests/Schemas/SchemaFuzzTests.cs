using System.Text;
using System.Text.Json;
using SdkGen.Generators.Schemas.Patterns;
using SdkGen.Json.Schema;

namespace SdkGen.Generators.Tests.Schemas;

/// <summary>Whatever the bytes, a validator answers and never throws.</summary>
public class SchemaFuzzTests(ITestOutputHelper output)
{
    private const int Seed = 20261120;

    private const string Rich = """
        {
          "$defs": { "node": { "type": ["object", "array", "string", "number", "boolean", "null"], "properties": { "a": { "$ref": "#/$defs/node" } }, "items": { "$ref": "#/$defs/node" }, "pattern": "^[^\\p{Lu}]*$" } },
          "anyOf": [{ "$ref": "#/$defs/node" }, { "const": { "a": [1, "x"] } }],
          "uniqueItems": true, "propertyNames": { "maxLength": 4, "pattern": "^.*$" }, "patternProperties": { "^\\w": { "multipleOf": 0.5, "minLength": 1 } },
          "contains": { "enum": [1, "a", null, { "a": 1 }] }, "minContains": 0, "maxContains": 3, "maxProperties": 3, "not": { "const": [[]] }
        }
        """;

    private const string Recursive = """{ "items": { "$ref": "#" }, "properties": { "a": { "$ref": "#" } } }""";

    private static readonly SchemaCases s_compiled = new(["true", Rich, Recursive]);

    [Fact]
    public void Text_that_is_not_JSON_is_one_problem_at_the_root()
    {
        var folder = Path.Combine(SharedFolder.Root, "suites", "json-parsing", "test_parsing");
        Assert.SkipUnless(Directory.Exists(folder), $"{folder} is not on this machine.");
        var counts = new Dictionary<char, int>();
        foreach (var file in Directory.GetFiles(folder, "*.json"))
        {
            var name = Path.GetFileName(file);
            var bytes = File.ReadAllBytes(file);
            counts[name[0]] = counts.GetValueOrDefault(name[0]) + 1;
            foreach (var schema in (string[])["true", Rich, Recursive])
            {
                var problems = s_compiled[schema].AskBytes(bytes);
                if (name[0] == 'n')
                    problems.ShouldHaveSingleItem(name).Path.ShouldBeEmpty(name);
                else if (name[0] == 'y' && schema != Rich)
                    problems.ShouldBeEmpty(name);
            }
        }

        output.WriteLine(string.Join(", ", counts.Select(count => $"{count.Key}_ {count.Value}")));
        counts['n'].ShouldBeGreaterThan(100);
    }

    [Fact]
    public void Broken_bytes_are_judged_alike_in_every_way_of_asking()
    {
        var random = new Random(Seed);
        byte[][] seeds = [.. ((string[])["""{"a":[1,"x",{"a":null}],"\ud83d\ude00":-1.5e+10,"b":"\u0041é😀\\"}""", """[[1,2.0,"\ud800"],{"a":{"a":[true]}},null,1e-7]""", "\"\\ud800\\udc00\\n\""]).Select(Encoding.UTF8.GetBytes)];
        var invalid = 0;
        for (var i = 0; i < 20_000; i++)
        {
            var bytes = seeds[i % seeds.Length].ToArray();
            for (var edits = random.Next(1, 4); edits > 0; edits--)
                bytes[random.Next(bytes.Length)] = random.Next(3) == 0 ? (byte)random.Next(256) : (byte)"{}[]\",:\\u0e-d8"[random.Next(14)];
            bytes = bytes[..random.Next(1, bytes.Length + 1)];

            var problems = s_compiled[Rich].AskBytes(bytes);
            if (TryParse(bytes) is { } document)
            {
                using (document)
                    s_compiled[Rich].AskElement(document.RootElement).ShouldBe(problems, Convert.ToHexString(bytes));
            }
            else
            {
                invalid++;
                problems.ShouldHaveSingleItem().Path.ShouldBeEmpty();
            }
        }

        invalid.ShouldBeInRange(5_000, 19_900);
    }

    [Fact]
    public void Any_text_is_translated_as_a_pattern_or_refused_with_a_reason()
    {
        string[] pieces = ["^", "$", "\\", ".", "*", "+", "?", "(", ")", "[", "]", "{", "}", "|", "-", ",", "1", "2", "a", "k", "p", "u", "x", "c", "d", "W", "s", "b", "B", "<", ">", "=", "!", ":",
            "(?", "(?<", "\\p{L}", "\\u{1f600}", "\\ud83d", "[^", "{1,2}", "\ud83d", "😀", "\u0001", "#", " "];
        var random = new Random(Seed);
        var translated = 0;
        for (var i = 0; i < 30_000; i++)
        {
            var source = string.Concat(Enumerable.Range(0, random.Next(1, 12)).Select(_ => pieces[random.Next(pieces.Length)]));
            var (pattern, error) = EcmaPattern.Translate(source);
            (pattern is null).ShouldBe(error is not null, source);
            translated += pattern is null ? 0 : 1;
        }

        translated.ShouldBeInRange(1_000, 29_000);
    }

    [Fact]
    public void Depth_ends_where_System_Text_Json_ends_it()
    {
        var limit = JsonSchemaRun.MaxDepth;
        s_compiled[Recursive].AskBytes(Nested(limit)).ShouldBeEmpty();
        s_compiled[Recursive].AskBytes(Nested(limit + 1)).ShouldHaveSingleItem().Path.ShouldBeEmpty();
        s_compiled[Recursive].AskBytes(Encoding.UTF8.GetBytes(new string('[', 1_000_000))).ShouldHaveSingleItem().Path.ShouldBeEmpty();

        using var deep = JsonDocument.Parse(Nested(limit + 1), new JsonDocumentOptions { MaxDepth = 1000 });
        s_compiled[Recursive].AskElement(deep.RootElement).ShouldHaveSingleItem().Path.ShouldBeEmpty();
        s_compiled[Recursive].AskElement(deep.RootElement[0]).ShouldBeEmpty();
    }

    [Fact]
    public void Hostile_numbers_cost_no_more_than_their_length()
    {
        var cases = new SchemaCases(["""{ "multipleOf": 0.7, "minimum": -1e9, "uniqueItems": true }"""]);
        var validator = cases["""{ "multipleOf": 0.7, "minimum": -1e9, "uniqueItems": true }"""];
        var digits = new string('7', 1_000_000);
        var clock = System.Diagnostics.Stopwatch.StartNew();

        validator.AskBytes(Encoding.UTF8.GetBytes(digits)).ShouldBeEmpty();
        validator.AskBytes(Encoding.UTF8.GetBytes("7e999999999999999999")).ShouldBeEmpty();
        validator.AskBytes(Encoding.UTF8.GetBytes("1e-999999999999999999")).ShouldNotBeEmpty();
        validator.AskBytes(Encoding.UTF8.GetBytes($"[{string.Join(',', Enumerable.Range(0, 20_000))}]")).ShouldBeEmpty();

        clock.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(20));
    }

    [Fact]
    public void A_pattern_that_takes_too_long_makes_the_text_invalid()
    {
        const string Schema = """{ "not": { "pattern": "^(a|aa)+$" } }""";
        var cases = new SchemaCases([Schema]);

        // The negation must not turn an answer that never came into a yes.
        var problem = cases[Schema].AskBytes(Encoding.UTF8.GetBytes($"\"{new string('a', 60)}!\"")).ShouldHaveSingleItem();
        problem.Path.ShouldBeEmpty();
        problem.Expected.ShouldContain("within 1 s");
    }

    [Fact]
    public void An_element_with_comments_and_trailing_commas_is_judged_by_its_value()
    {
        using var document = JsonDocument.Parse("""{ "a": [1, /* two */ 2, ], }""", new JsonDocumentOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });

        s_compiled[Rich].AskElement(document.RootElement).ShouldBeEmpty();
        s_compiled[Rich].AskElement(default).ShouldHaveSingleItem().Path.ShouldBeEmpty();
    }

    private static byte[] Nested(int depth) => Encoding.UTF8.GetBytes(new string('[', depth) + new string(']', depth));

    private static JsonDocument? TryParse(byte[] bytes)
    {
        try
        {
            // System.Text.Json leaves strings unread that are not UTF-8; a text is.
            return System.Text.Unicode.Utf8.IsValid(bytes) ? JsonDocument.Parse(bytes) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
