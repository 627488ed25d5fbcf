using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace SdkGen;

/// <summary>Asks for models when the application starts, and does not hold it up where one does not answer.</summary>
internal sealed partial class DiscoveryService(ModelRegistry registry, DiscoveryOptions options, ILogger<DiscoveryService>? logger = null) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        foreach (var reload in await registry.DiscoverAsync(options, stoppingToken).ConfigureAwait(false))
        {
            if (logger is null)
                continue;
            if (reload.Failure is { } failure)
                Failed(logger, failure);
            else
                Found(logger, reload.Provider, reload.Models.Count);
        }
    }

    [LoggerMessage(1, LogLevel.Information, "{Provider} serves {Count} models.")]
    private static partial void Found(ILogger logger, string provider, int count);

    [LoggerMessage(2, LogLevel.Warning, "{Failure}")]
    private static partial void Failed(ILogger logger, string failure);
}
