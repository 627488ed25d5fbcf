namespace SdkGen;

/// <summary>What is known of a capability. Only a sourced <see cref="No"/> is an error at compile time; <see cref="Unknown"/> is left to the service.</summary>
public enum Fact
{
    /// <summary>No source says.</summary>
    Unknown,

    /// <summary>The provider says that the model can.</summary>
    Yes,

    /// <summary>The provider says that the model cannot.</summary>
    No,
}
