namespace SdkGen.Benchmarks.ColdStart;

/// <summary>Fifty tools of three arguments, as an assistant has them.</summary>
internal static class FiftyTools
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

    /// <summary>Finds what a person has under hotels.</summary>
    /// <param name="query">Words to look for.</param>
    /// <param name="limit">How many results at most.</param>
    /// <param name="recent">Whether newer ones go first.</param>
    [LlmTool] public static string FindHotels(string query, int limit = 10, bool recent = true) => query + limit + recent;

    /// <summary>Gets what a person has under hotels.</summary>
    /// <param name="query">Words to look for.</param>
    /// <param name="limit">How many results at most.</param>
    /// <param name="recent">Whether newer ones go first.</param>
    [LlmTool] public static string GetHotels(string query, int limit = 10, bool recent = true) => query + limit + recent;

    /// <summary>Lists what a person has under hotels.</summary>
    /// <param name="query">Words to look for.</param>
    /// <param name="limit">How many results at most.</param>
    /// <param name="recent">Whether newer ones go first.</param>
    [LlmTool] public static string ListHotels(string query, int limit = 10, bool recent = true) => query + limit + recent;

    /// <summary>Adds what a person has under hotels.</summary>
    /// <param name="query">Words to look for.</param>
    /// <param name="limit">How many results at most.</param>
    /// <param name="recent">Whether newer ones go first.</param>
    [LlmTool] public static string AddHotels(string query, int limit = 10, bool recent = true) => query + limit + recent;

    /// <summary>Removes what a person has under hotels.</summary>
    /// <param name="query">Words to look for.</param>
    /// <param name="limit">How many results at most.</param>
    /// <param name="recent">Whether newer ones go first.</param>
    [LlmTool] public static string RemoveHotels(string query, int limit = 10, bool recent = true) => query + limit + recent;

    /// <summary>Finds what a person has under trains.</summary>
    /// <param name="query">Words to look for.</param>
    /// <param name="limit">How many results at most.</param>
    /// <param name="recent">Whether newer ones go first.</param>
    [LlmTool] public static string FindTrains(string query, int limit = 10, bool recent = true) => query + limit + recent;

    /// <summary>Gets what a person has under trains.</summary>
    /// <param name="query">Words to look for.</param>
    /// <param name="limit">How many results at most.</param>
    /// <param name="recent">Whether newer ones go first.</param>
    [LlmTool] public static string GetTrains(string query, int limit = 10, bool recent = true) => query + limit + recent;

    /// <summary>Lists what a person has under trains.</summary>
    /// <param name="query">Words to look for.</param>
    /// <param name="limit">How many results at most.</param>
    /// <param name="recent">Whether newer ones go first.</param>
    [LlmTool] public static string ListTrains(string query, int limit = 10, bool recent = true) => query + limit + recent;

    /// <summary>Adds what a person has under trains.</summary>
    /// <param name="query">Words to look for.</param>
    /// <param name="limit">How many results at most.</param>
    /// <param name="recent">Whether newer ones go first.</param>
    [LlmTool] public static string AddTrains(string query, int limit = 10, bool recent = true) => query + limit + recent;

    /// <summary>Removes what a person has under trains.</summary>
    /// <param name="query">Words to look for.</param>
    /// <param name="limit">How many results at most.</param>
    /// <param name="recent">Whether newer ones go first.</param>
    [LlmTool] public static string RemoveTrains(string query, int limit = 10, bool recent = true) => query + limit + recent;

    /// <summary>Finds what a person has under news.</summary>
    /// <param name="query">Words to look for.</param>
    /// <param name="limit">How many results at most.</param>
    /// <param name="recent">Whether newer ones go first.</param>
    [LlmTool] public static string FindNews(string query, int limit = 10, bool recent = true) => query + limit + recent;

    /// <summary>Gets what a person has under news.</summary>
    /// <param name="query">Words to look for.</param>
    /// <param name="limit">How many results at most.</param>
    /// <param name="recent">Whether newer ones go first.</param>
    [LlmTool] public static string GetNews(string query, int limit = 10, bool recent = true) => query + limit + recent;

    /// <summary>Lists what a person has under news.</summary>
    /// <param name="query">Words to look for.</param>
    /// <param name="limit">How many results at most.</param>
    /// <param name="recent">Whether newer ones go first.</param>
    [LlmTool] public static string ListNews(string query, int limit = 10, bool recent = true) => query + limit + recent;

    /// <summary>Adds what a person has under news.</summary>
    /// <param name="query">Words to look for.</param>
    /// <param name="limit">How many results at most.</param>
    /// <param name="recent">Whether newer ones go first.</param>
    [LlmTool] public static string AddNews(string query, int limit = 10, bool recent = true) => query + limit + recent;

    /// <summary>Removes what a person has under news.</summary>
    /// <param name="query">Words to look for.</param>
    /// <param name="limit">How many results at most.</param>
    /// <param name="recent">Whether newer ones go first.</param>
    [LlmTool] public static string RemoveNews(string query, int limit = 10, bool recent = true) => query + limit + recent;

    /// <summary>Finds what a person has under stocks.</summary>
    /// <param name="query">Words to look for.</param>
    /// <param name="limit">How many results at most.</param>
    /// <param name="recent">Whether newer ones go first.</param>
    [LlmTool] public static string FindStocks(string query, int limit = 10, bool recent = true) => query + limit + recent;

    /// <summary>Gets what a person has under stocks.</summary>
    /// <param name="query">Words to look for.</param>
    /// <param name="limit">How many results at most.</param>
    /// <param name="recent">Whether newer ones go first.</param>
    [LlmTool] public static string GetStocks(string query, int limit = 10, bool recent = true) => query + limit + recent;

    /// <summary>Lists what a person has under stocks.</summary>
    /// <param name="query">Words to look for.</param>
    /// <param name="limit">How many results at most.</param>
    /// <param name="recent">Whether newer ones go first.</param>
    [LlmTool] public static string ListStocks(string query, int limit = 10, bool recent = true) => query + limit + recent;

    /// <summary>Adds what a person has under stocks.</summary>
    /// <param name="query">Words to look for.</param>
    /// <param name="limit">How many results at most.</param>
    /// <param name="recent">Whether newer ones go first.</param>
    [LlmTool] public static string AddStocks(string query, int limit = 10, bool recent = true) => query + limit + recent;

    /// <summary>Removes what a person has under stocks.</summary>
    /// <param name="query">Words to look for.</param>
    /// <param name="limit">How many results at most.</param>
    /// <param name="recent">Whether newer ones go first.</param>
    [LlmTool] public static string RemoveStocks(string query, int limit = 10, bool recent = true) => query + limit + recent;

    /// <summary>Finds what a person has under mail.</summary>
    /// <param name="query">Words to look for.</param>
    /// <param name="limit">How many results at most.</param>
    /// <param name="recent">Whether newer ones go first.</param>
    [LlmTool] public static string FindMail(string query, int limit = 10, bool recent = true) => query + limit + recent;

    /// <summary>Gets what a person has under mail.</summary>
    /// <param name="query">Words to look for.</param>
    /// <param name="limit">How many results at most.</param>
    /// <param name="recent">Whether newer ones go first.</param>
    [LlmTool] public static string GetMail(string query, int limit = 10, bool recent = true) => query + limit + recent;

    /// <summary>Lists what a person has under mail.</summary>
    /// <param name="query">Words to look for.</param>
    /// <param name="limit">How many results at most.</param>
    /// <param name="recent">Whether newer ones go first.</param>
    [LlmTool] public static string ListMail(string query, int limit = 10, bool recent = true) => query + limit + recent;

    /// <summary>Adds what a person has under mail.</summary>
    /// <param name="query">Words to look for.</param>
    /// <param name="limit">How many results at most.</param>
    /// <param name="recent">Whether newer ones go first.</param>
    [LlmTool] public static string AddMail(string query, int limit = 10, bool recent = true) => query + limit + recent;

    /// <summary>Removes what a person has under mail.</summary>
    /// <param name="query">Words to look for.</param>
    /// <param name="limit">How many results at most.</param>
    /// <param name="recent">Whether newer ones go first.</param>
    [LlmTool] public static string RemoveMail(string query, int limit = 10, bool recent = true) => query + limit + recent;

    /// <summary>Finds what a person has under notes.</summary>
    /// <param name="query">Words to look for.</param>
    /// <param name="limit">How many results at most.</param>
    /// <param name="recent">Whether newer ones go first.</param>
    [LlmTool] public static string FindNotes(string query, int limit = 10, bool recent = true) => query + limit + recent;

    /// <summary>Gets what a person has under notes.</summary>
    /// <param name="query">Words to look for.</param>
    /// <param name="limit">How many results at most.</param>
    /// <param name="recent">Whether newer ones go first.</param>
    [LlmTool] public static string GetNotes(string query, int limit = 10, bool recent = true) => query + limit + recent;

    /// <summary>Lists what a person has under notes.</summary>
    /// <param name="query">Words to look for.</param>
    /// <param name="limit">How many results at most.</param>
    /// <param name="recent">Whether newer ones go first.</param>
    [LlmTool] public static string ListNotes(string query, int limit = 10, bool recent = true) => query + limit + recent;

    /// <summary>Adds what a person has under notes.</summary>
    /// <param name="query">Words to look for.</param>
    /// <param name="limit">How many results at most.</param>
    /// <param name="recent">Whether newer ones go first.</param>
    [LlmTool] public static string AddNotes(string query, int limit = 10, bool recent = true) => query + limit + recent;

    /// <summary>Removes what a person has under notes.</summary>
    /// <param name="query">Words to look for.</param>
    /// <param name="limit">How many results at most.</param>
    /// <param name="recent">Whether newer ones go first.</param>
    [LlmTool] public static string RemoveNotes(string query, int limit = 10, bool recent = true) => query + limit + recent;

    /// <summary>Finds what a person has under tasks.</summary>
    /// <param name="query">Words to look for.</param>
    /// <param name="limit">How many results at most.</param>
    /// <param name="recent">Whether newer ones go first.</param>
    [LlmTool] public static string FindTasks(string query, int limit = 10, bool recent = true) => query + limit + recent;

    /// <summary>Gets what a person has under tasks.</summary>
    /// <param name="query">Words to look for.</param>
    /// <param name="limit">How many results at most.</param>
    /// <param name="recent">Whether newer ones go first.</param>
    [LlmTool] public static string GetTasks(string query, int limit = 10, bool recent = true) => query + limit + recent;

    /// <summary>Lists what a person has under tasks.</summary>
    /// <param name="query">Words to look for.</param>
    /// <param name="limit">How many results at most.</param>
    /// <param name="recent">Whether newer ones go first.</param>
    [LlmTool] public static string ListTasks(string query, int limit = 10, bool recent = true) => query + limit + recent;

    /// <summary>Adds what a person has under tasks.</summary>
    /// <param name="query">Words to look for.</param>
    /// <param name="limit">How many results at most.</param>
    /// <param name="recent">Whether newer ones go first.</param>
    [LlmTool] public static string AddTasks(string query, int limit = 10, bool recent = true) => query + limit + recent;

    /// <summary>Removes what a person has under tasks.</summary>
    /// <param name="query">Words to look for.</param>
    /// <param name="limit">How many results at most.</param>
    /// <param name="recent">Whether newer ones go first.</param>
    [LlmTool] public static string RemoveTasks(string query, int limit = 10, bool recent = true) => query + limit + recent;

    /// <summary>Finds what a person has under events.</summary>
    /// <param name="query">Words to look for.</param>
    /// <param name="limit">How many results at most.</param>
    /// <param name="recent">Whether newer ones go first.</param>
    [LlmTool] public static string FindEvents(string query, int limit = 10, bool recent = true) => query + limit + recent;

    /// <summary>Gets what a person has under events.</summary>
    /// <param name="query">Words to look for.</param>
    /// <param name="limit">How many results at most.</param>
    /// <param name="recent">Whether newer ones go first.</param>
    [LlmTool] public static string GetEvents(string query, int limit = 10, bool recent = true) => query + limit + recent;

    /// <summary>Lists what a person has under events.</summary>
    /// <param name="query">Words to look for.</param>
    /// <param name="limit">How many results at most.</param>
    /// <param name="recent">Whether newer ones go first.</param>
    [LlmTool] public static string ListEvents(string query, int limit = 10, bool recent = true) => query + limit + recent;

    /// <summary>Adds what a person has under events.</summary>
    /// <param name="query">Words to look for.</param>
    /// <param name="limit">How many results at most.</param>
    /// <param name="recent">Whether newer ones go first.</param>
    [LlmTool] public static string AddEvents(string query, int limit = 10, bool recent = true) => query + limit + recent;

    /// <summary>Removes what a person has under events.</summary>
    /// <param name="query">Words to look for.</param>
    /// <param name="limit">How many results at most.</param>
    /// <param name="recent">Whether newer ones go first.</param>
    [LlmTool] public static string RemoveEvents(string query, int limit = 10, bool recent = true) => query + limit + recent;

}
