using System.Text.Json.Serialization;

namespace SdkGen;

/// <summary>Names the serializer context that knows the JSON of types which tools cannot read or write themselves: types with a converter of their own.</summary>
/// <remarks>
/// A type that the context lists with <c>[JsonSerializable]</c> and of which no schema can be made is read and written by it. The schema then allows any value in
/// its place: say in its description what is meant. What stands nearest counts first: the method, its class, the assembly.
/// </remarks>
/// <param name="context">A <see cref="JsonSerializerContext"/> of the program.</param>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class | AttributeTargets.Interface | AttributeTargets.Struct | AttributeTargets.Assembly, AllowMultiple = true)]
public sealed class LlmJsonContextAttribute(Type context) : Attribute
{
    /// <summary>The context.</summary>
    public Type Context { get; } = context;
}
