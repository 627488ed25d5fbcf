using Microsoft.CodeAnalysis;
using SdkGen.Generators.Contracts;
using SdkGen.Generators.Contracts.FromSymbols;

namespace SdkGen.Generators.Tools;

/// <content>Parameters: what the model writes, and what the call brings.</content>
internal sealed partial class ToolReader
{
    private (List<Member> Members, List<ToolParameter> Parameters) Parameters(ContractFromSymbol contract, DocComment doc, string tool)
    {
        var members = new List<Member>();
        var parameters = new List<ToolParameter>();
        foreach (var parameter in _method.Parameters)
        {
            _token.ThrowIfCancellationRequested();
            if (parameter.RefKind is not (RefKind.None or RefKind.In or RefKind.RefReadOnlyParameter))
            {
                Add(ToolRules.UnsupportedParameter, Place(parameter), parameter.Name, _method.Name, "ref and out have no meaning for a model");
                continue;
            }

            var special = Special(parameter);
            parameters.Add(special ?? new ToolParameter(ToolParameterKind.Argument, parameter.Name, parameter.Type.Qualified()) { IsIn = parameter.RefKind != RefKind.None });
            if (special is not null)
                continue;

            var before = contract.Problems.Count;
            var node = contract.Place(parameter.Type, parameter.GetAttributes(), Place(parameter));
            for (var i = before; i < contract.Problems.Count; i++)
            {
                Add(ToolRules.UnsupportedType, Place(parameter), $"Parameter {parameter.Name}", _method.Name,
                    parameter.Type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat), contract.Problems[i].Type, contract.Problems[i].Reason);
            }

            var member = Argument(parameter, node, doc);
            if (member.Description is null && member.Node.Shape is not ReferenceShape)
                Add(ToolRules.UndescribedParameter, Place(parameter), parameter.Name, tool);
            members.Add(member);
        }

        return (members, parameters);
    }

    private static Member Argument(IParameterSymbol parameter, Node node, DocComment doc)
    {
        var attributes = parameter.GetAttributes();
        var display = SymbolNames.Find(attributes, "System.ComponentModel.DataAnnotations.DisplayAttribute");
        var isOptional = parameter.HasExplicitDefaultValue || parameter.IsParams;
        var value = parameter.HasExplicitDefaultValue ? parameter.ExplicitDefaultValue : null;
        node = isOptional && !parameter.IsParams ? ContractFromSymbol.OrNull(new Member("", "", node), value, parameter.Type).Node : node;
        return new Member(parameter.Name, parameter.Name, node)
        {
            Required = !isOptional || SymbolNames.Find(attributes, "System.ComponentModel.DataAnnotations.RequiredAttribute") is not null,
            DefaultExpression = parameter.IsParams ? "[]" : isOptional ? ConstantText.Expression(value, parameter.Type) : null,
            DefaultJson = parameter.HasExplicitDefaultValue && (value is not null || node.Nullable) ? ConstantText.Json(value, parameter.Type, node.Shape) : null,
            Description = Described(attributes) ?? doc.Parameter(parameter.Name) ?? display?.Named<string>("Description"),
            Title = display?.Named<string>("Name"),
            Deprecated = SymbolNames.Find(attributes, "System.ObsoleteAttribute") is not null,
        };
    }

    private ToolParameter? Special(IParameterSymbol parameter)
    {
        var attributes = parameter.GetAttributes();
        var isOptional = parameter.HasExplicitDefaultValue || parameter.NullableAnnotation == NullableAnnotation.Annotated;
        var type = parameter.Type.Qualified();
        if (attributes.Any(attribute => attribute.AttributeClass?.Name == "FromServicesAttribute"))
            return new ToolParameter(ToolParameterKind.Service, parameter.Name, type) { IsOptional = isOptional };
        if (attributes.FirstOrDefault(attribute => attribute.AttributeClass?.Name == "FromKeyedServicesAttribute") is { } keyed)
        {
            var key = keyed.ConstructorArguments.Length > 0 ? keyed.ConstructorArguments[0] : default;
            if (key.Kind == TypedConstantKind.Array && !key.IsNull)
                Add(ToolRules.UnsupportedParameter, Place(parameter), parameter.Name, _method.Name, "its key is an array, and no two arrays are equal");
            return new ToolParameter(ToolParameterKind.KeyedService, parameter.Name, type)
            {
                IsOptional = isOptional,
                ServiceKey = key.IsNull || key.Kind is TypedConstantKind.Error or TypedConstantKind.Array ? "null" : ConstantText.Expression(key.Value, key.Type!),
            };
        }

        return parameter.Type.MetadataName() switch
        {
            "System.Threading.CancellationToken" => new ToolParameter(ToolParameterKind.CancellationToken, parameter.Name, type),
            "System.IServiceProvider" => new ToolParameter(ToolParameterKind.ServiceProvider, parameter.Name, type) { IsOptional = isOptional },
            "Microsoft.Extensions.AI.AIFunctionArguments" => new ToolParameter(ToolParameterKind.Arguments, parameter.Name, type),
            "SdkGen.ToolContext" => new ToolParameter(ToolParameterKind.Context, parameter.Name, type),
            "System.IProgress`1" => Progress(parameter),
            _ => null,
        };
    }

    private ToolParameter Progress(IParameterSymbol parameter)
    {
        var report = ((INamedTypeSymbol)parameter.Type).TypeArguments[0];
        if (report.EffectiveAccessibility() == Accessibility.Private)
            Add(ToolRules.UnsupportedParameter, Place(parameter), parameter.Name, _method.Name, $"{report.Name} is private: make it internal");
        return new ToolParameter(ToolParameterKind.Progress, parameter.Name, report.Declared());
    }

    private static Location? Place(IParameterSymbol parameter) => parameter.Locations.FirstOrDefault();
}
