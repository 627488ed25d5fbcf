namespace SdkGen.Generators.Schemas.Patterns;

/// <summary>A text that is no ECMAScript pattern, or one that has no .NET form; never leaves <see cref="EcmaPattern"/>.</summary>
internal sealed class PatternException(string message) : Exception(message);
