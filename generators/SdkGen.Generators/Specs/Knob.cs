namespace SdkGen.Generators.Specs;

/// <summary>The ways in which a model lets reasoning be set.</summary>
internal static class Knob
{
    /// <summary>One of a few levels.</summary>
    public const string Effort = "effort";

    /// <summary>A number of tokens.</summary>
    public const string Budget = "budget";

    /// <summary>On or off.</summary>
    public const string Toggle = "toggle";

    public static readonly string[] All = [Effort, Budget, Toggle];
}
