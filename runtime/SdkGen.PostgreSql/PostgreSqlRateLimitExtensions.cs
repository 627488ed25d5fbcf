using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Npgsql;

namespace SdkGen.PostgreSql;

/// <summary>Keeps limits in PostgreSQL.</summary>
public static class PostgreSqlRateLimitExtensions
{
    /// <summary>Shares the limits of <c>AddRateLimit</c> with every process that names the same database and table.</summary>
    /// <param name="llm">The application's clients.</param>
    /// <param name="connectionString">The database, as Npgsql takes it; null takes the registered <see cref="NpgsqlDataSource"/>.</param>
    /// <param name="table">The table; made where it does not exist.</param>
    /// <exception cref="ArgumentException"><paramref name="connectionString"/> is empty.</exception>
    public static LlmBuilder AddPostgreSqlRateLimits(this LlmBuilder llm, string? connectionString = null, string table = "llm_rate_limits")
    {
        ArgumentNullException.ThrowIfNull(llm);
        if (connectionString is not null)
        {
            ArgumentException.ThrowIfNullOrWhiteSpace(connectionString);
            llm.Services.TryAddSingleton(_ => NpgsqlDataSource.Create(connectionString));
        }

        llm.Services.Replace(ServiceDescriptor.Singleton<IRateLimitStore>(services => new PostgreSqlRateLimitStore(services.GetRequiredService<NpgsqlDataSource>(), table)));
        return llm;
    }
}
