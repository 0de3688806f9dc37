using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace TeamAccess.Admin.Tests.Host;

/// <summary>Keeps every line that was logged.</summary>
public sealed class LogSink : ILoggerProvider
{
    public ConcurrentQueue<LogLine> Lines { get; } = new();

    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

    public void Dispose()
    {
    }

    private sealed class Logger(LogSink sink, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter) =>
            sink.Lines.Enqueue(new LogLine(
                category, logLevel, eventId.Id, $"{formatter(state, exception)} {exception}"));
    }
}

public sealed record LogLine(string Category, LogLevel Level, int Id, string Text);
