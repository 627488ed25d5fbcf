namespace System.Runtime.CompilerServices;

// What C# asks for where a method takes the pieces of an interpolated string; netstandard2.0 does not have it.
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct)]
internal sealed class InterpolatedStringHandlerAttribute : Attribute;

/// <param name="argument">The parameter that the handler is made with; empty for the instance.</param>
[AttributeUsage(AttributeTargets.Parameter)]
internal sealed class InterpolatedStringHandlerArgumentAttribute(string argument) : Attribute
{
    public string[] Arguments { get; } = [argument];
}
