public class PlaceholderTests { [Fact] public void Builds() => typeof(SdkGen.IModel).Name.ShouldBe("IModel"); }
