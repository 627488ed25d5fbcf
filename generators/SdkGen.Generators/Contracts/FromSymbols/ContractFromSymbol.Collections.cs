using Microsoft.CodeAnalysis;

namespace SdkGen.Generators.Contracts.FromSymbols;

/// <content>Arrays, lists, sets and maps.</content>
internal sealed partial class ContractFromSymbol
{
    private const string Generic = "System.Collections.Generic.";
    private const string Immutable = "System.Collections.Immutable.";

    private Shape Array(IArrayTypeSymbol type, Location? location)
    {
        if (type.Rank > 1)
            return Reject(type, "has more than one dimension: take an array of arrays", location);
        return type.ElementType.SpecialType == SpecialType.System_Byte
            ? new StringShape(StringKind.Base64)
            : new ListShape(Place(type.ElementType, [], location), CollectionKind.Array);
    }

    private Shape? Collection(INamedTypeSymbol type, string name, Location? location)
    {
        if (name is "System.Text.Json.JsonDocument" or "System.Text.Json.Nodes.JsonObject" or "System.Text.Json.Nodes.JsonArray" or "System.Text.Json.Nodes.JsonValue")
            return Reject(type, "is one kind of JSON: take JsonElement or JsonNode", location);
        if (name is "System.ReadOnlyMemory`1" or "System.Memory`1" && type.TypeArguments[0].SpecialType == SpecialType.System_Byte)
            return Reject(type, "is text in JSON: take byte[]", location);
        if (name is "System.ReadOnlyMemory`1" or "System.Memory`1")
            return new ListShape(Place(type.TypeArguments[0], [], location), CollectionKind.ReadOnlyMemory);
        if (Map(name) is { } map)
        {
            var key = Key(type.TypeArguments[0], location);
            return new MapShape(key, Place(type.TypeArguments[1], [], location), map);
        }

        if (List(name) is { } list)
            return new ListShape(Place(type.TypeArguments[0], [], location), list) { UniqueItems = list is CollectionKind.HashSet or CollectionKind.ImmutableHashSet };

        if (OtherMap(name) is { } otherMap)
            return new MapShape(Key(type.TypeArguments[0], location), Place(type.TypeArguments[1], [], location)) { Construction = Made(otherMap, type) };
        if (OtherList(name) is { } otherList)
            return new ListShape(Place(type.TypeArguments[0], [], location), CollectionKind.List) { Construction = Made(otherList.Construction, type), UniqueItems = otherList.IsSet };

        // Whatever can be walked can be written.
        if (use == ContractUse.Write && Implemented(type, Generic + "IReadOnlyDictionary`2") is { } readOnlyMap && Key(readOnlyMap.TypeArguments[0], null) is { } readOnlyKey)
            return new MapShape(readOnlyKey, Place(readOnlyMap.TypeArguments[1], [], location));
        if (use == ContractUse.Write && type.TypeKind != TypeKind.Struct && Implemented(type, Generic + "IEnumerable`1") is { } items)
            return new ListShape(Place(items.TypeArguments[0], [], location), CollectionKind.List);
        if (Implemented(type, "System.Collections.IEnumerable") is not null || name == "System.Collections.IEnumerable")
            return Reject(type, "is a collection that cannot be filled: take a List<T>, an array, a HashSet<T> or a Dictionary<string, T>", location);
        return null;
    }

    private static CollectionKind? List(string metadataName) => metadataName switch
    {
        Generic + "List`1" or Generic + "IList`1" or Generic + "ICollection`1" or Generic + "IEnumerable`1" or Generic + "IReadOnlyList`1"
            or Generic + "IReadOnlyCollection`1" => CollectionKind.List,
        Generic + "HashSet`1" or Generic + "ISet`1" or Generic + "IReadOnlySet`1" => CollectionKind.HashSet,
        Immutable + "ImmutableArray`1" => CollectionKind.ImmutableArray,
        Immutable + "ImmutableList`1" or Immutable + "IImmutableList`1" => CollectionKind.ImmutableList,
        Immutable + "ImmutableHashSet`1" or Immutable + "IImmutableSet`1" => CollectionKind.ImmutableHashSet,
        _ => null,
    };

    private static MapKind? Map(string metadataName) => metadataName switch
    {
        Generic + "Dictionary`2" or Generic + "IDictionary`2" or Generic + "IReadOnlyDictionary`2" => MapKind.Dictionary,
        Immutable + "ImmutableDictionary`2" or Immutable + "IImmutableDictionary`2" => MapKind.ImmutableDictionary,
        Generic + "SortedDictionary`2" => MapKind.SortedDictionary,
        _ => null,
    };

    /// <summary>Collections that are made of another when all of it is read; <c>{0}</c> is their type.</summary>
    private static (string Construction, bool IsSet)? OtherList(string metadataName) => metadataName switch
    {
        Generic + "Queue`1" or Generic + "Stack`1" or Generic + "LinkedList`1" or "System.Collections.ObjectModel.Collection`1"
            or "System.Collections.ObjectModel.ObservableCollection`1" or "System.Collections.ObjectModel.ReadOnlyCollection`1"
            or "System.Collections.Concurrent.ConcurrentQueue`1" or "System.Collections.Concurrent.ConcurrentBag`1" => ("new {0}(items)", false),
        Generic + "SortedSet`1" or "System.Collections.ObjectModel.ReadOnlySet`1" => ("new {0}(items)", true),
        Immutable + "ImmutableQueue`1" or Immutable + "IImmutableQueue`1" => ("global::System.Collections.Immutable.ImmutableQueue.CreateRange(items)", false),
        Immutable + "ImmutableSortedSet`1" => ("global::System.Collections.Immutable.ImmutableSortedSet.CreateRange(items)", true),
        "System.Collections.Frozen.FrozenSet`1" => ("global::System.Collections.Frozen.FrozenSet.ToFrozenSet(items)", true),
        _ => null,
    };

    private static string? OtherMap(string metadataName) => metadataName switch
    {
        Generic + "SortedList`2" or "System.Collections.Concurrent.ConcurrentDictionary`2" or "System.Collections.ObjectModel.ReadOnlyDictionary`2" => "new {0}(items)",
        Immutable + "ImmutableSortedDictionary`2" => "global::System.Collections.Immutable.ImmutableSortedDictionary.CreateRange(items)",
        "System.Collections.Frozen.FrozenDictionary`2" => "global::System.Collections.Frozen.FrozenDictionary.ToFrozenDictionary(items)",
        _ => null,
    };

    private static string Made(string construction, INamedTypeSymbol type) => construction.Replace("{0}", type.Qualified());

    private Shape Key(ITypeSymbol type, Location? location)
    {
        var node = Place(type, [], location);
        switch (node.Shape)
        {
            case StringShape { Kind: StringKind.String or StringKind.Guid or StringKind.DateOnly } when !node.Nullable:
            case NumberShape number when Emission.NumberLiteral.IsInteger(number.Kind) && !node.Nullable:
            case EnumShape { IsFlags: false } when !node.Nullable:
                return node.Shape;
            default:
                Reject(type, "cannot be the key of a JSON object: take string, an integer, an enum or Guid", location);
                return new StringShape(StringKind.String);
        }
    }

    private static INamedTypeSymbol? Implemented(ITypeSymbol type, string metadataName) =>
        type.AllInterfaces.FirstOrDefault(item => item.IsNamed(metadataName));
}
