namespace SdkGen.Pipeline.Tests.Guard;

/// <summary>Which levels of reasoning a model is known not to have: the compiler and the running program ask the same table.</summary>
public class ReasoningScaleTests
{
    [Theory]
    [InlineData("high", "low,medium,high", false)]
    [InlineData("HIGH", "low,medium,high", false)]
    [InlineData("xhigh", "low,medium,high", true)]
    [InlineData("xhigh", "low,high,max", false)]
    [InlineData("minimal", "low,medium,high", true)]
    [InlineData("medium", "low,high", false)]
    [InlineData("low", "none,high", false)]
    [InlineData("high", "none", true)]
    [InlineData("none", "low,medium,high", true)]
    [InlineData("none", "none,low", false)]
    [InlineData("high", "none,default", false)]
    [InlineData("none", "default", true)]
    [InlineData("ultra", "low,medium,high", true)]
    [InlineData("ultra", "", false)]
    public void A_level_outside_of_those_that_a_model_knows(string level, string known, bool isOutside) =>
        ReasoningScale.IsOutside(level, known.Split(',', StringSplitOptions.RemoveEmptyEntries), canBeOff: false).ShouldBe(isOutside);

    [Fact]
    public void A_model_that_is_switched_off_by_another_parameter_knows_none() => ReasoningScale.IsOutside("none", ["low", "high"], canBeOff: true).ShouldBeFalse();
}
