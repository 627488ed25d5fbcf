namespace SdkGen.SpecRefresh;

/// <summary>What a person who runs the tool must put right.</summary>
internal sealed class RefreshException(string message) : Exception(message);
