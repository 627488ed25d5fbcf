namespace SdkGen;

/// <summary>Asks for the tools of a type that cannot have them by itself: a generic type for these type arguments, or all that a type inherits.</summary>
/// <remarks><c>[assembly: LlmTools&lt;Search&lt;Order&gt;&gt;]</c> makes tools of every <see cref="LlmToolAttribute"/> method of <c>Search&lt;T&gt;</c>, of what it derives from and of its interfaces.</remarks>
/// <typeparam name="T">The type whose instances the tools run on.</typeparam>
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
public sealed class LlmToolsAttribute<T> : Attribute;
