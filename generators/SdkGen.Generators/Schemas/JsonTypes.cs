namespace SdkGen.Generators.Schemas;

/// <summary>The kinds of JSON values that the keyword <c>type</c> tells apart.</summary>
[Flags]
internal enum JsonTypes
{
    None = 0,
    Null = 1,
    Boolean = 2,
    Object = 4,
    Array = 8,
    String = 16,
    Number = 32,

    /// <summary>Numbers without a fraction; not set beside <see cref="Number"/>.</summary>
    Integer = 64,

    Any = Null | Boolean | Object | Array | String | Number,
}
