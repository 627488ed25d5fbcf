using System.Collections;

namespace SdkGen.Json;

/// <summary>A list that keeps its objects when it is cleared and gives them out again: reading a stream of small documents makes no new ones.</summary>
/// <typeparam name="T">A mutable class whose reader sets every member anew.</typeparam>
/// <remarks>Objects taken from the list belong to it: after the next reading they hold other values.</remarks>
public sealed class ReusableList<T> : IList<T>, IReadOnlyList<T>
    where T : class, new()
{
    private T?[] _items = [];

    /// <inheritdoc cref="ICollection{T}.Count"/>
    public int Count { get; private set; }

    bool ICollection<T>.IsReadOnly => false;

    /// <inheritdoc/>
    public T this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)Count);
            return _items[index]!;
        }

        set
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)Count);
            _items[index] = value;
        }
    }

    /// <summary>Makes the list one longer.</summary>
    /// <returns>The new last object: one from an earlier use, with its old values, or a new one.</returns>
    public T Next()
    {
        EnsureRoom();
        return _items[Count++] ??= new T();
    }

    /// <inheritdoc/>
    public void Add(T item)
    {
        EnsureRoom();
        _items[Count++] = item;
    }

    /// <summary>Makes the list empty and keeps its objects for <see cref="Next"/>.</summary>
    public void Clear() => Count = 0;

    /// <inheritdoc/>
    public int IndexOf(T item) => Array.IndexOf(_items, item, 0, Count);

    /// <inheritdoc/>
    public bool Contains(T item) => IndexOf(item) >= 0;

    /// <inheritdoc/>
    public void CopyTo(T[] array, int arrayIndex) => Array.Copy(_items, 0, array, arrayIndex, Count);

    /// <inheritdoc/>
    public void Insert(int index, T item)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)index, (uint)Count);
        EnsureRoom();
        Array.Copy(_items, index, _items, index + 1, Count - index);
        _items[index] = item;
        Count++;
    }

    /// <inheritdoc/>
    public bool Remove(T item)
    {
        var index = IndexOf(item);
        if (index < 0)
            return false;
        RemoveAt(index);
        return true;
    }

    /// <inheritdoc/>
    public void RemoveAt(int index)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)Count);
        Count--;
        Array.Copy(_items, index + 1, _items, index, Count - index);
        _items[Count] = null;
    }

    /// <summary>Walks the list without an allocation.</summary>
    public Enumerator GetEnumerator() => new(this);

    IEnumerator<T> IEnumerable<T>.GetEnumerator() => GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Makes room for so many objects in all.</summary>
    internal void EnsureRoom(int count)
    {
        if (count > _items.Length)
            Array.Resize(ref _items, count);
    }

    private void EnsureRoom()
    {
        if (Count == _items.Length)
            Array.Resize(ref _items, Math.Max(4, Count * 2));
    }

    /// <summary>Walks a <see cref="ReusableList{T}"/>.</summary>
    public struct Enumerator : IEnumerator<T>
    {
        private readonly ReusableList<T> _list;
        private int _index;

        internal Enumerator(ReusableList<T> list)
        {
            _list = list;
            _index = -1;
        }

        /// <inheritdoc/>
        public readonly T Current => _list[_index];

        readonly object IEnumerator.Current => Current;

        /// <inheritdoc/>
        public bool MoveNext() => ++_index < _list.Count;

        /// <inheritdoc/>
        public void Reset() => _index = -1;

        /// <inheritdoc/>
        public readonly void Dispose()
        {
        }
    }
}
