using Microsoft.Extensions.Logging;

namespace SdkGen.Pipeline.Tests.Guard;

/// <summary>Keeps the lines of SdkGen's own categories: level, category, text.</summary>
internal sealed class ListedLog : ILoggerFactory
{
    public List<string> Lines { get; } = [];

    public ILogger CreateLogger(string categoryName) => new Category(this, categoryName);

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException("The log is the only one.");

    public void Dispose()
    {
        // Nothing is open.
    }

    private sealed class Category(ListedLog log, string name) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => name.StartsWith("SdkGen", StringComparison.Ordinal);

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
                log.Lines.Add($"{logLevel} {name} {formatter(state, exception)}");
        }
    }
}
