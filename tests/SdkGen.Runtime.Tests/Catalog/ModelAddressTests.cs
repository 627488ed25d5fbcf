namespace SdkGen.Runtime.Tests.Catalog;

/// <summary>Texts that name a model, what runs it and where.</summary>
public class ModelAddressTests
{
    [Theory]
    [InlineData("llama3:latest:ollama@localhost:11434", "llama3:latest", "ollama", "localhost:11434")]
    [InlineData("llama3:ollama@10.0.0.7", "llama3", "ollama", "10.0.0.7")]
    [InlineData("llama3:ollama@http://[::1]:11434/", "llama3", "ollama", "http://[::1]:11434/")]
    [InlineData("llama3:latest:ollama", "llama3:latest", "ollama", null)]
    [InlineData("llama3:latest", "llama3:latest", null, null)]
    [InlineData("gpt-4.1-mini", "gpt-4.1-mini", null, null)]
    [InlineData("claude-opus-4-5@20251101", "claude-opus-4-5@20251101", null, null)]
    [InlineData("claude-opus-4-5@20251101:ollama@localhost:1", "claude-opus-4-5@20251101", "ollama", "localhost:1")]
    [InlineData("anthropic.claude-v2:0", "anthropic.claude-v2:0", null, null)]
    [InlineData("qwen/qwen3:free:ollama@user@host:1", "qwen/qwen3:free", "ollama", "user@host:1")]
    public void A_text_is_taken_apart_and_put_together_again(string text, string model, string? runtime, string? address)
    {
        var parsed = ModelAddress.Parse(text, name => name == "ollama");

        parsed.ShouldBe(new ModelAddress(model, runtime, address));
        parsed.ToString().ShouldBe(text);
    }

    [Fact]
    public void An_address_that_is_not_there_is_an_error() =>
        Should.Throw<FormatException>(() => ModelAddress.Parse("llama3:ollama@", name => name == "ollama")).Message.ShouldBe("'llama3:ollama@' has nothing behind the @.");
}
