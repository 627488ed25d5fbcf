namespace SdkGen;

/// <summary>
/// A model and where it runs, in one text: <c>llama3:latest:ollama@localhost:11434</c> is the model <c>llama3:latest</c> in the runtime <c>ollama</c> at
/// <c>localhost:11434</c>. Runtime and address may be left out.
/// </summary>
/// <param name="Model">The model's id, its tag included.</param>
/// <param name="Runtime">What runs it, a runtime or the id of a provider; null where the text names none.</param>
/// <param name="Address">Host and port, or a URL; null where the text names none.</param>
public sealed record ModelAddress(string Model, string? Runtime = null, string? Address = null)
{
    /// <summary>Takes a text apart.</summary>
    /// <param name="text">The text.</param>
    /// <param name="isRuntime">Tells whether the last part behind a colon is a runtime; else it is the model's tag. Before an address it always is one.</param>
    /// <exception cref="FormatException">A part is empty.</exception>
    public static ModelAddress Parse(string text, Func<string, bool> isRuntime)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(text);
        ArgumentNullException.ThrowIfNull(isRuntime);

        // Ids may hold an @ too (claude-opus-4-5@20251101): only one behind a runtime leads to an address.
        for (var at = text.LastIndexOf('@'); at > 0; at = text.LastIndexOf('@', at - 1))
        {
            var before = text[..at];
            if (Split(before, isRuntime) is not { } served)
                continue;
            var address = text[(at + 1)..];
            return address.Length > 0 ? new ModelAddress(served.Model, served.Runtime, address) : throw new FormatException($"'{text}' has nothing behind the @.");
        }

        return Split(text, isRuntime) is { } named ? new ModelAddress(named.Model, named.Runtime) : new ModelAddress(text);
    }

    /// <summary>The text that <see cref="Parse"/> takes apart.</summary>
    public override string ToString() => Model + (Runtime is null ? "" : ":" + Runtime) + (Address is null ? "" : "@" + Address);

    private static (string Model, string Runtime)? Split(string text, Func<string, bool> isRuntime)
    {
        var colon = text.LastIndexOf(':');
        return colon > 0 && isRuntime(text[(colon + 1)..]) ? (text[..colon], text[(colon + 1)..]) : null;
    }
}
