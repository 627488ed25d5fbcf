using Microsoft.CodeAnalysis;
using SdkGen.Generators.Contracts.FromSymbols;

namespace SdkGen.Generators.Tools;

/// <content>What a method returns.</content>
internal sealed partial class ToolReader
{
    /// <summary>Content of a message, or a list of it: as <c>AIFunctionFactory</c> sees it.</summary>
    public static bool IsContent(ITypeSymbol type)
    {
        return Derives(type) || (type is IArrayTypeSymbol array ? Derives(array.ElementType) : type.AllInterfaces.Prepend(type).Any(IsList));

        static bool IsList(ITypeSymbol type) => type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Collections_Generic_IEnumerable_T } list && Derives(list.TypeArguments[0]);

        static bool Derives(ITypeSymbol? type)
        {
            for (; type is not null; type = type.BaseType)
            {
                if (type.Name == "AIContent" && type.MetadataName() == "Microsoft.Extensions.AI.AIContent")
                    return true;
            }

            return false;
        }
    }

    /// <summary>How a result is awaited, and its type without the task; null where there is none.</summary>
    public static (ToolReturn Kind, ITypeSymbol? Type) Returned(ITypeSymbol type)
    {
        if (type.SpecialType == SpecialType.System_Void)
            return (ToolReturn.Void, null);
        return type is INamedTypeSymbol named
            ? named.MetadataName() switch
            {
                "System.Collections.Generic.IAsyncEnumerable`1" => (ToolReturn.AsyncEnumerable, named.TypeArguments[0]),
                "System.Threading.Tasks.Task" => (ToolReturn.Task, null),
                "System.Threading.Tasks.ValueTask" => (ToolReturn.ValueTask, null),
                "System.Threading.Tasks.Task`1" => (ToolReturn.TaskOfValue, named.TypeArguments[0]),
                "System.Threading.Tasks.ValueTask`1" => (ToolReturn.ValueTaskOfValue, named.TypeArguments[0]),
                _ => (ToolReturn.Value, type),
            }
            : (ToolReturn.Value, type);
    }
}
