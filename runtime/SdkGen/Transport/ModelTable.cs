using System.Collections;
using System.ComponentModel;

namespace SdkGen.Transport;

/// <summary>The models of a generated profile. Each is made when it is first asked for: a program uses few of them, and starts without waiting for the others.</summary>
/// <param name="count">How many there are.</param>
/// <param name="make">Makes one, by its place in the list.</param>
/// <param name="indexOf">The place of the model whose marker type has that name; negative where there is none.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ModelTable(int count, Func<int, ModelFacts> make, Func<string, int> indexOf) : IReadOnlyList<ModelFacts>
{
    private readonly ModelFacts?[] _made = new ModelFacts?[count];

    /// <inheritdoc/>
    public int Count => _made.Length;

    /// <inheritdoc/>
    public ModelFacts this[int index] => _made[index] ?? Interlocked.CompareExchange(ref _made[index], make(index), null) ?? _made[index]!;

    /// <inheritdoc/>
    public IEnumerator<ModelFacts> GetEnumerator()
    {
        for (var i = 0; i < _made.Length; i++)
            yield return this[i];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>The model of a marker type, without making any other; null where none is listed under the type's name.</summary>
    internal ModelFacts? Find(Type model) => indexOf(model.Name) is var index and >= 0 && this[index] is var facts && facts.Type == model ? facts : null;
}
