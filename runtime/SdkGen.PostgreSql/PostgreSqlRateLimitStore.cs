using System.Buffers;
using System.Data;
using Npgsql;

namespace SdkGen.PostgreSql;

/// <summary>
/// Limits that all processes share which know the same database. Time is the database's, so that clocks which disagree do not matter. A row for each account and model, in a table that is
/// made when it is first used.
/// </summary>
/// <remarks>
/// Each request changes its row twice or three times, for about a millisecond each. A database that cannot be reached makes requests fail with what Npgsql throws:
/// whether to go on without a limit is for the application to say.
/// </remarks>
public sealed class PostgreSqlRateLimitStore : IRateLimitStore
{
    private static readonly SearchValues<char> s_nameCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.");

    private readonly NpgsqlDataSource _database;
    private readonly string _create;
    private readonly string _insert;
    private readonly string _select;
    private readonly string _update;
    private Task? _created;

    /// <summary>Makes a store. Nothing is asked of the database before the first request.</summary>
    /// <param name="database">The database. It stays the caller's.</param>
    /// <param name="table">The table, in a schema or not: letters, digits, underscores and one dot. Made where it does not exist.</param>
    /// <exception cref="ArgumentException"><paramref name="table"/> is no such name.</exception>
    public PostgreSqlRateLimitStore(NpgsqlDataSource database, string table = "llm_rate_limits")
    {
        ArgumentNullException.ThrowIfNull(database);
        ArgumentNullException.ThrowIfNull(table);

        // A name cannot be a parameter of a statement, so it is one that can stand in it as it is.
        if (table.Length is 0 or > 120 || table.AsSpan().ContainsAnyExcept(s_nameCharacters) || table.Split('.') is { Length: > 2 } || table.Split('.').Any(part => part is "" or [>= '0' and <= '9', ..]))
            throw new ArgumentException($"'{table}' cannot name the table of rate limits: letters, digits and underscores, and one dot behind a schema.", nameof(table));
        _database = database;
        _create = $"CREATE TABLE IF NOT EXISTS {table} (key text PRIMARY KEY, state text NOT NULL, changed timestamptz NOT NULL)";
        _insert = $"INSERT INTO {table} (key, state, changed) VALUES ($1, '{{}}', clock_timestamp()) ON CONFLICT (key) DO NOTHING";
        _select = $"SELECT state FROM {table} WHERE key = $1 FOR UPDATE";
        _update = $"UPDATE {table} SET state = $2, changed = clock_timestamp() WHERE key = $1";
    }

    /// <inheritdoc/>
    /// <exception cref="NpgsqlException">The database cannot be reached or refuses.</exception>
    public async ValueTask<TimeSpan> ChangeAsync(
        string key, Func<RateLimitState, DateTimeOffset, (RateLimitState State, TimeSpan Wait)> change, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(change);
        await EnsureTableAsync(cancellationToken).ConfigureAwait(false);
        var connection = await _database.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        await using (connection.ConfigureAwait(false))
        {
            var transaction = await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellationToken).ConfigureAwait(false);
            await using (transaction.ConfigureAwait(false))
            {
                var (state, now) = await ReadAsync(connection, transaction, key, cancellationToken).ConfigureAwait(false);
                var (changed, wait) = change(state, now);
                if (changed != state)
                    await WriteAsync(connection, transaction, key, changed, cancellationToken).ConfigureAwait(false);
                await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
                return wait;
            }
        }
    }

    /// <summary>Locks the row and reads it, and the time at which that was done.</summary>
    private async Task<(RateLimitState State, DateTimeOffset Now)> ReadAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, string key, CancellationToken cancellationToken)
    {
        var batch = new NpgsqlBatch(connection, transaction)
        {
            BatchCommands =
            {
                new(_insert) { Parameters = { new NpgsqlParameter<string> { TypedValue = key } } },
                new(_select) { Parameters = { new NpgsqlParameter<string> { TypedValue = key } } },

                // Asked when the lock is held: the time at which the statement began to wait for it is over.
                new("SELECT clock_timestamp()"),
            },
        };
        await using (batch.ConfigureAwait(false))
        {
            var reader = await batch.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
                var state = RateLimitState.FromJson(reader.GetString(0));
                await reader.NextResultAsync(cancellationToken).ConfigureAwait(false);
                await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
                return (state, new DateTimeOffset(reader.GetDateTime(0), TimeSpan.Zero));
            }
        }
    }

    private async Task WriteAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, string key, RateLimitState state, CancellationToken cancellationToken)
    {
        var command = new NpgsqlCommand(_update, connection, transaction)
        {
            Parameters = { new NpgsqlParameter<string> { TypedValue = key }, new NpgsqlParameter<string> { TypedValue = state.ToJson() } },
        };
        await using (command.ConfigureAwait(false))
            await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Makes the table, once; a failure is tried again with the next request.</summary>
    private async Task EnsureTableAsync(CancellationToken cancellationToken)
    {
        var created = _created;
        if (created is null or { IsFaulted: true } or { IsCanceled: true })
            _created = created = CreateAsync();
        await created.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task CreateAsync()
    {
        var command = _database.CreateCommand(_create);
        await using (command.ConfigureAwait(false))
        {
            try
            {
                await command.ExecuteNonQueryAsync().ConfigureAwait(false);
            }
            catch (PostgresException exception) when (exception.SqlState is PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.DuplicateTable)
            {
                // Another process makes it at this moment: IF NOT EXISTS does not wait for that.
            }
        }
    }
}
