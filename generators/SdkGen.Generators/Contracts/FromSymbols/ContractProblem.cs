using Microsoft.CodeAnalysis;

namespace SdkGen.Generators.Contracts.FromSymbols;

/// <summary>Why a type cannot stand in a contract, and where. Analyzers report it; it never enters a generator's model.</summary>
/// <param name="Type">The type, as a person writes it.</param>
/// <param name="Reason">What is wrong with it and what to do, as the end of a sentence.</param>
internal sealed record ContractProblem(string Type, string Reason, Location? Location);
