using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace ServiceLevelDashboard.Browser.Tests;

/// <summary>What a dashboard under test has logged, a line for each entry, kept in place of the console.</summary>
internal sealed class ServerLog : ILoggerProvider
{
    private readonly ConcurrentQueue<(DateTimeOffset At, string Text)> _lines = new();

    /// <summary>The lines so far, oldest first.</summary>
    public IReadOnlyCollection<(DateTimeOffset At, string Text)> Lines => _lines;

    public ILogger CreateLogger(string categoryName) => new Category(categoryName, _lines);

    public void Dispose()
    {
        // the lines stay readable after the dashboard is gone
    }

    private sealed class Category(string name, ConcurrentQueue<(DateTimeOffset At, string Text)> lines) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
            {
                var now = TimeProvider.System.GetUtcNow();
                lines.Enqueue((now, $"{now:HH:mm:ss.fff} {logLevel} {name}: {formatter(state, exception)}{(exception is null ? "" : $"\n{exception}")}"));
            }
        }
    }
}
