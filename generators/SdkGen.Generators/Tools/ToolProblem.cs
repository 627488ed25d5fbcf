using Microsoft.CodeAnalysis;

namespace SdkGen.Generators.Tools;

/// <summary>Why a method is no tool, or a worse one than it could be. Reported by <see cref="ToolAnalyzer"/>; it never enters a model.</summary>
internal sealed record ToolProblem(DiagnosticDescriptor Rule, Location? Location, params object[] Arguments)
{
    public bool IsError => Rule.DefaultSeverity == DiagnosticSeverity.Error;
}
