using Microsoft.CodeAnalysis;

namespace SdkGen.Analyzers.Capabilities;

/// <summary>An interface of clients that talk to one model.</summary>
/// <param name="Type">The open interface.</param>
/// <param name="Operation">The kind of operation that it needs.</param>
/// <param name="Output">What its calls produce.</param>
internal sealed record ClientInterface(INamedTypeSymbol Type, string Operation, Capability Output);
