using System.Xml.Linq;
using SdkGen.Generators.Contracts.FromSymbols;
using Shouldly;
using Xunit;

namespace SdkGen.Generators.Tests.Tools;

public sealed class PlainXmlTests
{
    [Theory]
    [InlineData(" words alone ")]
    [InlineData("<summary>Gets it.</summary>\n <param name=\"city\">The city.</param>")]
    [InlineData("<summary>See <see cref=\"List{T}\"/>, <paramref name='a' /> and <c></c>.\n<para>More</para></summary>")]
    [InlineData("<a\n  b=\"1 > 0\"\tc='\"'><d-e_1/></a>")]
    public void Reads_what_a_reader_for_all_of_XML_reads(string text) =>
        PlainXml.Parse(text)!.ToString(SaveOptions.DisableFormatting).ShouldBe(XElement.Parse($"<doc>{text}</doc>", LoadOptions.PreserveWhitespace).ToString(SaveOptions.DisableFormatting));

    [Theory]
    [InlineData("a &amp; b")]
    [InlineData("<![CDATA[a]]>")]
    [InlineData("<!-- a -->")]
    [InlineData("<x:a/>")]
    [InlineData("<a b=\"&lt;\"/>")]
    [InlineData("<a b=\"1\" b=\"2\"/>")]
    [InlineData("<a b=\"1\"c=\"2\"/>")]
    [InlineData("<a b/>")]
    [InlineData("<a")]
    [InlineData("<a>")]
    [InlineData("<a></b>")]
    [InlineData("</doc><doc>")]
    [InlineData("1 < 2")]
    [InlineData("<")]
    [InlineData("<a b=\"1")]
    public void Leaves_the_rest_to_it(string text) => PlainXml.Parse(text).ShouldBeNull();
}
