using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace SdkGen.Dialects.AnthropicMessages;

/// <summary>Ids of calls in the form that the service takes. Those of other services may have another; call and result must agree, so a new one is made of nothing but the old.</summary>
internal static partial class AnthropicMessagesCallId
{
    public static string Of(string? id) =>
        id is not null && Form().IsMatch(id) ? id : "call_" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(id ?? "")))[..24];

    [GeneratedRegex(@"^[a-zA-Z0-9_-]+\z", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
