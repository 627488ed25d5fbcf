using System.Net.Http.Headers;
using System.Text;
using SdkGen.Transport;

namespace SdkGen.Runtime.Tests.Transport;

/// <summary>Signatures that AWS publishes for its algorithm, and some of this service computed by another implementation.</summary>
public class AwsSignatureTests
{
    private const string Secret = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
    private const string Token = "AQoDYXdzEPT//////////wEXAMPLEtc764bNrC9SAPBSM22wDOk4x4HIZ8j4FZTwdQWLWsKWHGBuFqwAeMicRXmxfpSPfIeoIYRqTflfKD8YUuwthAx7mSEI/qkPpKPi/kMcGdQrmGdeehM4IC1NtBmUpp2wUE8phUZampKsburEDy0KPkyQDYwT7WZ0wq5VSXDvp75YU9HFvlRd8Tx6q6fE8YQcHNVXAkiY9q6d+xo0rKwT38xVqr7ZD0u0iPPkUL64lIZbqBAz+scqKmlzm8FDrypNC9Yjc8fPOLn9FX9KSYvKTr4rvx3iSIlTJabIQwj2ICCR/oLxBA==";

    private static readonly DateTimeOffset s_day = new(2015, 8, 30, 12, 36, 0, TimeSpan.Zero);

    [Fact]
    public void The_key_of_a_day_is_the_published_one() =>
        Convert.ToHexStringLower(AwsSignature.Key(Secret, "20150830", "us-east-1", "iam")).ShouldBe("c4afb1cc5771d871763a393e44b703571b55cc28424d1a5e86da6ed3c154a4b9");

    [Theory]
    [InlineData("GET", "https://example.amazonaws.com/", null, "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31")]
    [InlineData("POST", "https://example.amazonaws.com/", null, "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b")]
    [InlineData("GET", "https://example.amazonaws.com/?Param2=value2&Param1=value1", null, "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500")]
    [InlineData("POST", "https://example.amazonaws.com/", Token, "85d96828115b5dc0cfc3bd16ad9e210dd772bbebba041836c64533a82be05ead")]
    public void Published_requests_get_their_published_signatures(string method, string address, string? token, string expected)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), address);
        AwsSignature.Sign(request, [], new AwsCredentials("AKIDEXAMPLE", Secret, token), "us-east-1", "service", s_day);
        Authorization(request).ShouldBe(
            $"AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, SignedHeaders=host;x-amz-date{(token is null ? "" : ";x-amz-security-token")}, Signature={expected}");
        request.Headers.NonValidated["X-Amz-Date"].ToString().ShouldBe("20150830T123600Z");
        request.Headers.Contains("X-Amz-Security-Token").ShouldBe(token is not null);
    }

    [Fact]
    public void The_published_request_with_a_content_type_gets_its_signature()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "https://iam.amazonaws.com/?Action=ListUsers&Version=2010-05-08") { Content = new ByteArrayContent([]) };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse("application/x-www-form-urlencoded; charset=utf-8");
        AwsSignature.Sign(request, [], new AwsCredentials("AKIDEXAMPLE", Secret), "us-east-1", "iam", s_day);
        Authorization(request).ShouldEndWith("SignedHeaders=content-type;host;x-amz-date, Signature=5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7");
    }

    [Theory]
    [InlineData("us-east-1", "us.anthropic.claude-haiku-4-5-20251001-v1:0", "converse", "a9506f9f4c5b6091fed745ac3db69638b5c228dc40589517d6c84d782d79e00c")]
    [InlineData("eu-west-1", "arn:aws:bedrock:eu-west-1:123456789012:application-inference-profile/abc123", "converse-stream", "5beac0e27a81062a71d4ac9a1891db53a7bada705906ccece6f7fa180ebdad75")]
    public void Ids_of_models_are_signed_encoded_twice(string region, string model, string operation, string expected)
    {
        var body = """{"messages":[]}"""u8.ToArray();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri($"https://bedrock-runtime.{region}.amazonaws.com/model/{Uri.EscapeDataString(model)}/{operation}")) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new("application/json");
        AwsSignature.Sign(request, body, new AwsCredentials("AKIDEXAMPLE", Secret), region, "bedrock", new(2026, 1, 2, 4, 4, 5, TimeSpan.FromHours(1)));
        Authorization(request).ShouldEndWith($"Signature={expected}");
    }

    [Fact]
    public void Signing_again_replaces_the_signature()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "http://127.0.0.1:8080/x");
        AwsSignature.Sign(request, [], new AwsCredentials("AKIDEXAMPLE", Secret, "old"), "us-east-1", "bedrock", s_day);
        AwsSignature.Sign(request, [], new AwsCredentials("AKIDOTHER", Secret), "us-east-1", "bedrock", s_day.AddSeconds(1));
        Authorization(request).ShouldContain("Credential=AKIDOTHER/");
        request.Headers.NonValidated["X-Amz-Date"].ToString().ShouldBe("20150830T123601Z");
        request.Headers.Contains("X-Amz-Security-Token").ShouldBeFalse();
    }

    [Fact]
    public void Credentials_do_not_print_what_is_secret()
    {
        var text = new AwsCredentials("AKIDEXAMPLE", Secret, "session-token").ToString();
        text.ShouldBe("AWS key …MPLE");
    }

    [Theory]
    [InlineData("default", "id1", "secret=1", "token/1")]
    [InlineData("work", "id2", "secret2", null)]
    [InlineData("broken", null, null, null)]
    [InlineData("absent", null, null, null)]
    public void A_profile_is_read_from_the_file_of_keys(string profile, string? id, string? secret, string? token)
    {
        const string File = """
            # keys
            [default]
            aws_access_key_id = id1
            aws_secret_access_key=secret=1
            aws_session_token = token/1
            region = eu-west-1

            [work]
            ; of the other account
            aws_access_key_id=id2
              aws_secret_access_key =  secret2
            [broken]
            aws_access_key_id=id3
            """;
        var found = AwsCredentialsFile.Read(File.ReplaceLineEndings("\n").Split('\n'), profile);
        (found?.AccessKeyId, found?.SecretAccessKey, found?.SessionToken).ShouldBe((id, secret, token));
    }

    [Fact]
    public void The_file_of_keys_is_read_again_when_it_was_written()
    {
        var path = Path.Combine(Path.GetTempPath(), $"sdkgen-{Guid.NewGuid():n}");
        try
        {
            var file = new AwsCredentialsFile(path);
            file.Find("default").ShouldBeNull();
            File.WriteAllText(path, "[default]\naws_access_key_id=a\naws_secret_access_key=b\n");
            file.Find("default")!.AccessKeyId.ShouldBe("a");
            File.WriteAllText(path, "[default]\naws_access_key_id=c\naws_secret_access_key=d\n");
            File.SetLastWriteTimeUtc(path, DateTime.UtcNow.AddSeconds(5));
            file.Find("default")!.AccessKeyId.ShouldBe("c");
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static string Authorization(HttpRequestMessage request) => request.Headers.NonValidated["Authorization"].ToString();
}
