using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using SdkGen.Runtime.Tests.Support;
using SdkGen.Runtime.Tests.Tools;

[assembly: SdkGen.LlmTools<Shelf<Book>>]
[assembly: SdkGen.LlmTools<BookShop>]

namespace SdkGen.Runtime.Tests.Tools;

/// <summary>Tools of classes and interfaces whose instances come from the services, of generic types, and of what they inherit.</summary>
public class ToolSetTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_class_is_made_by_the_container_and_its_tools_run(bool streaming)
    {
        using var services = new ServiceCollection().AddSingleton("from the container").AddLlm(llm => llm.AddTools<CounterTools>()).BuildServiceProvider(validateScopes: true);
        using var scope = services.CreateScope();
        var inner = new FakeChatClient(Conversation.Assistant(Conversation.Call("c1", "Count"), Conversation.Call("c2", "Count")), Conversation.Says("done"));
        var tools = scope.ServiceProvider.GetRequiredService<ToolSet<CounterTools>>();
        await inner.WithTools(tools).AskAsync(streaming);
        inner.LastResults().Select(result => result.Result).ShouldBe(["1 from the container", "2 from the container"]);

        // Another scope has an instance of its own.
        using var other = services.CreateScope();
        (await other.ServiceProvider.GetRequiredService<ToolSet<CounterTools>>()[0].InvokeAsync(new(), TestContext.Current.CancellationToken)).ShouldBe("1 from the container");
        tools.Count.ShouldBe(1);
    }

    [Fact]
    public void What_is_registered_stays()
    {
        var mine = new CounterTools("mine");
        using var services = new ServiceCollection().AddSingleton(mine).AddLlm(llm => llm.AddTools<CounterTools>().AddTools<CounterTools>()).BuildServiceProvider();
        services.GetServices<CounterTools>().ShouldBe([mine]);
        services.GetServices<ToolSet<CounterTools>>().Count().ShouldBe(1);
    }

    [Fact]
    public async Task An_interface_is_served_by_what_is_registered_for_it()
    {
        using var services = new ServiceCollection().AddSingleton<IForecastApi>(new ForecastApi()).AddLlm(llm => llm.AddTools<IForecastApi>()).BuildServiceProvider();
        var tools = services.GetRequiredService<ToolSet<IForecastApi>>();
        tools.Select(tool => tool.Name).ShouldBe(["GetForecast", "search_cities"]);
        (await tools[0].ShouldRunAsync("""{"city":"Oslo","days":2}""")).ShouldBe("""{"city":"Oslo","days":2,"unit":"Celsius","degrees":4}""");
        (await tools[0].ShouldRefuseAsync("""{"city":"Oslo","days":0}""")).ShouldBe(["$.days: expected an integer from 1 to 14, received 0"]);
        (await tools[1].ShouldRunAsync("""{"query":{"text":"os","limit":1}}""")).ShouldBe("""["Oslo"]""");
        tools[1].Description.ShouldBe("Searches cities by name.");
    }

    [Fact]
    public void A_type_without_tools_says_so_when_it_is_added() =>
        Should.Throw<InvalidOperationException>(() => new ServiceCollection().AddLlm(llm => llm.AddTools<ToolSetTests>())).Message.ShouldContain("No tools were generated for SdkGen.Runtime.Tests.Tools.ToolSetTests");

    [Fact]
    public async Task A_generic_class_has_tools_for_the_types_that_are_asked_for()
    {
        var shelf = new Shelf<Book>();
        shelf.Tools.Select(tool => tool.Name).ShouldBe(["Put", "First", "Open"]);
        shelf.Tools[0].JsonSchema.GetProperty("properties").GetProperty("item").GetProperty("properties").EnumerateObject().Select(property => property.Name).ShouldBe(["title", "year"]);
        (await shelf.Tools[0].ShouldRefuseAsync("""{"item":{"title":"T"}}""")).ShouldHaveSingleItem().ShouldStartWith("$.item.year");
        await shelf.Tools[0].InvokeAsync(new() { ["item"] = new Book("Dune", 1965) }, TestContext.Current.CancellationToken);
        (await shelf.Tools[1].ShouldRunAsync("{}")).ShouldBe("""{"title":"Dune","year":1965}""");
        ShelfOfBookTools.Of(shelf).Count.ShouldBe(3);
        using var services = new ServiceCollection().AddLlm(llm => llm.AddTools<Shelf<Book>>()).BuildServiceProvider();
        services.GetRequiredService<ToolSet<Shelf<Book>>>().Count.ShouldBe(3);
    }

    [Fact]
    public async Task A_derived_class_has_its_own_tools_and_those_it_inherits()
    {
        var shop = new BookShop();
        shop.Tools.Select(tool => tool.Name).Order().ShouldBe(["First", "Open", "Put", "Sell"]);
        await shop.Tools.Single(tool => tool.Name == "Put").InvokeAsync(new() { ["item"] = new Book("Emma", 1815) }, TestContext.Current.CancellationToken);
        (await shop.Tools.Single(tool => tool.Name == "Sell").ShouldRunAsync("{}")).ShouldBe("sold Emma");
        (await shop.Tools.Single(tool => tool.Name == "Open").ShouldRunAsync("{}")).ShouldBe("true");
    }

    [Fact]
    public async Task A_static_class_and_a_nested_one_have_theirs()
    {
        ToolSetHosts.Nested.Tools.Select(tool => tool.Name).ShouldBe(["Double"]);
        (await ToolSetHosts.Nested.Tools[0].ShouldRunAsync("""{"value":4}""")).ShouldBe("8");
        (await new ToolSetHosts.Point(3).Tools[0].ShouldRunAsync("{}")).ShouldBe("3");
    }

    [Fact]
    public void Two_tools_of_one_name_are_not_offered_together() =>
        Should.Throw<ArgumentException>(() => new FakeChatClient().WithTools([.. Weather.Tools, .. Weather.Tools])).Message.ShouldContain("'GetForecast'");
}

/// <summary>A class that needs something of the container.</summary>
public sealed class CounterTools(string name)
{
    private int _count;

    [LlmTool]
    public string Count() => $"{++_count} {name}";
}

/// <summary>Looks like an attribute of an HTTP client library.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class GetAttribute(string path) : Attribute
{
    public string Path => path;
}

/// <summary>Looks like an attribute of an HTTP client library.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class QueryAttribute : Attribute;

/// <summary>An interface that another library implements.</summary>
public interface IForecastApi
{
    /// <summary>Gets a forecast.</summary>
    /// <param name="city">Which city.</param>
    /// <param name="days">How many days.</param>
    /// <param name="cancellationToken">Cancels.</param>
    [LlmTool]
    [Get("/forecast/{city}")]
    Task<Forecast> GetForecastAsync(string city, [Query][System.ComponentModel.DataAnnotations.Range(1, 14)] int days = 3, CancellationToken cancellationToken = default);

    /// <summary>Searches cities by name.</summary>
    [LlmTool("search_cities")]
    [Get("/cities")]
    Task<List<string>> SearchAsync([Query] CityQuery query);

    [Get("/health")]
    Task PingAsync();
}

/// <summary>What to search.</summary>
public sealed record CityQuery(string Text, int Limit = 10);

internal sealed class ForecastApi : IForecastApi
{
    public Task<Forecast> GetForecastAsync(string city, int days, CancellationToken cancellationToken) => Task.FromResult(new Forecast(city, days, TemperatureUnit.Celsius, 4));

    public Task<List<string>> SearchAsync(CityQuery query) => Task.FromResult<List<string>>([.. new List<string> { "Oslo", "Osaka" }.Take(query.Limit)]);

    public Task PingAsync() => Task.CompletedTask;
}

/// <summary>A generic host.</summary>
public class Shelf<T> : IDoor
    where T : class
{
    protected List<T> Items { get; } = [];

    [LlmTool]
    public void Put(T item) => Items.Add(item);

    [LlmTool]
    public T First() => Items[0];

    public bool Open() => true;
}

/// <summary>An interface with a tool.</summary>
public interface IDoor
{
    [LlmTool]
    bool Open();
}

/// <summary>Derives from a generic host.</summary>
public sealed class BookShop : Shelf<Book>
{
    [LlmTool]
    public string Sell() => "sold " + Items[0].Title;
}

/// <summary>A book.</summary>
public sealed record Book(string Title, int Year);

/// <summary>Hosts within a type.</summary>
public static class ToolSetHosts
{
    public static class Nested
    {
        [LlmTool]
        public static int Double(int value) => value * 2;
    }

    public readonly struct Point(int x)
    {
        [LlmTool]
        public int X() => x;
    }
}
