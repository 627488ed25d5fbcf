using Microsoft.Extensions.AI;
using SdkGen.Testing;

namespace SdkGen.Runtime.Tests.Emulator;

/// <summary>Whatever one says to a model goes over every protocol, or is refused before anything is sent: nothing is left out without a word.</summary>
public sealed class ContentPartTests
{
    private const string Data = "QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVo=";
    private const string Address = "https://files.example/abc";

    private static readonly Dictionary<string, (Func<AIContent> Make, string Mark)> s_parts = new()
    {
        ["an image"] = (() => new DataContent(Convert.FromBase64String(Data), "image/png"), Data),
        ["an image by its address"] = (() => new UriContent(Address, "image/png"), Address),
        ["a PDF"] = (() => new DataContent(Convert.FromBase64String(Data), "application/pdf") { Name = "a.pdf" }, Data),
        ["a PDF by its address"] = (() => new UriContent(Address, "application/pdf"), Address),
        ["an uploaded file"] = (() => new HostedFileContent("file-123"), "file-123"),
        ["plain text as a file"] = (() => new DataContent("Words of a file."u8.ToArray(), "text/plain") { Name = "a.txt" }, "Words of a file.|V29yZHMgb2YgYSBmaWxlLg=="),
        ["speech"] = (() => new DataContent(Convert.FromBase64String(Data), "audio/wav"), Data),
        ["a video"] = (() => new DataContent(Convert.FromBase64String(Data), "video/mp4"), Data),
        ["a video by its address"] = (() => new UriContent(Address, "video/mp4"), Address),
        ["a spreadsheet"] = (() => new DataContent(Convert.FromBase64String(Data), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet") { Name = "a.xlsx" }, Data),
    };

    public static IEnumerable<TheoryDataRow<string, string>> All => EmulatedServices.Names.SelectMany(name => s_parts.Keys.Select(part => new TheoryDataRow<string, string>(name.Data, part)));

    [Theory]
    [MemberData(nameof(All))]
    public async Task A_part_is_sent_or_refused(string name, string part)
    {
        var (make, mark) = s_parts[part];
        await using var server = await LlmEmulator.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        await using var services = EmulatedServices.Services(name, server);
        LlmException? refused = null;
        try
        {
            // Of a model that nobody lists nothing is known that would speak against it.
            await EmulatedServices.Client(name, services).GetResponseAsync([new(ChatRole.User, [new TextContent("What is it?"), make()])], new() { ModelId = "a-model" }, TestContext.Current.CancellationToken);
        }
        catch (LlmException exception)
        {
            refused = exception;
        }

        if (server.Requests.Count == 0)
            refused.ShouldNotBeNull().Kind.ShouldBe(LlmErrorKind.Unsupported);
        else
            mark.Split('|').ShouldContain(words => server.Requests[0].Text.Contains(words, StringComparison.Ordinal), server.Requests[0].Text);
    }
}
