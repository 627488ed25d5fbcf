using System.Text;
using System.Text.Json;
using SdkGen.Json;

namespace SdkGen.Transport;

/// <summary>Makes the <see cref="LlmException"/> of an exchange that went wrong.</summary>
/// <param name="profile">The provider.</param>
/// <param name="options">The account: its key is taken out of every text.</param>
/// <param name="time">Tells how far away a date is.</param>
/// <param name="model">The model asked; null where that is not known.</param>
/// <param name="requests">Knows secrets that change: tokens and the keys of signatures; null where there are none.</param>
internal sealed class FailureReader(ProviderProfile profile, ProviderOptions options, TimeProvider time, string? model, RequestFactory? requests = null)
{
    private const string APage = "it is a web page. Something stands in between, such as a proxy that asks to sign in, or the base URL is not that of the API.";
    private const int MaxBodyLength = 8192;
    private const int BeginningLength = 200;
    private const int MaxMessageLength = MaxBodyLength;

    private static readonly string[] s_requestIdHeaders = ["x-request-id", "request-id", "apim-request-id", "x-amzn-requestid", "mistral-correlation-id", "x-generation-id"];

    // AWS says there what its bodies leave out: the kind of error, and behind a colon where it was found.
    private static readonly string[] s_errorTypeHeaders = ["x-amzn-errortype"];

    // Shorter texts are no keys, and taking them out would make the message unreadable.
    private const int ShortestSecret = 8;

    private readonly List<string> _secrets = SecretsOf(profile, options);

    /// <summary>Whether a JSON object of an answer that claims success is an error: it has a member <c>error</c> that says something, or calls itself one.</summary>
    public static bool IsError(ReadOnlySpan<byte> json)
    {
        // The quotation marks of text inside a string are escaped, so that this finds next to nothing but real members.
        if (json.IndexOf("\"error\""u8) < 0)
            return false;
        try
        {
            var reader = new Utf8JsonReader(json);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
                return false;
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var isError = !reader.ValueIsEscaped && reader.ValueTextEquals("error"u8);
                var isObject = !isError && !reader.ValueIsEscaped && reader.ValueTextEquals("object"u8);
                reader.Read();
                if (isObject && reader.TokenType == JsonTokenType.String && reader.ValueTextEquals("error"u8))
                    return true;
                if (isError)
                    return reader.TokenType == JsonTokenType.StartObject || (reader.TokenType == JsonTokenType.String && !reader.ValueSpan.IsEmpty);
                reader.Skip();
            }
        }
        catch (JsonException)
        {
            // Whoever reads the text next says what is wrong with it.
        }

        return false;
    }

    /// <summary>The failure that a response with an error status is.</summary>
    public LlmException FromResponse(HttpResponseMessage response, ReadOnlyMemory<byte> body) =>
        Make((int)response.StatusCode, body, Typed(ErrorBody.Read(body), First(response, s_errorTypeHeaders)), response, RequestId(response));

    /// <summary>The failure that a body says although the status was fine.</summary>
    public LlmException FromBody(HttpResponseMessage response, ReadOnlyMemory<byte> body) => Make(null, body, ErrorBody.Read(body), response, RequestId(response));

    /// <summary>The failure that the frame of an event says.</summary>
    public LlmException FromEvent(HttpResponseMessage response, ReadOnlyMemory<byte> body, string type, string? message)
    {
        var read = Typed(ErrorBody.Read(body), type);
        return Make(null, body, read with { Message = read.Message ?? message }, response, RequestId(response));
    }

    /// <summary>The failure that a body says although the status was fine, where the response is gone.</summary>
    public LlmException FromBody(ReadOnlyMemory<byte> body, string? requestId) => Make(null, body, ErrorBody.Read(body), null, requestId);

    /// <summary>The failure of an answer that nobody can read.</summary>
    public LlmException Unreadable(HttpResponseMessage? response, ReadOnlyMemory<byte> body, Exception cause) =>
        new(LlmErrorKind.InvalidResponse, $"{profile.Name} answered with something that is not an answer: {(IsPage(response) ? APage : WithoutSecrets(cause.Message))}", cause)
        {
            Provider = profile.Id,
            Model = model,
            Status = (int?)response?.StatusCode,
            RequestId = RequestId(response),
            Body = Text(body),
        };

    /// <summary>The failure of an answer that has nothing of one: what an object says of an error, as some services do under any status, else how it begins.</summary>
    public LlmException NoAnswer(HttpResponseMessage response, ReadOnlyMemory<byte> body)
    {
        if (JsonText.WithoutSpace(body.Span) is [(byte)'{', ..] && ErrorBody.Read(body) is { Message: not null } read && Make(null, body, read, response, RequestId(response)) is { Kind: not LlmErrorKind.Unknown } told)
            return told;
        var text = Encoding.UTF8.GetString(body.Span[..Math.Min(body.Length, BeginningLength)]).Trim();
        return Unreadable(response, body, new InvalidDataException($"it has nothing that an answer has, and begins with {text}"));
    }

    private static bool IsPage(HttpResponseMessage? response) => response?.Content.Headers.ContentType?.MediaType is "text/html" or "application/xhtml+xml";

    /// <summary>What went wrong with a connection. The words for failures on the way point to the exception within.</summary>
    private static string Reason(Exception cause) => cause switch
    {
        HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError, InnerException: { } inner } => $"it could not be made secure: {inner.Message}",
        HttpRequestException { HttpRequestError: HttpRequestError.Unknown, InnerException: { } inner } => inner.Message,
        _ => cause.Message,
    };

    /// <summary>The failure of the transport itself.</summary>
    public LlmException FromTransport(Exception cause, HttpResponseMessage? response)
    {
        if (cause is InvalidDataException)
            return Unreadable(response, default, cause);
        var timeout = cause is OperationCanceledException or TimeoutException;
        var message = timeout ? TimedOut(cause, response) : $"The connection to {profile.Name} failed: {WithoutSecrets(Reason(cause))}";
        return new LlmException(timeout ? LlmErrorKind.Timeout : LlmErrorKind.Connection, message, cause)
        {
            Provider = profile.Id,
            Model = model,
            Status = (int?)response?.StatusCode,
            RequestId = RequestId(response),
            IsRetryable = true,
        };
    }

    /// <summary>Which limit it was: the one of the handler that connects, or the one of the client that waits for the answer's head, and of whoever reads a whole body.</summary>
    private string TimedOut(Exception cause, HttpResponseMessage? response)
    {
        if (cause is OperationCanceledException { InnerException: TimeoutException connecting } && connecting.Message.Contains("ConnectTimeout", StringComparison.Ordinal))
            return $"No connection to {profile.Name} was made within {Limit(options.ConnectTimeout)} ({nameof(ProviderOptions)}.{nameof(ProviderOptions.ConnectTimeout)}).";
        return response is null
            ? $"{profile.Name} did not answer within {Limit(options.Timeout)} ({nameof(ProviderOptions)}.{nameof(ProviderOptions.Timeout)})."
            : $"The answer of {profile.Name} did not end within {Limit(options.Timeout)} ({nameof(ProviderOptions)}.{nameof(ProviderOptions.Timeout)}).";
    }

    private static string Limit(TimeSpan limit) => limit.ToString("c", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The request's id: in the headers that the provider names, else in one that a gateway in its place may use.</summary>
    public string? RequestId(HttpResponseMessage? response) =>
        response is null ? null : Clean(First(response, profile.RequestIdHeaders) ?? First(response, s_requestIdHeaders), MaxMessageLength);

    private static ErrorBody Typed(ErrorBody body, string? type) => body with { Type = ErrorBody.TypeName(type) ?? body.Type };

    private static string? First(HttpResponseMessage response, IReadOnlyList<string> names)
    {
        for (var i = 0; i < names.Count; i++)
        {
            if (response.Headers.NonValidated.TryGetValues(names[i], out var values))
                return values.ToString();
        }

        return null;
    }

    private LlmException Make(int? status, ReadOnlyMemory<byte> bytes, in ErrorBody body, HttpResponseMessage? response, string? requestId)
    {
        status ??= body.Number is >= 400 and < 600 ? body.Number : null;
        var rule = ErrorMap.Find(profile, status, body);
        var type = Clean(body.Type, MaxMessageLength);
        var code = Clean(body.Code, MaxMessageLength) ?? type ?? body.Number?.ToString(System.Globalization.CultureInfo.InvariantCulture);
        var message = Clean(body.Message, MaxMessageLength);
        return new LlmException(rule.Kind, Describe(status, code, message ?? Redirection(response), requestId))
        {
            Provider = profile.Id,
            Model = model,
            Status = status ?? (int?)response?.StatusCode,
            Code = code,
            ErrorType = type,
            ProviderMessage = message,
            RequestId = requestId,
            RetryAfter = (response is null ? null : RetryAfterHeader.Read(response.Headers, time)) ?? body.RetryAfter,
            Body = Text(bytes),
            IsRetryable = rule.Retryable ?? (response is null ? null : ShouldRetry(response)) ?? (LlmException.PassesByItself(rule.Kind) || status == 409),
        };
    }

    /// <summary>Where a service wants requests to go, without what else the address may tell.</summary>
    private static string? Redirection(HttpResponseMessage? response) => response?.Headers.Location is { } location && (int)response.StatusCode is >= 300 and < 400
        ? $"it redirects to {(location.IsAbsoluteUri ? RequestFactory.WithoutUser(location.GetLeftPart(UriPartial.Path)) : location.OriginalString.Split('?')[0])}, and redirects are not followed, because they would take the prompt elsewhere. If the API is there, set BaseUrl to it."
        : null;

    private string Describe(int? status, string? code, string? message, string? requestId)
    {
        var text = new StringBuilder(profile.Name).Append(status is null ? " broke off its answer" : " answered ").Append(status);
        if (code is not null)
            text.Append(" (").Append(code).Append(')');
        if (message is not null)
            text.Append(": ").Append(message);
        if (requestId is not null)
            text.Append(" [request ").Append(requestId).Append(']');
        return text.ToString();
    }

    private static bool? ShouldRetry(HttpResponseMessage response) =>
        response.Headers.NonValidated.TryGetValues("x-should-retry", out var values) && bool.TryParse(values.ToString(), out var retry) ? retry : null;

    private string? Text(ReadOnlyMemory<byte> bytes) => bytes.IsEmpty ? null : Clean(Encoding.UTF8.GetString(bytes.Span), MaxBodyLength);

    /// <summary>The text without keys and of bearable length: in this order, for half a key is a secret too.</summary>
    private string? Clean(string? text, int length)
    {
        if (text is null)
            return null;
        text = WithoutSecrets(text);
        return text.Length <= length ? text : string.Concat(text.AsSpan(0, length - 1), "…");
    }

    private string WithoutSecrets(string text)
    {
        foreach (var secret in _secrets)
            text = text.Replace(secret, "***", StringComparison.Ordinal);
        foreach (var changing in requests?.Secrets ?? [])
        {
            foreach (var secret in Secrets(changing))
                text = text.Replace(secret, "***", StringComparison.Ordinal);
        }

        return text;
    }

    private static List<string> SecretsOf(ProviderProfile profile, ProviderOptions options)
    {
        var secrets = new List<string>(Secrets(options.ApiKey));
        for (var i = 0; i < profile.Settings.Count; i++)
        {
            if (profile.Settings[i].IsSecret && options.Settings.TryGetValue(profile.Settings[i].Name, out var value))
                secrets.AddRange(Secrets(value));
        }

        return secrets;
    }

    /// <summary>The key as it is sent, without the white space around it, and as it stands in addresses and in JSON.</summary>
    private static string[] Secrets(string? apiKey) =>
        apiKey?.Trim() is { Length: >= ShortestSecret } key ? [key, Uri.EscapeDataString(key), key.Replace("/", "\\/", StringComparison.Ordinal)] : [];
}
