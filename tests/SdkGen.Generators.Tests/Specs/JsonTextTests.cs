using System.Text;
using SdkGen.Generators.Specs.Json;

namespace SdkGen.Generators.Tests.Specs;

/// <summary>The reader of spec files against the public JSON parsing suite, and its positions.</summary>
public class JsonTextTests(ITestOutputHelper output)
{
    [Fact]
    public void Public_suite_is_parsed_and_refused_as_it_says()
    {
        var folder = Path.Combine(SharedFolder.Root, "suites", "json-parsing", "test_parsing");
        Assert.SkipUnless(Directory.Exists(folder), $"{folder} is not on this machine.");
        var files = Directory.GetFiles(folder, "*.json");
        var wrong = new List<string>();
        foreach (var file in files)
        {
            var name = Path.GetFileName(file);
            var parse = JsonText.Parse(Decode(File.ReadAllBytes(file)));
            (parse.Root is null).ShouldBe(parse.Error is not null, name);
            if ((name[0] == 'y' && parse.Root is null) || (name[0] == 'n' && parse.Root is not null))
                wrong.Add($"{name}: {parse.Error?.Message ?? "was read"}");
        }

        output.WriteLine($"{files.Length} cases found");
        files.Length.ShouldBeGreaterThan(300);
        wrong.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("", "expected a value", 0)]
    [InlineData("{\"a\" 1}", "expected ':' after the property name", 5)]
    [InlineData("[1 2]", "expected ',' or ']'", 3)]
    [InlineData("[1,]", "expected a value", 3)]
    [InlineData("{\"a\":1,}", "expected a property name in double quotes", 7)]
    [InlineData("[01]", "expected ',' or ']'", 2)]
    [InlineData("[-]", "expected a digit", 2)]
    [InlineData("[1.e1]", "expected a digit after the decimal point", 3)]
    [InlineData("[\"a", "expected '\"' at the end of the string", 3)]
    [InlineData("[\"\\u12\"]", "expected four hexadecimal digits", 4)]
    [InlineData("[\"\\ud800\"]", "a string holds half of a surrogate pair", 8)]
    [InlineData("1 1", "expected the end of the file", 2)]
    public void Error_says_what_was_expected_and_where(string text, string message, int at)
    {
        var error = JsonText.Parse(text).Error.ShouldNotBeNull();

        error.Message.ShouldBe(message);
        error.Span.Start.ShouldBe(at);
    }

    [Fact]
    public void Depth_ends_at_the_limit()
    {
        JsonText.Parse(new string('[', JsonText.MaxDepth) + new string(']', JsonText.MaxDepth)).Error.ShouldBeNull();
        JsonText.Parse(new string('[', JsonText.MaxDepth + 1) + new string(']', JsonText.MaxDepth + 1)).Error.ShouldNotBeNull().Message.ShouldContain("64");
        JsonText.Parse(new string('[', 1_000_000)).Error.ShouldNotBeNull();
        JsonText.Parse(string.Concat(Enumerable.Repeat("[[],", 10_000))).Error.ShouldNotBeNull();
    }

    [Fact]
    public void Depth_counts_what_is_open_and_not_what_was()
    {
        JsonText.Parse("[" + string.Join(",", Enumerable.Repeat("[{}]", 200)) + "]").Error.ShouldBeNull();
    }

    [Fact]
    public void Strings_are_unescaped_and_numbers_kept_as_written()
    {
        var root = JsonText.Parse("""["a\"\\\/\b\f\n\r\té\ud83d\ude00😀", 1.50, -0, 1E+2]""").Root.ShouldBeOfType<JsonArray>();

        root.Items[0].ShouldBeOfType<JsonString>().Value.ShouldBe("a\"\\/\b\f\n\r\té😀😀");
        root.Items.Skip(1).Cast<JsonNumber>().Select(number => number.Text).ShouldBe(["1.50", "-0", "1E+2"]);
    }

    [Fact]
    public void Repeated_names_are_kept_and_told()
    {
        const string text = """{"a":1,"b":{"a":2},"a":3}""";
        var parse = JsonText.Parse(text);

        parse.Root.ShouldBeOfType<JsonObject>().Properties.Count.ShouldBe(3);
        parse.Duplicates.ShouldHaveSingleItem().NameSpan.ShouldBe(new(19, 3));
        text.Substring(19, 3).ShouldBe("\"a\"");
    }

    /// <summary>Decodes as the compiler does: UTF-8 or, with its mark, UTF-16; bytes that are neither become U+FFFD.</summary>
    private static string Decode(byte[] bytes)
    {
        using var reader = new StreamReader(new MemoryStream(bytes), Encoding.UTF8, detectEncodingFromByteOrderMarks: true);
        return reader.ReadToEnd();
    }
}
