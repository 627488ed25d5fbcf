using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using SdkGen.Dialects.OpenAIChat;
using SdkGen.Json;
using SdkGen.Wire.OpenAIChat;

namespace SdkGen.Runtime.Tests.Json;

/// <summary>Wire objects that are sent again and again: their text is made once.</summary>
public class KeptTextTests
{
    private static OpenAIChatTool Tool => new() { Type = "function", Function = new() { Name = "f", Description = "a < b", Parameters = RawJson.Parse("""{"type": "object"}""") } };

    [Fact]
    public void What_is_kept_is_written_as_it_is()
    {
        var tool = Tool;
        tool.KeepText();
        tool.Type = "custom";

        ContractWriter.Text(new OpenAIChatRequest { Tools = [tool] }, OpenAIChatRequestCodec.Instance).ToString()
            .ShouldBe("""{"tools":[{"type":"function","function":{"name":"f","description":"a < b","parameters":{"type": "object"}}}]}""");
    }

    [Fact]
    public void An_object_that_is_read_anew_has_none()
    {
        var tool = Tool.KeepText();
        var problems = default(JsonProblems);
        var reader = new Utf8JsonReader("""{"type":"custom"}"""u8);
        reader.Read();
        OpenAIChatToolCodec.Instance.Read(ref reader, tool, ref problems);

        ContractWriter.Text(tool, OpenAIChatToolCodec.Instance).ToString().ShouldBe("""{"type":"custom"}""");
    }

    [Fact]
    public void Functions_are_text_from_their_first_request_on()
    {
        var tool = AIFunctionFactory.CreateDeclaration("f", "a < b", JsonDocument.Parse("""{"type": "object"}""").RootElement);
        var request = new OpenAIChatRequest();
        var writer = new OpenAIChatToolWriter(OpenAIProvider.Profile, new OpenAIChatTraits(OpenAIProvider.Profile.Wire));
        writer.Write(request, new ChatOptions { Tools = [tool] }, strictByDefault: false);

        Encoding.UTF8.GetString(request.Tools![0]._keptText!.Value.Utf8.Span).ShouldBe(ContractWriter.Text(Tool, OpenAIChatToolCodec.Instance).ToString());
    }
}
