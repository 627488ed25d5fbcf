using System.Diagnostics;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using SdkGen.PostgreSql;
using SdkGen.Testing;

namespace SdkGen.Pipeline.Tests.PostgreSql;

public class SharedRateLimitTests(DatabaseServer server)
{
    private const string DatabaseVariable = "SDKGEN_TEST_DATABASE";
    private const string ServiceVariable = "SDKGEN_TEST_SERVICE";

    [Fact]
    public async Task Processes_that_name_the_same_database_share_a_limit()
    {
        var connection = await DatabaseAsync();
        await using var service = await LlmEmulator.StartAsync();
        service.Chat.Replies("hello");
        await using var one = Application(service, connection);
        await using var two = Application(service, connection);
        IChatClient[] chats = [one.GetRequiredService<IChatClient<OpenAIModels.Gpt41Mini>>(), two.GetRequiredService<IChatClient<OpenAIModels.Gpt41Mini>>()];

        var failures = 0;
        await Parallel.ForEachAsync(Enumerable.Range(0, 40), new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (number, cancellationToken) =>
        {
            try
            {
                await chats[number % 2].GetResponseAsync("hi", cancellationToken: cancellationToken);
            }
            catch (LlmException exception) when (exception.Kind == LlmErrorKind.RateLimited)
            {
                Interlocked.Increment(ref failures);
            }
        });

        // Ten are there at first, and one comes back in six seconds: so many may go through as time has passed, and none is lost or counted twice.
        failures.ShouldBe(40 - service.Requests.Count);
        service.Requests.Count.ShouldBeInRange(10, 20);
    }

    [Fact]
    public async Task So_do_processes_of_their_own()
    {
        var connection = await DatabaseAsync();
        await using var service = await LlmEmulator.StartAsync();
        service.Chat.Replies("hello");
        var process = () => TestProcess.RunAsync(
            typeof(SharedRateLimitTests), nameof(In_one_of_several_processes), new() { [DatabaseVariable] = connection, [ServiceVariable] = service.OpenAIUrl });
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(process(), process(), process());

        // Each alone would have let ten through.
        service.Requests.Count.ShouldBeInRange(10, 10 + (int)(watch.Elapsed.TotalSeconds / 6) + 1);
    }

    [Fact(Explicit = true)]
    public async Task In_one_of_several_processes()
    {
        await using var application = Application(Environment.GetEnvironmentVariable(ServiceVariable)!, Environment.GetEnvironmentVariable(DatabaseVariable)!, "process_limits");
        var chat = application.GetRequiredService<IChatClient<OpenAIModels.Gpt41Mini>>();
        await Parallel.ForEachAsync(Enumerable.Range(0, 15), async (_, cancellationToken) =>
        {
            try
            {
                await chat.GetResponseAsync("hi", cancellationToken: cancellationToken);
            }
            catch (LlmException exception) when (exception.Kind == LlmErrorKind.RateLimited)
            {
                // The others were there first.
            }
        });
    }

    [Fact]
    public async Task No_change_of_a_state_is_lost_among_many_writers()
    {
        await using var database = NpgsqlDataSource.Create(await DatabaseAsync());
        IRateLimitStore[] stores = [new PostgreSqlRateLimitStore(database, "counted"), new PostgreSqlRateLimitStore(database, "counted")];

        await Parallel.ForEachAsync(Enumerable.Range(0, 200), new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (number, cancellationToken) =>
            await stores[number % 2].ChangeAsync("key", (state, now) =>
                (state with { Requests = new RateBucket(1, 1, (state.Requests?.Level ?? 0) + 1, now) }, default), cancellationToken));

        await stores[0].ChangeAsync("key", (state, now) =>
        {
            state.Requests!.Value.Level.ShouldBe(200);
            (now - state.Requests!.Value.At).ShouldBeGreaterThanOrEqualTo(TimeSpan.Zero);
            return (state, default);
        });
        (await stores[0].ChangeAsync("another", (state, _) => (state, state == new RateLimitState() ? TimeSpan.FromSeconds(1) : default))).ShouldBe(TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task A_table_that_could_not_be_made_is_tried_again()
    {
        var connection = await DatabaseAsync();
        await using var database = NpgsqlDataSource.Create(connection);
        var store = new PostgreSqlRateLimitStore(database, "absent.limits");
        var failure = await Should.ThrowAsync<PostgresException>(async () => await store.ChangeAsync("key", (state, _) => (state, default)));
        failure.SqlState.ShouldBe(PostgresErrorCodes.InvalidSchemaName);
        await using (var create = database.CreateCommand("CREATE SCHEMA absent"))
            await create.ExecuteNonQueryAsync();

        (await store.ChangeAsync("key", (state, _) => (state, TimeSpan.FromSeconds(2)))).ShouldBe(TimeSpan.FromSeconds(2));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("x; DROP TABLE y")]
    [InlineData("a.b.c")]
    [InlineData("1a")]
    [InlineData("a.")]
    public async Task A_table_whose_name_is_more_than_a_name_is_refused(string table)
    {
        await using var database = NpgsqlDataSource.Create("Host=127.0.0.1");
        Should.Throw<ArgumentException>(() => new PostgreSqlRateLimitStore(database, table)).ParamName.ShouldBe("table");
    }

    private async Task<string> DatabaseAsync()
    {
        var connection = await server.StartAsync();
        Assert.SkipWhen(connection is null, "No PostgreSQL is installed: there is no initdb below /usr/lib/postgresql and none on the path.");
        return connection!;
    }

    private static ServiceProvider Application(LlmEmulator service, string connection) => Application(service.OpenAIUrl, connection, "shared_limits");

    private static ServiceProvider Application(string service, string connection, string table) => new ServiceCollection()
        .AddLlm(llm => llm
            .AddOpenAI(options => (options.BaseUrl, options.ApiKey) = (service, "any"))
            .AddPostgreSqlRateLimits(connection, table)
            .AddRateLimit(limits => (limits.RequestsPerMinute, limits.MaxWait) = (10, TimeSpan.Zero)))
        .BuildServiceProvider();
}
