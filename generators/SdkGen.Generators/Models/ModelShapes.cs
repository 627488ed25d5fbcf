using SdkGen.Generators.Contracts;
using SdkGen.Generators.Providers;
using SdkGen.Generators.Specs;

namespace SdkGen.Generators.Models;

/// <summary>
/// What models of a provider have in common. Models whose parameters are equal get their options from one class; what all of those classes would repeat
/// stands in one more class below them.
/// </summary>
internal sealed class ModelShapes
{
    private readonly Dictionary<EquatableArray<ModelParameter>, ModelShape> _byParameters = [];

    private ModelShapes()
    {
    }

    /// <summary>The shapes, a base before what derives from it, else in the order of the first model that has each.</summary>
    public IReadOnlyList<ModelShape> All { get; private set; } = [];

    public static ModelShapes Of(ProviderModel provider)
    {
        var names = new HashSet<string>(provider.Models.Select(model => model.ClrName), StringComparer.OrdinalIgnoreCase) { provider.TypeName };
        var groups = provider.Models.Where(HasOptions).GroupBy(model => model.Parameters).ToArray();
        var all = new List<ModelShape>();
        ModelShape? common = null;
        if (groups.Length > 1 && Common(groups.Select(group => group.Key)) is { Count: > 0 } shared)
            all.Add(common = new ModelShape(Free("Common"), shared, Ids(groups.SelectMany(group => group)), null));

        var shapes = new ModelShapes();
        foreach (var group in groups)
        {
            var shape = new ModelShape(Free(group.First().ClrName), group.Key, Ids(group), common);
            all.Add(shape);
            shapes._byParameters.Add(group.Key, shape);
        }

        shapes.All = all;
        return shapes;

        string Free(string stem)
        {
            var name = stem + "Shape";
            while (!names.Add(name))
                name += "_";
            return name;
        }
    }

    /// <summary>The shape of a model; null where it has no options of its own.</summary>
    public ModelShape? ShapeOf(ModelModel model) => HasOptions(model) ? _byParameters[model.Parameters] : null;

    private static bool HasOptions(ModelModel model) => model.Kinds.Contains("chat");

    /// <summary>The parameters that are the same everywhere, and of which there is something to say.</summary>
    private static EquatableArray<ModelParameter> Common(IEnumerable<EquatableArray<ModelParameter>> sets)
    {
        var all = sets.ToArray();
        return all[0].Where(parameter => parameter.Refused is null && (OptionProperty.IsOwn(parameter) || ParameterFact.IsTold(parameter)) && all.All(set => set.Contains(parameter))).ToEquatableArray();
    }

    private static EquatableArray<string> Ids(IEnumerable<ModelModel> models) => models.Select(model => model.Facts.Id.Value).ToEquatableArray();
}

/// <summary>The parameters of one or more models.</summary>
/// <param name="ClrName">The class that holds what they share; named after the first of them.</param>
/// <param name="Models">Ids of the models.</param>
/// <param name="Base">What shapes have in common; null where there is nothing, or one shape alone.</param>
internal sealed record ModelShape(string ClrName, EquatableArray<ModelParameter> Parameters, EquatableArray<string> Models, ModelShape? Base)
{
    /// <summary>The class that the options of models, or of other shapes, derive from. Of two classes where one derives from the other, names differ.</summary>
    public string OptionsName => Base is null ? "SharedOptions" : "ShapeOptions";

    /// <summary>Parameters that become properties of this shape itself.</summary>
    public IEnumerable<ModelParameter> Own => Parameters.Where(parameter => OptionProperty.IsOwn(parameter) && Base?.Parameters.Contains(parameter) != true);

    public IEnumerable<ModelParameter> Refused => Parameters.Where(parameter => parameter.Refused is not null);
}
