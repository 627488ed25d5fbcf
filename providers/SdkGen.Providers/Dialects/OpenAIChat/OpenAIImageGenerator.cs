using Microsoft.Extensions.AI;
using SdkGen.Transport;
using SdkGen.Wire.OpenAIChat;

namespace SdkGen.Dialects.OpenAIChat;

/// <summary>Makes images with <c>POST images/generations</c>.</summary>
internal sealed class OpenAIImageGenerator : IImageGenerator
{
    private readonly OpenAIChatWireClient _wire;
    private readonly ImageGeneratorMetadata _metadata;
    private readonly ModelFacts _model;
    private readonly ProviderProfile _profile;

    public OpenAIImageGenerator(ProviderConnection connection, ModelFacts model)
    {
        _wire = new OpenAIChatWireClient(connection);
        _model = model;
        _profile = connection.Profile;
        _metadata = new ImageGeneratorMetadata(_profile.TelemetryName ?? _profile.Id, connection.BaseUrl, model.Id);
    }

    public async Task<ImageGenerationResponse> GenerateAsync(ImageGenerationRequest request, ImageGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.OriginalImages?.Any() == true)
            throw new LlmException(LlmErrorKind.Unsupported, $"{_profile.Name} cannot change images over this protocol yet; only new ones are made.") { Provider = _profile.Id, Model = _model.Id };

        var wire = options?.RawRepresentationFactory?.Invoke(this) as OpenAIChatImageRequest ?? new OpenAIChatImageRequest();
        wire.Model ??= options?.ModelId ?? _model.Id;
        wire.Prompt ??= request.Prompt;
        wire.Count ??= options?.Count;
        if (options?.ImageSize is { } size)
            wire.Size ??= $"{size.Width}x{size.Height}";
        if (options?.MediaType is { } mediaType)
            wire.OutputFormat ??= mediaType[(mediaType.IndexOf('/', StringComparison.Ordinal) + 1)..];

        // Data is what the newer models answer with; to ask for it by name is an error to them.
        if (options?.ResponseFormat == ImageGenerationResponseFormat.Uri)
            wire.ResponseFormat ??= "url";
        foreach (var (name, value) in options?.AdditionalProperties ?? [])
        {
            if (value is not null)
                (wire.UnknownMembers ??= [])[name] = JsonValues.Of(value);
        }

        var response = await _wire.ImageAsync(wire, wire.Model, cancellationToken).ConfigureAwait(false);
        return Read(response);
    }

    public object? GetService(Type serviceType, object? serviceKey = null)
    {
        ArgumentNullException.ThrowIfNull(serviceType);
        if (serviceKey is not null)
            return null;
        if (serviceType == typeof(ImageGeneratorMetadata))
            return _metadata;
        if (serviceType == typeof(ModelFacts))
            return _model;
        if (serviceType == typeof(OpenAIChatWireClient))
            return _wire;
        return serviceType.IsInstanceOfType(this) ? this : null;
    }

    public void Dispose()
    {
        // Connections belong to the factory of HTTP clients.
    }

    private ImageGenerationResponse Read(ProviderResponse<OpenAIChatImageResponse> response)
    {
        var wire = response.Value;
        var mediaType = "image/" + (wire.OutputFormat is { Length: > 0 } format && format.All(char.IsAsciiLetterOrDigit) ? format : "png");
        var contents = new List<AIContent>();
        foreach (var image in wire.Data ?? [])
        {
            if (image?.Base64 is { Length: > 0 } base64 && OpenAIChatAudioContent.Decode(base64) is { } data)
                contents.Add(Described(new DataContent(data, mediaType), image));
            else if (Uri.TryCreate(image?.Url, UriKind.Absolute, out var url))
                contents.Add(Described(new UriContent(url, mediaType), image!));
        }

        if (contents.Count == 0 && wire.Data is { Count: > 0 })
        {
            throw new LlmException(LlmErrorKind.InvalidResponse, $"{_profile.Name} answered with images that cannot be read.")
            {
                Provider = _profile.Id,
                Model = _model.Id,
                RequestId = response.RequestId,
            };
        }

        return new ImageGenerationResponse(contents)
        {
            RawRepresentation = wire,
            Usage = wire.Usage is not { } usage ? null : new()
            {
                InputTokenCount = usage.InputTokens,
                OutputTokenCount = usage.OutputTokens,
                TotalTokenCount = usage.TotalTokens,
                CachedInputTokenCount = usage.InputTokensDetails?.CachedTokens,
            },
        };
    }

    private static AIContent Described(AIContent content, OpenAIChatImage image)
    {
        if (image.RevisedPrompt is { } prompt)
            content.AdditionalProperties = new() { ["revisedPrompt"] = prompt };
        return content;
    }
}
