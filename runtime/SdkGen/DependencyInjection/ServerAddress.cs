using System.Net;

namespace SdkGen;

/// <summary>
/// The address of a server on one's own machine or network, as its variable says it. Such a variable may be the one that the server itself listens by (<c>OLLAMA_HOST</c>): a
/// host without a scheme, a port alone, or every address of the machine.
/// </summary>
internal static class ServerAddress
{
    private const string Separator = "://";

    /// <summary>The address of a client.</summary>
    /// <param name="said">What the variable says.</param>
    /// <param name="usual">The provider's own address, which has the port where the variable names none.</param>
    public static string Of(string said, Uri usual)
    {
        said = said.Trim().Trim('"', '\'');
        var hasScheme = said.Contains(Separator, StringComparison.Ordinal);

        // An address of six parts stands in brackets where a port may follow.
        if (!hasScheme && said.Count(letter => letter == ':') > 1 && !said.StartsWith('['))
            said = $"[{said}]";
        else if (!hasScheme && said.StartsWith(':'))
            said = usual.Host + said;
        if (!Uri.TryCreate(hasScheme ? said : "http://" + said, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
            return said;
        var builder = new UriBuilder(uri);
        if (!hasScheme && !HasPort(said))
            builder.Port = usual.Port;
        if (IPAddress.TryParse(uri.Host, out var address) && (address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any)))
            builder.Host = address.Equals(IPAddress.Any) ? "127.0.0.1" : "[::1]";
        return builder.Uri.GetLeftPart(UriPartial.Query).TrimEnd('/');
    }

    private static bool HasPort(string said)
    {
        var host = said.Split('/')[0];
        var colon = host.LastIndexOf(':');
        return colon > host.LastIndexOf(']') && colon >= 0;
    }
}
