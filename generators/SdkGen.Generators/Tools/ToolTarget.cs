namespace SdkGen.Generators.Tools;

/// <summary>What an emitted tool calls where that is not its method: a delegate, or a method on a delegate's target.</summary>
/// <param name="Parameters">Of the class's constructor.</param>
/// <param name="Call">C# expression to which the argument list is added.</param>
/// <param name="DelegateType">The type of the delegate <c>_method</c>; null where there is none.</param>
internal sealed record ToolTarget(string Parameters, string Call, string? DelegateType);
