using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using ServiceLevelDashboard.Domain;
using ServiceLevelDashboard.Genesys.Connection;

namespace ServiceLevelDashboard.Genesys.Tests;

/// <summary>The service inside the process: tokens by itself, everything else as the test says.</summary>
internal sealed class FakeService : HttpMessageHandler
{
    public const string Secret = "marker-secret-5d1f";

    public const string Id = "marker-id";

    private int _tokens;

    /// <summary>Requests other than those for tokens, with their bodies.</summary>
    public List<Received> Asked { get; } = [];

    public int TokensGiven => _tokens;

    public double TokenLifeSeconds { get; set; } = 86_400;

    public Func<HttpResponseMessage>? TokenAnswer { get; set; }

    /// <summary>Answers a question; the number counts from 1.</summary>
    public Func<Received, int, HttpResponseMessage> Answer { get; set; } = (_, _) => Json("""{"results":[]}""");

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 9, 1, 8, 0, 0, TimeSpan.Zero)) { AutoAdvanceAmount = TimeSpan.Zero };

    public LogLines Logs { get; } = new();

    public GenesysContactCentre NewCentre(Action<GenesysOptions>? change = null)
    {
        var options = new GenesysOptions { ClientId = Id, ClientSecret = Secret, Region = "eu-west-1" };
        change?.Invoke(options);
        return new GenesysContactCentre(options, Clock, Logs, this);
    }

    public static HttpResponseMessage Json(string body, HttpStatusCode status = HttpStatusCode.OK) =>
        new(status) { Content = new StringContent(body, Encoding.UTF8, "application/json") };

    public static HttpResponseMessage Body(string file, HttpStatusCode status = HttpStatusCode.OK) => Json(Read(file), status);

    public static HttpResponseMessage Throttled(string retryAfter)
    {
        var response = Body("error-429.json", HttpStatusCode.TooManyRequests);
        response.Headers.TryAddWithoutValidation("Retry-After", retryAfter);
        return response;
    }

    public static string Read(string file) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Bodies", file));

    public static QueueId Queue(int number) => new(string.Create(CultureInfo.InvariantCulture, $"5a1e0c44-0000-4000-8000-{number:000000000000}"));

    /// <summary>Lets the clock run until the work is done: nothing here waits for real time.</summary>
    public async Task<T> RunAsync<T>(Task<T> work)
    {
        for (var step = 0; !work.IsCompleted; step++)
        {
            Assert.True(step < 20_000, "The work did not end within 2000 s of the fake clock.");
            Clock.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Yield();
        }

        return await work;
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        if (request.RequestUri!.AbsolutePath.EndsWith("/oauth/token", StringComparison.Ordinal))
        {
            Interlocked.Increment(ref _tokens);
            return TokenAnswer?.Invoke() ?? Json(string.Create(CultureInfo.InvariantCulture, $$"""{"access_token":"token-no-{{_tokens}}","token_type":"bearer","expires_in":{{TokenLifeSeconds}}}"""));
        }

        var received = new Received(request.Method.Method, request.RequestUri, body, request.Headers.Authorization?.Parameter);
        int number;
        lock (Asked)
        {
            Asked.Add(received);
            number = Asked.Count;
        }

        return Answer(received, number);
    }

    internal sealed record Received(string Method, Uri Address, string Body, string? Token);

    /// <summary>Everything that was logged, as text.</summary>
    internal sealed class LogLines : ILoggerFactory, ILogger
    {
        public ConcurrentQueue<string> Lines { get; } = new();

        public void AddProvider(ILoggerProvider provider)
        {
        }

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Enqueue($"{formatter(state, exception)} {exception}");

        public void Dispose()
        {
        }
    }
}
