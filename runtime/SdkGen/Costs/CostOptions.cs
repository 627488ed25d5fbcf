namespace SdkGen;

/// <summary>How answers are priced.</summary>
public sealed class CostOptions
{
    /// <summary>The price, where it is not the catalogue's: a contract, a discount, a model of which the catalogue knows none. Null leaves it to the model.</summary>
    public ModelPrice? Price { get; set; }

    /// <summary>Tells the day, where prices change by a day; null means the system's clock.</summary>
    public TimeProvider? TimeProvider { get; set; }
}
