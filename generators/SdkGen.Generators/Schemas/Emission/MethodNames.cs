using System.Globalization;
using SdkGen.Generators.Contracts;
using SdkGen.Generators.Emission;

namespace SdkGen.Generators.Schemas.Emission;

/// <summary>A method name for every schema, from the place where it stands: <c>#/$defs/address</c> is <c>Address</c>.</summary>
internal sealed class MethodNames
{
    private const int Longest = 60;

    private readonly string[] _names;

    public MethodNames(EquatableArray<Subschema> nodes, string className)
    {
        // What the class has anyway.
        var taken = new HashSet<string>(StringComparer.Ordinal)
        {
            className, "IsValid", "Validate", "Equals", "ReferenceEquals", "GetHashCode", "GetType", "ToString", "Finalize", "MemberwiseClone",
        };
        _names = new string[nodes.Count];
        for (var i = 0; i < nodes.Count; i++)
        {
            var name = i == 0 ? "Root" : Of(nodes[i].Pointer);
            var unique = name;
            for (var n = 2; !taken.Add(unique); n++)
                unique = name + n.ToString(CultureInfo.InvariantCulture);
            _names[i] = unique;
        }
    }

    public string this[int node] => _names[node];

    private static string Of(string pointer)
    {
        var steps = pointer.Substring(pointer.IndexOf('#') + 1).Split('/');
        var name = "Root";
        for (var i = 1; i < steps.Length; i++)
        {
            if (steps[i] is "properties" or "patternProperties" or "dependentSchemas" or "$defs" or "definitions" && i + 1 < steps.Length)
                name = CSharpIdentifier.Pascal(steps[++i].Replace("~1", "/").Replace("~0", "~"));
            else
                name += CSharpIdentifier.Pascal(steps[i]).TrimStart('_');
        }

        return name.Length > Longest ? name.Substring(0, Longest) : name;
    }
}
