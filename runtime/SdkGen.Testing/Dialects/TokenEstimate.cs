namespace SdkGen.Testing.Dialects;

/// <summary>Tokens where a script names none: four characters to a token.</summary>
internal static class TokenEstimate
{
    public static int Of(string text) => (text.Length + 3) / 4;

    public static TokenCounts Of(ChatRequest request, ChatReply reply)
    {
        var input = 3 + request.Messages.Sum(message => 3 + Of(message.Text) + message.ToolCalls.Sum(call => Of(call.Name) + Of(call.Arguments)));
        var output = Of(reply.Text ?? "") + Of(reply.Refusal ?? "") + reply.ToolCalls.Sum(call => 5 + Of(call.Name) + Of(call.Arguments));
        return new TokenCounts(input, output);
    }
}
