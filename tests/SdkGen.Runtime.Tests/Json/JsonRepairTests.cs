using System.Text;
using System.Text.Json;
using SdkGen.Json;

namespace SdkGen.Runtime.Tests.Json;

public class JsonRepairTests
{
    [Theory]
    // fences and prose
    [InlineData("```json\n{\"city\":\"Oslo\"}\n```", """{"city":"Oslo"}""")]
    [InlineData("Sure! Here are the arguments:\n{\"city\": \"Oslo\", \"days\": 2}\nTell me if you need more.", """{"city":"Oslo","days":2}""")]
    [InlineData("Use {name} like this: {\"name\": \"x\"}", """{"name":"x"}""")]
    [InlineData("<call>{\"city\": \"Oslo\"}</call>", """{"city":"Oslo"}""")]
    [InlineData("first ```json\n{\"a\": 1}\n``` then ```\n[2]\n```", """[{"a":1},[2]]""")]
    [InlineData("See [12] in {\"a\": [3]}", """{"a":[3]}""")]
    // quotes
    [InlineData("{'city': 'Oslo', “unit”: “C”}", """{"city":"Oslo","unit":"C"}""")]
    [InlineData("{city: Oslo, days: 2}", """{"city":"Oslo","days":2}""")]
    [InlineData("{\"note\": \"the 24\" screen\", \"n\": 1}", """{"note":"the 24\" screen","n":1}""")]
    [InlineData("{\"note\": \"he said \"stop\", then \"go\", and left\"}", """{"note":"he said \"stop\", then \"go\", and left"}""")]
    [InlineData("{'note': 'it's late', 'n': 1}", """{"note":"it's late","n":1}""")]
    [InlineData("{\"html\": \"<a href=\"x\">y</a>\", \"n\": 1}", """{"html":"<a href=\"x\">y</a>","n":1}""")]
    [InlineData("{\"city\": \"Oslo, \"days\": 2}", """{"city":"Oslo","days":2}""")]
    [InlineData("{\"\"city\"\": \"\"Oslo\"\"}", """{"city":"Oslo"}""")]
    [InlineData("{'a': '''two\nlines'''}", """{"a":"two\nlines"}""")]
    [InlineData("{u'a': b'x'}", """{"a":"x"}""")]
    [InlineData("{\"a\": \"x\", \"\"\"\"b\": \"y\", \"\"\"\"c\"\"\"\": 1}", """{"a":"x","b":"y","c":1}""")]
    [InlineData("{\"a\": \"x\"\"\"\"b\": \"y\"}", """{"a":"x","b":"y"}""")]
    [InlineData("{\"a\": \"\"\"\"b\": \"y\"}", """{"a":"","b":"y"}""")]
    [InlineData("{\"a\": \"\"\"\", \"b\": 2}", """{"a":"","b":2}""")]
    [InlineData("{\"a\": \"one\"b\": 2}", """{"a":"one","b":2}""")]
    [InlineData("{\"a\": \"one\"b\": \"two\"c\": [3]}", """{"a":"one","b":"two","c":[3]}""")]
    [InlineData("{\"note\": \"the \"b\": is\", \"n\": 1}", """{"note":"the \"b\": is","n":1}""")]
    // separators and brackets
    [InlineData("{\"key\", 105,12,", """{"key":"105,12"}""")]
    [InlineData("{\"a\", 1, \"b\", -2}", """{"a":1,"b":-2}""")]
    [InlineData("{\"a\": 105,12, \"b\": 1,\"c\": 1}", """{"a":"105,12","b":1,"c":1}""")]
    [InlineData("{1, 2, 'x'}", """[1,2,"x"]""")]
    [InlineData("{\"a\": {'x', 2, 3}}", """{"a":["x",2,3]}""")]
    [InlineData("{\"a\": 1 \"b\" 2,, \"c\": [1 2 3,],}", """{"a":1,"b":2,"c":[1,2,3]}""")]
    [InlineData("{\"a\" => 1, \"b\" = \"c\"}", """{"a":1,"b":"c"}""")]
    [InlineData("{\"a\": [1, {\"b\": 2], \"c\": 3}", """{"a":[1,{"b":2}],"c":3}""")]
    [InlineData("\"a\": 1, \"b\": 2}", """{"a":1,"b":2}""")]
    [InlineData("[1, 2, ..., 9]", "[1,2,9]")]
    [InlineData("[\"a\": 1, \"b\": 2]", """[{"a":1,"b":2}]""")]
    // cut off
    [InlineData("{\"a\": {\"b\": [1, \"two wor", """{"a":{"b":[1,"two wor"]}}""")]
    [InlineData("{\"a\": tru", """{"a":true}""")]
    [InlineData("{\"a\": \"x\\u00", """{"a":"x"}""")]
    [InlineData("{\"a\":", """{"a":null}""")]
    [InlineData("[1.", "[1.0]")]
    // comments, literals, numbers, escapes
    [InlineData("{\"a\": 1, // one\n # two\n \"b\": /* three */ 2}", """{"a":1,"b":2}""")]
    [InlineData("{\"a\": True, \"b\": None, \"c\": undefined}", """{"a":true,"b":null,"c":null}""")]
    [InlineData("[.5, +1, 0x1F, 1_000, 007, 1.2.3]", """[0.5,1,31,1000,"007","1.2.3"]""")]
    [InlineData("{\"path\": \"C:\\Program\", \"re\": \"\\d+\"}", """{"path":"C:\\Program","re":"\\d+"}""")]
    [InlineData("{\"a\": \"tab\there\"}", """{"a":"tab\there"}""")]
    // encodings and wrappers
    [InlineData("{\\\"a\\\": \\\"say \\\\\\\"x\\\\\\\"\\\"}", """{"a":"say \"x\""}""")]
    [InlineData("{\"a\": \"{\"b\": [1, \"c\"]}\"}", """{"a":"{\"b\": [1, \"c\"]}"}""")]
    [InlineData("{\"a\": 1}\n{\"a\": 2}\n", """[{"a":1},{"a":2}]""")]
    [InlineData("callback({\"a\": 1});", """{"a":1}""")]
    [InlineData("{\"id\": ObjectId(\"7\"), \"n\": NumberLong(5)}", """{"id":"7","n":5}""")]
    [InlineData("{\"at\": (1, 2), 's': {'x', 'y'}}", """{"at":[1,2],"s":["x","y"]}""")]
    [InlineData("\"one \" + 'two'", "\"one two\"")]
    // as models also write
    [InlineData("1. {\"a\": 1}", """{"a":1}""")]
    [InlineData("**Result**: {\"a\": 1}", """{"a":1}""")]
    [InlineData("<!-- note -->{\"a\": 1}", """{"a":1}""")]
    [InlineData("~~~json\n{\"a\": 1}\n~~~", """{"a":1}""")]
    [InlineData("# heading\n{\"a\": 1}", """{"a":1}""")]
    [InlineData("{\"a\": \"one\n\ntwo\", \"b\": 2}", """{"a":"one\n\ntwo","b":2}""")]
    [InlineData("{\"code\": \"if (x > 1) { return \"y\"; }\"}", """{"code":"if (x > 1) { return \"y\"; }"}""")]
    [InlineData("{\"sql\": \"SELECT * FROM t WHERE a = 'b'\"", """{"sql":"SELECT * FROM t WHERE a = 'b'"}""")]
    [InlineData("{'a': 'don't', 'b': 1}", """{"a":"don't","b":1}""")]
    [InlineData("{‘a’: ‘it’s’}", """{"a":"it’s"}""")]
    [InlineData("{„a“: «b»}", """{"a":"b"}""")]
    [InlineData("{\"a\": 1; \"b\": 2}", """{"a":1,"b":2}""")]
    [InlineData("{\"a\": [1, 2}, \"b\": 3}", """{"a":[1,2],"b":3}""")]
    [InlineData("[{\"a\":1}{\"b\":2}]", """[{"a":1},{"b":2}]""")]
    [InlineData("{\"at\": 12:30, \"on\": 2026-01-31, \"tel\": 555-1234}", """{"at":"12:30","on":"2026-01-31","tel":"555-1234"}""")]
    [InlineData("{\"price\": $10, \"share\": 50%, \"mail\": user@example.com}", """{"price":"$10","share":"50%","mail":"user@example.com"}""")]
    [InlineData("{a: 1, b: two words, c: [x, y]}", """{"a":1,"b":"two words","c":["x","y"]}""")]
    [InlineData("{\\n  \\\"a\\\": 1\\n}", """{"a":1}""")]
    [InlineData("{\"link\": \"[text](\"https://a.b\")\"}", """{"link":"[text](\"https://a.b\")"}""")]
    [InlineData("{url: https://a.b/c?d=e,\"n\": 1}", """{"url":"https://a.b/c?d=e","n":1}""")]
    [InlineData("{re: /a[\"b]+/, n: -.5}", """{"re":"/a[\"b]+/","n":-0.5}""")]
    public void Repairs(string input, string expected)
    {
        JsonRepair.TryRepair(input, out var fromText).ShouldBeTrue();
        fromText!.Text.ShouldBe(expected);
        fromText.Steps.ShouldNotBeEmpty();
        JsonRepair.TryRepair(Encoding.UTF8.GetBytes(input), out var fromBytes).ShouldBeTrue();
        fromBytes!.Text.ShouldBe(expected);
        fromBytes.Steps.ShouldBe(fromText.Steps);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \n\t")]
    [InlineData("}")]
    [InlineData("// nothing")]
    public void Refuses_what_holds_no_value(string input)
    {
        JsonRepair.TryRepair(input, out var result).ShouldBeFalse();
        result.ShouldBeNull();
    }

    [Theory]
    [InlineData("[1, 2,]", JsonRepairKind.Separators)]
    [InlineData("{'a': 1}", JsonRepairKind.Quotes)]
    [InlineData("[1", JsonRepairKind.Completed)]
    [InlineData("[True]", JsonRepairKind.Literal)]
    [InlineData("{\"a\": }", JsonRepairKind.MissingValue)]
    [InlineData("[1 /* x */]", JsonRepairKind.CommentRemoved)]
    [InlineData("```\n[1]\n```", JsonRepairKind.Unwrapped)]
    [InlineData("[1}", JsonRepairKind.Brackets)]
    [InlineData("{\\\"a\\\": 1}", JsonRepairKind.Unescaped)]
    [InlineData("[\"a\nb\"]", JsonRepairKind.Escapes)]
    public void Says_what_it_did(string input, JsonRepairKind expected)
    {
        JsonRepair.TryRepair(input, out var result).ShouldBeTrue();
        result!.Steps.Select(step => step.Kind).ShouldContain(expected);
    }

    [Fact]
    public void Valid_text_is_returned_as_it_came()
    {
        var deep = new string('[', 100_000) + new string(']', 100_000);
        foreach (var text in new[] { " {\"a\" : 1.50E+2, \"a\": \"\\u0041\"} \n", "\"```json {}\"", "1e999", "\"\\ud800\"", deep })
        {
            var bytes = Encoding.UTF8.GetBytes(text);
            JsonRepair.TryRepair(bytes, out var result).ShouldBeTrue();
            result!.Utf8.Span.SequenceEqual(bytes).ShouldBeTrue();
            result.Changed.ShouldBeFalse();
        }
    }

    [Fact]
    public void Broken_text_gives_valid_JSON_or_nothing_whatever_is_cut_or_inserted()
    {
        const string Marks = "{}[]()\"'`:,\\/*#\n +-.0eEtfn\u201c\u2019\u00a0\0";
        const string Text = """{"city": "Oslo", "days": [1, 2.5e3, {"note": "a \"b\" c\n"}], "x": null, "y": 'z'} // end""";
        var seed = Environment.TickCount;
        var random = new Random(seed);
        for (var round = 0; round < 20_000; round++)
        {
            var text = new StringBuilder(Text);
            for (var i = random.Next(1, 8); i > 0; i--)
            {
                var at = random.Next(text.Length);
                if (random.Next(3) == 0)
                    text.Remove(at, Math.Min(random.Next(1, 10), text.Length - at));
                else
                    text.Insert(at, Marks[random.Next(Marks.Length)]);
                if (text.Length == 0)
                    text.Append('{');
            }

            if (JsonRepair.TryRepair(text.ToString(), out var result))
                JsonRepair.IsJson(result.Utf8.Span).ShouldBeTrue($"seed {seed}, round {round}: {text} gave {result.Text}");
        }
    }

    [Fact]
    public void Bytes_that_are_no_UTF8_are_repaired()
    {
        JsonRepair.TryRepair("{\"a\": \"\xff\"}"u8, out _).ShouldBeTrue();
        JsonRepair.TryRepair([.. "{\"a\": \""u8, 0xff, .. "\"}"u8], out var result).ShouldBeTrue();
        JsonDocument.Parse(result!.Utf8).RootElement.GetProperty("a").GetString().ShouldBe("\ufffd");
    }
}
