namespace SdkGen.Dialects.AnthropicMessages;

/// <summary>Features in testing that a request makes use of, each once, in the order in which they were named.</summary>
internal sealed class AnthropicMessagesBetas
{
    private List<string>? _names;

    public AnthropicMessagesBetas(IEnumerable<string?>? names)
    {
        foreach (var name in names ?? [])
            Add(name);
    }

    /// <param name="names">A name, or several between commas; null where the service needs none.</param>
    public void Add(string? names)
    {
        if (string.IsNullOrWhiteSpace(names))
            return;
        foreach (var name in names.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (_names?.Contains(name) != true)
                (_names ??= []).Add(name);
        }
    }

    public List<string?>? ToList() => _names is null ? null : [.. _names];

    public string? ToHeader() => _names is null ? null : string.Join(',', _names);
}
