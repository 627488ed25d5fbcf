using System.ComponentModel.DataAnnotations;

namespace SdkGen.Benchmarks;

/// <summary>The tools of the benchmark: one with three primitive arguments, one with a nested record.</summary>
public static class ToolCalls
{
    /// <summary>Gets the forecast for a city.</summary>
    /// <param name="city">City name.</param>
    /// <param name="days">How many days ahead.</param>
    /// <param name="metric">In degrees Celsius.</param>
    [LlmTool]
    public static double Forecast(string city, int days, bool metric) => city.Length + days + (metric ? 0.5 : 0.25);

    /// <summary>Places an order.</summary>
    /// <param name="order">What is ordered.</param>
    [LlmTool]
    public static Receipt PlaceOrder(Order order)
    {
        var count = 0;
        foreach (var line in order.Lines)
            count += line.Quantity;
        return new Receipt(order.Customer, order.Due, order.Limit, order.Priority, count);
    }
}

/// <summary>An order.</summary>
/// <param name="Customer">Who orders.</param>
/// <param name="Due">When it has to arrive.</param>
/// <param name="Limit">What it may cost.</param>
/// <param name="Priority">How urgent it is.</param>
/// <param name="Lines">What is ordered.</param>
public sealed record Order(string Customer, DateOnly Due, decimal Limit, Priority Priority, List<OrderLine> Lines);

/// <summary>A line of an order.</summary>
/// <param name="Article">The article.</param>
/// <param name="Quantity">How many.</param>
public sealed record OrderLine(string Article, [property: Range(1, 1000)] int Quantity);

/// <summary>What comes back.</summary>
/// <param name="Customer">Who ordered.</param>
/// <param name="Due">When it arrives.</param>
/// <param name="Total">What it costs.</param>
/// <param name="Priority">How urgent it is.</param>
/// <param name="Count">How many articles.</param>
public sealed record Receipt(string Customer, DateOnly Due, decimal Total, Priority Priority, int Count);

/// <summary>How urgent an order is.</summary>
public enum Priority
{
    /// <summary>No hurry.</summary>
    Low,

    /// <summary>As usual.</summary>
    Normal,

    /// <summary>At once.</summary>
    High,
}
