using System.Collections;

namespace SdkGen.Testing;

/// <summary>The models that exist. While the list is empty, every model does and takes every parameter.</summary>
public sealed class ModelList : IEnumerable<string>
{
    private readonly Lock _lock = new();
    private readonly List<(string Id, string[] Refused)> _models = [];

    internal ModelList()
    {
    }

    /// <summary>Adds a model.</summary>
    /// <param name="id">Its id, for example <c>gpt-4.1-mini</c>.</param>
    /// <param name="refusedParameters">Request parameters that it refuses by their wire names, for example <c>temperature</c>.</param>
    public void Add(string id, params string[] refusedParameters)
    {
        ArgumentException.ThrowIfNullOrEmpty(id);
        lock (_lock)
            _models.Add((id, refusedParameters));
    }

    /// <inheritdoc/>
    public IEnumerator<string> GetEnumerator()
    {
        lock (_lock)
            return _models.Select(model => model.Id).ToList().GetEnumerator();
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    internal bool Has(string id)
    {
        lock (_lock)
            return _models.Count == 0 || _models.Exists(model => model.Id == id);
    }

    internal bool Refuses(string id, string parameter)
    {
        lock (_lock)
            return _models.Exists(model => model.Id == id && model.Refused.Contains(parameter));
    }
}
