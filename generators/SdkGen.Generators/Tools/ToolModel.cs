using SdkGen.Generators.Contracts;
using SdkGen.Generators.Emission;

namespace SdkGen.Generators.Tools;

/// <summary>One tool: a method, as far as emitted code needs to know it.</summary>
/// <param name="Host">The class that the method stands in.</param>
/// <param name="Name">What the model sees.</param>
/// <param name="Method">The method's name, unescaped.</param>
/// <param name="Arguments">The arguments as one object, of which the emitted struct has a field each.</param>
/// <param name="ReadTypes">Types that the arguments refer to.</param>
/// <param name="Parameters">Every parameter, in order.</param>
/// <param name="Result">What is written; null where the method returns nothing.</param>
/// <param name="WriteTypes">Types that the result refers to.</param>
/// <remarks>Equality: by value, at every depth. Nothing of Roslyn but enums is kept, and no place in the source: moving a tool emits nothing anew.</remarks>
internal sealed record ToolModel(
    ToolHost Host,
    string Name,
    string? Description,
    string Method,
    bool IsStatic,
    ToolReturn Return,
    ObjectType Arguments,
    EquatableArray<NamedType> ReadTypes,
    EquatableArray<ToolParameter> Parameters,
    Node? Result,
    EquatableArray<NamedType> WriteTypes)
{
    public bool RequiresApproval { get; init; }

    /// <summary>No two calls run at the same time.</summary>
    public bool IsExclusive { get; init; }

    /// <summary>The attribute gives the name, so no policy changes it.</summary>
    public bool IsNamed { get; init; }

    /// <summary>How many seconds a call may take; 0 where nothing is said.</summary>
    public double TimeoutSeconds { get; init; }

    /// <summary>The result is content of a message, which is handed on as it is.</summary>
    public bool ReturnsContent { get; init; }

    /// <summary>The plain schema of the arguments.</summary>
    public Schema Schema() =>
        SchemaEmitter.Build(new Contract(new Node(new ReferenceShape(Arguments.Key), ""), new EquatableArray<NamedType>([Arguments, .. ReadTypes])));

    /// <summary>What the names of the emitted class and struct begin with: no type of the namespace has one of them.</summary>
    public string Stem { get; init; } = "";
}

/// <summary>The class that tools stand in.</summary>
/// <param name="ClrType">Fully qualified.</param>
/// <param name="Namespace">Empty for the global one.</param>
/// <param name="Companion">The name of the generated class, free in that namespace.</param>
internal sealed record ToolHost(string ClrType, string Namespace, string Companion, bool IsPublic)
{
    /// <summary><c>Weather.Tools</c> can be emitted: C# 14, and the class has no member of that name.</summary>
    public bool HasExtensions { get; init; }

    /// <summary>What sets the names of the file's <c>using</c>s apart from types of that namespace.</summary>
    public string AliasSuffix { get; init; } = "";

    /// <summary>Instances may come from the services: a class or an interface that is not static.</summary>
    public bool IsService { get; init; }

    /// <summary>The name of the class that reads and writes JSON, free in that namespace.</summary>
    public string Json { get; init; } = "";
}

/// <summary>The tools of one class: what one file is emitted from.</summary>
internal sealed record ToolHostModel(ToolHost Host, EquatableArray<ToolModel> Tools);

/// <param name="Kind">Where the value comes from.</param>
/// <param name="Name">Unescaped; for an argument also the name of the field.</param>
/// <param name="ClrType">Fully qualified, without <c>?</c>; of services, and of what progress is reported as.</param>
internal sealed record ToolParameter(ToolParameterKind Kind, string Name, string ClrType)
{
    /// <summary>C# expression of the key of a keyed service.</summary>
    public string? ServiceKey { get; init; }

    /// <summary>The method does without: null is passed where there is none.</summary>
    public bool IsOptional { get; init; }

    /// <summary><c>in</c> is written at the call.</summary>
    public bool IsIn { get; init; }
}

internal enum ToolParameterKind
{
    Argument, CancellationToken, ServiceProvider, Arguments, Service, KeyedService, Progress, Context,
}

/// <summary>What the method returns, as far as awaiting goes.</summary>
internal enum ToolReturn
{
    Void, Value, Task, TaskOfValue, ValueTask, ValueTaskOfValue, AsyncEnumerable,
}
