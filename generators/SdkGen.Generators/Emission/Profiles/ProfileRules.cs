using System.Collections.Immutable;

namespace SdkGen.Generators.Emission.Profiles;

/// <summary>What one provider accepts in a tool and in its schema, as data: <see cref="SchemaLowering"/> and <see cref="ToolLimits"/> read it.</summary>
internal abstract class ProfileRules
{
    /// <summary>The name in the build property <c>SdkGenSchemaProfiles</c>.</summary>
    public abstract string Id { get; }

    /// <summary>The member of <c>SdkGen.SchemaProfile</c>.</summary>
    public abstract string Member { get; }

    /// <summary>Who refuses, in a sentence: <c>OpenAI in strict mode</c>.</summary>
    public abstract string Name { get; }

    /// <summary>Whether the provider takes the plain schema as it is, so that only the tool's own limits matter.</summary>
    public virtual bool TakesPlainSchema => false;

    /// <summary>Keywords that may stand in a schema. The sense of all others moves into the description.</summary>
    public virtual ImmutableHashSet<string> Keywords => ImmutableHashSet<string>.Empty;

    /// <summary>Values of <c>format</c>; null where any will do.</summary>
    public virtual ImmutableHashSet<string>? Formats => null;

    /// <summary>Parts of regular expressions that may not stand in a <c>pattern</c>.</summary>
    public virtual PatternParts RefusedPatternParts => PatternParts.None;

    /// <summary>Every property is required; an optional one may be null instead.</summary>
    public virtual bool OptionalIsNull => false;

    /// <summary>An optional property is left out, never null: null goes away where the property is optional.</summary>
    public virtual bool OptionalIsAbsent => false;

    /// <summary>Every object says <c>additionalProperties: false</c>.</summary>
    public virtual bool ClosedObjects => false;

    /// <summary>Objects with free keys can be described.</summary>
    public virtual bool FreeKeys => true;

    /// <summary>Every value says its type: <c>{}</c> is refused.</summary>
    public virtual bool TypedValues => false;

    /// <summary><c>enum</c> is for strings only.</summary>
    public virtual bool TextEnumsOnly => false;

    /// <summary>The longest list of least items that may be asked for; null where any.</summary>
    public virtual int? HighestMinItems => null;

    /// <summary>Every object needs a required property.</summary>
    public virtual bool RequiredSomewhere => false;

    /// <summary>An object may be without properties. Where it may not, a tool without arguments has no schema.</summary>
    public virtual bool EmptyObjects => true;

    public virtual ReferenceForm References => ReferenceForm.Bare;

    public virtual Recursion Recursion => Recursion.Allowed;

    /// <summary>Where definitions stand.</summary>
    public virtual string Definitions => "$defs";

    /// <summary><c>nullable: true</c> instead of a list of types, and types in upper case: OpenAPI 3.0 as Google writes it.</summary>
    public virtual bool OpenApi => false;

    /// <summary>Objects say the order of their properties with <c>propertyOrdering</c>.</summary>
    public virtual bool PropertyOrdering => false;

    /// <summary>Required properties stand before optional ones, as the model will write them.</summary>
    public virtual bool RequiredFirst => false;

    /// <summary>Limits of the tool and of all tools of a request.</summary>
    public abstract ToolLimits Limits { get; }

    protected static ImmutableHashSet<string> Set(string words) => words.Split(' ').ToImmutableHashSet(StringComparer.Ordinal);
}

/// <summary>How a type that is used more than once is written.</summary>
internal enum ReferenceForm
{
    /// <summary><c>$ref</c> with no keyword beside it: a place with a description of its own gets a copy of the type.</summary>
    Bare,

    /// <summary>No <c>$ref</c>: a copy in every place.</summary>
    Copied,
}

/// <summary>Whether a type may hold itself.</summary>
internal enum Recursion
{
    Allowed,

    /// <summary>Only through properties that are not required.</summary>
    ThroughOptional,

    Refused,
}

/// <summary>Parts of regular expressions that not every provider knows.</summary>
[Flags]
internal enum PatternParts
{
    None = 0,

    /// <summary><c>(?=…)</c>, <c>(?!…)</c>, <c>(?&lt;=…)</c>, <c>(?&lt;!…)</c>.</summary>
    LookAround = 1,

    /// <summary><c>\1</c>, <c>\k&lt;name&gt;</c>.</summary>
    BackReference = 2,

    /// <summary><c>\b</c>, <c>\B</c>.</summary>
    WordBoundary = 4,

    /// <summary><c>{n,m}</c> with a large number.</summary>
    LongRepetition = 8,

    /// <summary><c>^</c>, <c>$</c>.</summary>
    Anchor = 16,
}
