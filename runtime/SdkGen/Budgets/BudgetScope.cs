namespace SdkGen;

/// <summary>Whose money the calls spend that are made inside of it: <c>using (BudgetScope.Begin(tenant: "acme", session: "42"))</c>.</summary>
/// <remarks>Flows with the calls of an asynchronous method, as <see cref="AsyncLocal{T}"/> does. A scope within another keeps what it does not name itself.</remarks>
public sealed class BudgetScope : IDisposable
{
    private static readonly AsyncLocal<BudgetScope?> s_current = new();

    private readonly BudgetScope? _outer;

    private BudgetScope(BudgetScope? outer, string? tenant, string? session) => (_outer, Tenant, Session) = (outer, tenant ?? outer?.Tenant, session ?? outer?.Session);

    /// <summary>The scope of the calls that are made now; null where there is none.</summary>
    public static BudgetScope? Current => s_current.Value;

    /// <summary>The tenant; null where none was named.</summary>
    public string? Tenant { get; }

    /// <summary>The session; null where none was named.</summary>
    public string? Session { get; }

    /// <summary>Begins a scope. It ends when it is disposed of.</summary>
    /// <param name="tenant">The tenant; null keeps that of the scope around this one.</param>
    /// <param name="session">The session; null keeps that of the scope around this one.</param>
    public static BudgetScope Begin(string? tenant = null, string? session = null) => s_current.Value = new BudgetScope(s_current.Value, tenant, session);

    /// <inheritdoc/>
    public void Dispose() => s_current.Value = _outer;
}
