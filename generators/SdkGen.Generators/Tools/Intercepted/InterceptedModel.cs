using SdkGen.Generators.Contracts;

namespace SdkGen.Generators.Tools.Intercepted;

/// <summary>A function that takes the place of one that <c>AIFunctionFactory</c> would make.</summary>
/// <param name="Tool">The method. Its name is empty where only the compiler knows it: of lambdas and local functions.</param>
/// <param name="Call">C# expression of what is called, to which the argument list is added.</param>
/// <param name="DelegateType">The type as which the delegate is called; null where the method is called itself, or no type that can be named fits.</param>
/// <param name="Delegate">Declaration of a delegate type, with a place for its name, where no other fits; else null.</param>
/// <remarks>Equality: by value. Calls with equal methods share one function.</remarks>
internal sealed record InterceptedModel(ToolModel Tool, string Call, string? DelegateType, string? Delegate)
{
    /// <summary>The type whose method it is, where another type may override it: its names and defaults may be others. Null where none can.</summary>
    public string? DeclaringType { get; init; }
}

/// <summary>One call of the factory.</summary>
/// <param name="HasOptions">The overload that takes options; else the one that takes a name, a description and serializer options.</param>
/// <param name="Version">Version of the location's encoding.</param>
/// <param name="Data">The location, as the compiler wants it. It changes with every edit of the file.</param>
internal sealed record InterceptedCall(InterceptedModel Function, bool HasOptions, int Version, string Data);

/// <summary>All calls that one emitted function serves.</summary>
/// <param name="Name">Unique in the compilation.</param>
internal sealed record InterceptedFunction(string Name, InterceptedModel Function, EquatableArray<InterceptedCall> Calls);
