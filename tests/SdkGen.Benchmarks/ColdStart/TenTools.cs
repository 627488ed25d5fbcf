namespace SdkGen.Benchmarks.ColdStart;

/// <summary>Ten tools of three arguments, as a small assistant has them.</summary>
internal static class TenTools
{
    /// <summary>Finds what a person has under weather.</summary>
    /// <param name="query">Words to look for.</param>
    /// <param name="limit">How many results at most.</param>
    /// <param name="recent">Whether newer ones go first.</param>
    [LlmTool] public static string FindWeather(string query, int limit = 10, bool recent = true) => query + limit + recent;

    /// <summary>Gets what a person has under weather.</summary>
    /// <param name="query">Words to look for.</param>
    /// <param name="limit">How many results at most.</param>
    /// <param name="recent">Whether newer ones go first.</param>
    [LlmTool] public static string GetWeather(string query, int limit = 10, bool recent = true) => query + limit + recent;

    /// <summary>Lists what a person has under weather.</summary>
    /// <param name="query">Words to look for.</param>
    /// <param name="limit">How many results at most.</param>
    /// <param name="recent">Whether newer ones go first.</param>
    [LlmTool] public static string ListWeather(string query, int limit = 10, bool recent = true) => query + limit + recent;

    /// <summary>Adds what a person has under weather.</summary>
    /// <param name="query">Words to look for.</param>
    /// <param name="limit">How many results at most.</param>
    /// <param name="recent">Whether newer ones go first.</param>
    [LlmTool] public static string AddWeather(string query, int limit = 10, bool recent = true) => query + limit + recent;

    /// <summary>Removes what a person has under weather.</summary>
    /// <param name="query">Words to look for.</param>
    /// <param name="limit">How many results at most.</param>
    /// <param name="recent">Whether newer ones go first.</param>
    [LlmTool] public static string RemoveWeather(string query, int limit = 10, bool recent = true) => query + limit + recent;

    /// <summary>Finds what a person has under flights.</summary>
    /// <param name="query">Words to look for.</param>
    /// <param name="limit">How many results at most.</param>
    /// <param name="recent">Whether newer ones go first.</param>
    [LlmTool] public static string FindFlights(string query, int limit = 10, bool recent = true) => query + limit + recent;

    /// <summary>Gets what a person has under flights.</summary>
    /// <param name="query">Words to look for.</param>
    /// <param name="limit">How many results at most.</param>
    /// <param name="recent">Whether newer ones go first.</param>
    [LlmTool] public static string GetFlights(string query, int limit = 10, bool recent = true) => query + limit + recent;

    /// <summary>Lists what a person has under flights.</summary>
    /// <param name="query">Words to look for.</param>
    /// <param name="limit">How many results at most.</param>
    /// <param name="recent">Whether newer ones go first.</param>
    [LlmTool] public static string ListFlights(string query, int limit = 10, bool recent = true) => query + limit + recent;

    /// <summary>Adds what a person has under flights.</summary>
    /// <param name="query">Words to look for.</param>
    /// <param name="limit">How many results at most.</param>
    /// <param name="recent">Whether newer ones go first.</param>
    [LlmTool] public static string AddFlights(string query, int limit = 10, bool recent = true) => query + limit + recent;

    /// <summary>Removes what a person has under flights.</summary>
    /// <param name="query">Words to look for.</param>
    /// <param name="limit">How many results at most.</param>
    /// <param name="recent">Whether newer ones go first.</param>
    [LlmTool] public static string RemoveFlights(string query, int limit = 10, bool recent = true) => query + limit + recent;
}
