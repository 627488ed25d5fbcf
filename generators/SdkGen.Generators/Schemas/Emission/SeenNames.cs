using System.Globalization;

namespace SdkGen.Generators.Schemas.Emission;

/// <summary>The names of an object of which it matters whether they were there: one bit each.</summary>
internal sealed class SeenNames
{
    private const int Bits = 64;

    private readonly Dictionary<string, int> _indices = new(StringComparer.Ordinal);

    public SeenNames(Subschema node)
    {
        var names = node.Required
            .Concat(node.DependentRequired.SelectMany(item => item.Required.Concat([item.Name])))
            .Concat(node.DependentSchemas.Select(item => item.Name));
        foreach (var name in names)
        {
            if (!_indices.ContainsKey(name))
                _indices.Add(name, _indices.Count);
        }
    }

    /// <summary>In the order of the schema.</summary>
    public IEnumerable<string> Names => _indices.OrderBy(pair => pair.Value).Select(pair => pair.Key);

    public IEnumerable<string> Declarations => Enumerable.Range(0, (_indices.Count + Bits - 1) / Bits).Select(i => $"var {Variable(i * Bits)} = 0UL;");

    public bool Any => _indices.Count > 0;

    public bool Contains(string name) => _indices.ContainsKey(name);

    public string Set(string name) => $"{Variable(_indices[name])} |= {Bit(name)};";

    public string Has(string name) => $"({Variable(_indices[name])} & {Bit(name)}) != 0";

    public string HasNot(string name) => $"({Variable(_indices[name])} & {Bit(name)}) == 0";

    private static string Variable(int index) => index < Bits ? "seen" : "seen" + ((index / Bits) + 1).ToString(CultureInfo.InvariantCulture);

    private string Bit(string name) => "0x" + (1UL << (_indices[name] % Bits)).ToString("x", CultureInfo.InvariantCulture) + "UL";
}
