namespace SdkGen.Pipeline.Tests.Telemetry;

public class RedactorTests
{
    [Theory]
    [InlineData("Write to ada.lovelace+x@mail.example.co.uk, please.", "Write to [email], please.")]
    [InlineData("a@b", "a@b")]
    [InlineData("Call +44 20 7946 0958 or (212) 555-0142 or 212-555-0142.", "Call [phone] or [phone] or [phone].")]
    [InlineData("Order 20251121 of 2026-11-21, total 1234567.", "Order 20251121 of 2026-11-21, total 1234567.")]
    [InlineData("Paid with 4111 1111 1111 1111 today", "Paid with [card] today")]
    [InlineData("4111111111111111", "[card]")]
    [InlineData("3782-822463-10005", "[card]")]
    [InlineData("no 12 4111 1111 1111 1111", "no 12 [card]")]
    [InlineData("4111 1111 1111 1112", "4111 1111 1111 1112")]
    [InlineData("0000 0000 0000 0000", "0000 0000 0000 0000")]
    [InlineData("key sk-proj-abcdefghijklmnop1234 here", "key [key] here")]
    [InlineData("AKIAIOSFODNN7EXAMPLE and ghp_abcdefghijklmnopqrstuvwxyz0123456789", "[key] and [key]")]
    [InlineData("Authorization: Bearer abcdef0123456789abcdef", "Authorization: [key]")]
    [InlineData("eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.abc-_123", "[key]")]
    [InlineData("AIzaSyA1234567890abcdefghijklmnopqrstuv", "[key]")]
    [InlineData("-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY----- end", "[key] end")]
    [InlineData("nothing to see", "nothing to see")]
    [InlineData("", "")]
    public void The_built_in_rules(string text, string redacted) => LlmRedactor.Default.Redact(text).ShouldBe(redacted);

    [Fact]
    public void Text_without_a_match_stays_the_same_instance()
    {
        var text = "nothing to see at all";
        LlmRedactor.Default.Redact(text).ShouldBeSameAs(text);
    }

    [Fact]
    public void Rules_of_ones_own_are_added()
    {
        var redactor = LlmRedactor.Default.With(new RedactionRule("customer", "C-[0-9]{6}"), new RedactionRule("even", "[0-9]+!", match => match.Length % 2 == 0));
        redactor.Redact("C-123456 a@example.org 12! 123!").ShouldBe("[customer] [email] 12! [even]");
        new LlmRedactor(RedactionRule.Email).Redact("4111111111111111 a@example.org").ShouldBe("4111111111111111 [email]");
    }

    [Fact]
    public void A_pattern_that_is_not_linear_is_refused() =>
        Should.Throw<ArgumentException>(() => new RedactionRule("x", "(?<=a)b")).Message.ShouldContain("without look-around");

    [Fact]
    public void Hostile_text_takes_linear_time()
    {
        // Each of these takes a backtracking engine minutes at this length: the test would not end.
        const int Length = 200_000;
        foreach (var text in new[] { new string('a', Length), new string('1', Length), string.Concat(Enumerable.Repeat("1 ", Length / 2)), new string('a', Length) + "@", string.Concat(Enumerable.Repeat("a.", Length / 2)) + "@", "+1" + string.Concat(Enumerable.Repeat(" 1", Length / 2)), "Bearer" + new string(' ', Length) })
            LlmRedactor.Default.Redact(text).ShouldNotBeNull();
    }
}
