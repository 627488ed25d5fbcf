using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SdkGen.Transport;

namespace SdkGen;

/// <summary>Reads the settings of all accounts before the application serves anybody.</summary>
internal sealed partial class ConfigurationCheck(LlmRegistry registry, IConfiguration? configuration, ILogger<ConfigurationCheck>? logger) : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken)
    {
        if (configuration is not null && logger is not null)
        {
            foreach (var complaint in AccountKeys.Unread(registry, configuration))
                Unread(logger, complaint);
        }

        var problems = AccountKeys.Problems(registry, configuration);
        return problems.Count == 0 ? Task.CompletedTask : Task.FromException(new OptionsValidationException("Llm", typeof(ProviderOptions), problems));
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(1, LogLevel.Warning, "{Complaint}")]
    private static partial void Unread(ILogger logger, string complaint);
}

/// <summary>Checks configuration early.</summary>
public static class LlmBuilderConfigurationExtensions
{
    /// <summary>
    /// Reads the settings of every account when the application's host starts: a missing key or a value that makes no sense stops it with an <see cref="OptionsValidationException"/> that names each key and
    /// what to do, and keys that nobody reads are warned of, with the name that is near.
    /// </summary>
    /// <param name="llm">The application.</param>
    public static LlmBuilder ValidateOnStart(this LlmBuilder llm)
    {
        ArgumentNullException.ThrowIfNull(llm);
        llm.Services.AddSingleton<IHostedService>(services => new ConfigurationCheck(
            services.GetRequiredService<LlmRegistry>(), services.GetService<IConfiguration>(), services.GetService<ILogger<ConfigurationCheck>>()));
        return llm;
    }
}
