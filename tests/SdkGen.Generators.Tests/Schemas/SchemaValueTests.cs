namespace SdkGen.Generators.Tests.Schemas;

/// <summary>Numbers, texts, equality and patterns where doubles, UTF-16 or .NET's own regular expressions would judge otherwise.</summary>
public class SchemaValueTests
{
    private static readonly (string Schema, string Fits, string Fails)[] s_cases =
    [
        ("""{ "multipleOf": 0.01 }""", "4.35 19.99 1e400 0 -0.0 1.00", "0.001 1e-400 0.015"),
        ("""{ "multipleOf": 1e-7 }""", "0.0000003 12391239123", "0.00000035"),
        ("""{ "multipleOf": 7 }""", "7e0 7000000000000000000000000000000000000000 -49", "1e30 7000000000000000000000000000000000000001"),
        ("""{ "multipleOf": 123456789012345678901234567890 }""", "246913578024691357802469135780 0e5", "246913578024691357802469135781"),
        ("""{ "maximum": 9007199254740992 }""", "9007199254740992 9007199254740992.0 -1e999", "9007199254740993 9007199254740992.0001 1e17"),
        ("""{ "exclusiveMinimum": 1e999999999999999999999 }""", "2e999999999999999999999 \"a\"", "1e999999999999999999999 1e99"),
        ("""{ "minimum": -0.1 }""", "-0.1 -0.0 -1e-1 0.1", "-0.10000000000000000000000001 -1"),
        ("""{ "type": "integer" }""", "1 1.0 1e2 120e-1 -0 0.0e-9 100000000000000000000000", "1.5 1e-1 12e-1 \"1\" true"),
        ("""{ "maxLength": 2 }""", "\"\\ud83d\\ude00é\" \"😀😀\" \"\\ud800\\ud800\" \"\"", "\"abc\" \"\\u0061bc\" \"\\ud800\\ud800\\ud800\" \"😀😀\\n\""),
        ("""{ "const": {"a": [1, "é"], "b": null} }""", """{"b":null,"a":[1.0,"\u00e9"]} {"a":0,"b":null,"\u0061":[1e0,"é"]}""", """{"a":[1,"é"]} {"a":[1,"é"],"b":false} [] {"a":[1,"é"],"b":null,"c":0}"""),
        ("""{ "enum": [10, "10", true, [], {}] }""", """10.0 1e1 "\u00310" true [] {}""", """11 "1" false [0] {"a":1} null"""),
        ("""{ "uniqueItems": true }""", """[1,"1",true,[1],{"a":1}] [0,false,null,""] ["\ud800","\ud801"]""", """[1,1.0] ["a","\u0061"] [{"a":1,"b":2},{"b":2,"a":1}] ["\ud800","\uD800"] [-0,0.0]"""),
        ("""{ "uniqueItems": true, "items": { "type": "integer" } }""", "[1,2,3,4,5,6,7,8,9,10,11,12]", "[1,2,3,4,5,6,7,8,9,10,11,12,1e1] [10,2,3,4,5,6,7,8,9,100e-1]"),
        ("""{ "minProperties": 2 }""", """{"a":1,"b":2} {"a":1,"a":2,"b":1}""", """{"a":1,"a":2} {"a":1,"\u0061":2}"""),
        ("""{ "maxProperties": 1 }""", """{"a":1} {"a":1,"a":2}""", """{"a":1,"b":2}"""),
        ("""{ "properties": {"a": {"type": "integer"}}, "required": ["é"] }""", """{"é":1} {"\u00e9":1,"\u0061":1}""", """{"e":1} {"é":1,"a":1,"a":"x"} {"é":1,"\u0061":"x"}"""),
        ("""{ "pattern": "^\\d+$" }""", "\"12\"", "\"१२\" \"12\\n\""),
        ("""{ "pattern": "^\\w+\\s\\W$" }""", "\"a_9\\u00a0é\" \"a\\ufeff-\"", "\"é -\" \"a b\""),
        ("""{ "pattern": "^.$" }""", "\"a\" \"😀\" \"\\ud83d\" \"\\u0085\"", "\"\\n\" \"\\u2028\" \"ab\" \"😀😀\""),
        ("""{ "pattern": "^[^a]{2}$" }""", "\"😀b\" \"😀😀\" \"\\n\\n\"", "\"😀\" \"ab\" \"😀a\""),
        ("""{ "pattern": "^[😀-😂]+$" }""", "\"😁😂\"", "\"😃\" \"\\ud83d\""),
        ("""{ "pattern": "^😀*$" }""", "\"\" \"😀😀\"", "\"😀\\ude00\""),
        ("""{ "pattern": "^\\u{1F600}\\ud83d\\ude01\\x41\\cJ$" }""", "\"😀😁A\\n\"", "\"😀😁A\""),
        ("""{ "pattern": "^\\p{Lu}\\P{L}$" }""", "\"É1\" \"\\ud801\\udc001\"", "\"éa\" \"Éa\" \"É😀😀\""),
        ("""{ "pattern": "^[\\p{L}\\d]+$" }""", "\"a9é\" \"𝒳\"", "\"a-\" \"😀\""),
        ("""{ "pattern": "^[^\\p{L}]$" }""", "\"1\" \"😀\"", "\"a\" \"𝒳\""),
        ("""{ "pattern": "^(?<y>a)(b)?\\k<y>\\2$" }""", "\"aa\" \"abab\"", "\"aba\" \"ab\""),
        ("""{ "pattern": "\\bcat\\B" }""", "\"a cats\" \"écats\"", "\"cat\" \"caté\" \"acats\""),
        ("""{ "pattern": "^(?!.*secret).*(?<=end)$" }""", "\"the end\"", "\"a secret end\" \"the end.\""),
        ("""{ "pattern": "^a{2,3}?b{1,}c{0}$" }""", "\"aab\" \"aaabb\"", "\"ab\" \"aabc\""),
        ("""{ "pattern": "^[\\]\\-\\\\[&&a]+$" }""", "\"]-[&a\\\\\"", "\"b\" \"^\""),
        ("""{ "pattern": "" }""", "\"\" \"a\" 1", ""),
        ("""{ "type": "string", "pattern": "^[]$" }""", "", "\"\" \"a\" 1"),
    ];

    private static readonly SchemaCases s_compiled = new(s_cases.Select(item => item.Schema));

    public static IEnumerable<TheoryDataRow<string>> Schemas => s_cases.Select(item => new TheoryDataRow<string>(item.Schema));

    [Theory]
    [MemberData(nameof(Schemas))]
    public void Values_are_judged_exactly(string schema)
    {
        var (_, fits, fails) = s_cases.Single(item => item.Schema == schema);
        foreach (var json in Split(fits))
            s_compiled[schema].Ask(json).ShouldBeEmpty(json);
        foreach (var json in Split(fails))
            s_compiled[schema].Ask(json).ShouldNotBeEmpty(json);
    }

    // Spaces part the values; those in strings are written as they are, so values are read, not cut.
    private static IEnumerable<string> Split(string values)
    {
        var bytes = System.Text.Encoding.UTF8.GetBytes(values);
        var result = new List<string>();
        var reader = new System.Text.Json.Utf8JsonReader(bytes, new System.Text.Json.JsonReaderOptions { AllowMultipleValues = true });
        while (reader.Read())
        {
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            result.Add(System.Text.Encoding.UTF8.GetString(bytes.AsSpan(start, (int)reader.BytesConsumed - start)));
        }

        return result;
    }
}
