using System.ComponentModel;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;

namespace SdkGen;

/// <summary>Services that a tool's method takes as parameters. Generated code calls it.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ToolServices
{
    /// <summary>The services of the call.</summary>
    /// <exception cref="InvalidOperationException">The call came without services.</exception>
    public static IServiceProvider Of(AIFunctionArguments? context) => context?.Services
        ?? throw new InvalidOperationException("The tool takes services, but the call came without: set AIFunctionArguments.Services.");

    /// <summary>A service of the call.</summary>
    /// <exception cref="InvalidOperationException">The call came without services, or the service is not registered.</exception>
    public static T Get<T>(AIFunctionArguments? context)
        where T : notnull => Of(context).GetRequiredService<T>();

    /// <summary>A service of the call; null where there is none.</summary>
    public static T? Find<T>(AIFunctionArguments? context) => context?.Services is { } services ? services.GetService<T>() : default;

    /// <summary>A keyed service of the call.</summary>
    /// <exception cref="InvalidOperationException">The call came without services, or the service is not registered.</exception>
    public static T GetKeyed<T>(AIFunctionArguments? context, object? key)
        where T : notnull => Of(context).GetRequiredKeyedService<T>(key);

    /// <summary>A keyed service of the call; null where there is none.</summary>
    public static T? FindKeyed<T>(AIFunctionArguments? context, object? key) => context?.Services is IKeyedServiceProvider services ? services.GetKeyedService<T>(key) : default;
}
