using SdkGen.Transport;

namespace SdkGen.Runtime.Tests.Transport;

public sealed class PathTemplateTests
{
    [Theory]
    [InlineData("models", "models")]
    [InlineData("models/{model}:count", "models/a%2Fb%3A1:count")]
    [InlineData("models/{+model}:count", "models/a/b%3A1:count")]
    [InlineData("models?size=5&page={page}", "models?size=5&page=x%26y")]
    [InlineData("models?page={none}&size=5", "models?size=5")]
    [InlineData("models?page={none}", "models")]
    [InlineData("{region}/{model}", "eu-west-1/a%2Fb%3A1")]
    public void Values_are_filled_in(string template, string expected) =>
        PathTemplate.Expand(template, [("model", "a/b:1"), ("page", "x&y"), ("none", null)], name => name == "region" ? "eu-west-1" : null).ShouldBe(expected);

    [Fact]
    public void What_the_path_cannot_do_without_is_named() =>
        Should.Throw<ArgumentException>(() => PathTemplate.Expand("projects/{project}/models", [], _ => null)).Message.ShouldContain("project");
}
