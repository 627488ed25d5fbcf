using System.Text;
using System.Text.Json;
using SdkGen.Json;
using Shouldly;
using Xunit;

namespace SdkGen.Runtime.Tests.Json;

/// <summary>How generated readers find the members of an object.</summary>
public class ObjectMembersTests
{
    [Theory]
    [InlineData("""{"a":1,"longer":2,"":3}""", "012")]
    [InlineData("""{"longer":2,"a":1}""", "10")]
    [InlineData("""{"a":1,"a":1,"longer":1}""", "001")]
    [InlineData("""{"\u0061":1,"long":2,"\u0000":3,"a\u0006longer":4}""", "0---")]
    public void Members_are_found_by_their_whole_name(string json, string expected)
    {
        var (indices, problems, _) = Read(json);

        indices.ShouldBe(expected);
        problems.Count(problem => problem.Expected == "nothing by this name (the names are a, longer, )").ShouldBe(expected.Count(c => c == '-'));
    }

    [Fact]
    public void What_is_missing_is_told_with_what_was_asked_for()
    {
        var (_, problems, isWhole) = Read("""{"longer":1}""");

        isWhole.ShouldBeFalse();
        problems.ShouldBe([new JsonProblem(".a", "a number", "nothing"), new JsonProblem("[\"\"]", "a text", "nothing")]);
    }

    [Fact]
    public void Null_is_absence_where_a_member_is_asked_for_its_value()
    {
        var (_, problems, isWhole) = Read("""{"a":null,"":null}""");

        isWhole.ShouldBeFalse();
        problems.Select(problem => problem.Path).ShouldBe([".a", "[\"\"]"]);
    }

    [Fact]
    public void What_is_no_object_is_one_problem()
    {
        var (indices, problems, isWhole) = Read("[1]");

        isWhole.ShouldBeFalse();
        indices.ShouldBe("");
        problems.ShouldHaveSingleItem().Expected.ShouldBe("an object");
    }

    /// <summary>Reads an object of <c>a</c> and the empty name, which are required, and <c>longer</c>.</summary>
    private static (string Indices, IReadOnlyList<JsonProblem> Problems, bool IsWhole) Read(string json)
    {
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(json));
        var problems = default(JsonProblems);
        reader.Read();
        var members = new ObjectMembers("\u0001a\u0006longer\0"u8);
        if (!members.Begin(ref reader, ref problems))
            return ("", problems.Items, false);

        var indices = "";
        while (members.Next(ref reader, ref problems))
        {
            indices += members.Index < 0 ? "-" : members.Index.ToString(System.Globalization.CultureInfo.InvariantCulture);
            if (members.Index < 0)
                members.Unknown(ref reader, ref problems);
            else
                members.HasValue(ref reader);
        }

        var isWhole = members.End(ref problems, 0x5, "a number\na text");
        return (indices, problems.Items, isWhole);
    }
}
