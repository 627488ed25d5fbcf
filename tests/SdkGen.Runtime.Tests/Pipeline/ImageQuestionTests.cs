using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using SdkGen.Testing;

namespace SdkGen.Runtime.Tests.Pipeline;

public sealed class ImageQuestionTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<byte[], string> Files => new()
    {
        { [0x89, (byte)'P', (byte)'N', (byte)'G', 13], "image/png" },
        { [0xFF, 0xD8, 0xFF, 0xE0], "image/jpeg" },
        { [.. "GIF89a"u8], "image/gif" },
        { [.. "RIFF1234WEBPVP8 "u8], "image/webp" },
    };

    [Theory]
    [MemberData(nameof(Files))]
    public async Task An_image_is_known_by_its_first_bytes(byte[] file, string mediaType)
    {
        using var model = new TestModel<OpenAIModels.Gpt41Mini>(_ => "A lighthouse.");

        (await model.AskAboutImageAsync("What is this?", file, cancellationToken: Token)).Text.ShouldBe("A lighthouse.");

        var message = model.Requests.ShouldHaveSingleItem().Messages.ShouldHaveSingleItem();
        message.Contents[0].ShouldBeOfType<DataContent>().MediaType.ShouldBe(mediaType);
        message.Text.ShouldBe("What is this?");
    }

    [Fact]
    public async Task Bytes_that_say_nothing_need_a_media_type()
    {
        using var model = new TestModel<OpenAIModels.Gpt41Mini>(_ => "?");

        await Should.ThrowAsync<ArgumentException>(() => model.AskAboutImageAsync("What is this?", new byte[] { 1, 2, 3 }, cancellationToken: Token));
        (await model.AskAboutImageAsync("What is this?", new byte[] { 1, 2, 3 }, "image/heic", cancellationToken: Token)).Text.ShouldBe("?");
    }

    [Fact]
    public async Task The_request_reaches_the_service_as_one_message()
    {
        await using var server = await LlmEmulator.StartAsync(cancellationToken: Token);
        await using var services = Services(server);

        await services.GetRequiredService<IChatClient<OpenAIModels.Gpt41Mini>>().AskAboutImageAsync("What is this?", new Uri("https://example.com/a.png"), cancellationToken: Token);

        var content = server.Requests.ShouldHaveSingleItem().Json.GetProperty("messages")[0].GetProperty("content");
        content[0].GetProperty("image_url").GetProperty("url").GetString().ShouldBe("https://example.com/a.png");
        content[1].GetProperty("text").GetString().ShouldBe("What is this?");
    }

    [Fact]
    public async Task A_model_without_eyes_is_not_asked()
    {
        await using var server = await LlmEmulator.StartAsync(cancellationToken: Token);
        await using var services = Services(server);

#pragma warning disable LLM2004, LLM2040 // What the build says here is refused at run time too.
        var thrown = await Should.ThrowAsync<LlmException>(() =>
            services.GetRequiredService<IChatClient<OpenAIModels.O3Mini>>().AskAboutImageAsync("What is this?", new Uri("https://example.com/a.png"), cancellationToken: Token));
#pragma warning restore LLM2004, LLM2040

        thrown.Message.ShouldStartWith("LLM2004: o3-mini does not take images. Models of OpenAI that do: OpenAIModels.");
        server.Requests.ShouldBeEmpty();
    }

    private static ServiceProvider Services(LlmEmulator server) => new ServiceCollection()
        .AddLlm(llm => llm.AddOpenAI(options =>
        {
            options.BaseUrl = server.OpenAIUrl;
            options.ApiKey = "any";
        }))
        .BuildServiceProvider();
}
