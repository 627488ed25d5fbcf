using System.Security.Cryptography;
using System.Text;

namespace SdkGen.Testing.Dialects.AnthropicMessages;

/// <summary>Signs reasoning, so that a client that changes it, or mixes signatures up, is found out.</summary>
internal static class AnthropicSignature
{
    private const string Prefix = "emulator.";

    public static string Of(string thinking) => Prefix + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(thinking)));

    /// <summary>Whether reasoning goes with its signature. Those of other services cannot be judged and are taken.</summary>
    public static bool Fits(string thinking, string signature) => !signature.StartsWith(Prefix, StringComparison.Ordinal) || signature == Of(thinking);
}
