using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using ServiceLevelDashboard.Simulator.Centre;
using ServiceLevelDashboard.Simulator.Faults;
using ServiceLevelDashboard.Simulator.Push;
using ServiceLevelDashboard.Simulator.Settings;
using ServiceLevelDashboard.Simulator.Wire;

namespace ServiceLevelDashboard.Simulator;

/// <summary>A running simulator: a contact centre that answers in Genesys Cloud's wire format over HTTP on 127.0.0.1.</summary>
public sealed class SimulatorServer : IAsyncDisposable
{
    /// <summary>Largest request body in bytes; beyond, 413.</summary>
    internal const int LargestRequest = 512_000;

    private readonly WebApplication _application;
    private readonly FaultBoard _faults;
    private readonly CancellationTokenSource _stopping = new();
    private int _disposed;

    private SimulatorServer(SimulatorOptions options, IOrganisation organisation, TimeProvider time)
    {
        _faults = new FaultBoard(time, options.Seed);
        foreach (var fault in options.Faults)
        {
            _faults.Add(fault);
        }
        var switches = new SwitchBoard(new SimulatedSwitches(options.Switches, options.ShortAbandonLimit));
        var authority = new Authority(options, _faults, time);
        var recorded = options.RecordingFolder is { } folder ? RecordedAnswers.Read(folder, time.GetUtcNow()) : null;
        var service = new Service(options, organisation, _faults, authority, switches, recorded);
        var (channels, topics) = (new ChannelBook(options.Limits, time), new Topics(organisation));
        var notifications = new NotificationEndpoints(options.Limits, channels, topics, _faults);
        var push = new PushEndpoint(options.Limits, organisation, channels, topics, _faults, time);
        var mischief = new FaultInjector(_faults, time);
        ControlToken = RandomNumberGenerator.GetHexString(32, lowercase: true);
        var control = options.EnableControl ? new ControlEndpoint(ControlToken, organisation, _faults, switches) : null;
        ClientId = options.ClientId;
        ClientSecret = options.ClientSecret;
        Address = new Uri("http://127.0.0.1/");

        // Empty: neither settings files nor environment variables of the host may open another port or write a log.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(1));
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, options.Port);
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = LargestRequest;
        });
        _application = builder.Build();
        _application.UseWebSockets();
        _application.Run(context => AnswerAsync(context, RouteAsync, mischief, control));

        Task RouteAsync(HttpContext context, CancellationToken cancellationToken)
        {
            if (PushEndpoint.IsHere(context.Request.Path))
            {
                return push.AnswerAsync(context, cancellationToken);
            }

            if (recorded is null && NotificationEndpoints.IsHere(context.Request.Path))
            {
                authority.Check(context.Request);
                return notifications.AnswerAsync(context, cancellationToken);
            }

            return service.AnswerAsync(context, cancellationToken);
        }
    }

    /// <summary>Where it listens, for instance <c>http://127.0.0.1:5080/</c>; base of both the login and the API host.</summary>
    public Uri Address { get; private set; }

    /// <summary>The OAuth client id that it accepts.</summary>
    public string ClientId { get; }

    /// <summary>The OAuth client secret that it accepts.</summary>
    public string ClientSecret { get; }

    /// <summary>The token of this start, to be sent in the header <c>X-Control-Token</c> to <c>/_control</c>.</summary>
    public string ControlToken { get; }

    /// <summary>Starts one.</summary>
    /// <exception cref="ArgumentException">An option is out of range or the zone is unknown.</exception>
    /// <exception cref="InvalidDataException">The replay file or the recording cannot be read; the message says where.</exception>
    /// <exception cref="IOException">The replay file is not there, or the port is taken.</exception>
    public static async Task<SimulatorServer> StartAsync(SimulatorOptions options, TimeProvider time, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(time);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Queues, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.Queues, SimulatorOptions.MostQueues);
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(options.TimeZone, out var zone))
        {
            throw new ArgumentException($"'{options.TimeZone}' is not a known time zone; expected an IANA name such as Europe/London.", nameof(options));
        }
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(time.GetUtcNow(), zone).DateTime);
        IOrganisation organisation = options.ReplayFile is null
            ? new SeededOrganisation(options, zone)
            : ReplayOrganisation.Read(options, zone, today);
        var server = new SimulatorServer(options, organisation, time);
        try
        {
            await server._application.StartAsync(cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            await server.DisposeAsync().ConfigureAwait(false);
            throw;
        }

        server.Address = new Uri(server._application.Urls.First());
        return server;
    }

    /// <summary>Adds a fault from now on.</summary>
    public void AddFault(Fault fault)
    {
        ArgumentNullException.ThrowIfNull(fault);
        _faults.Add(fault);
    }

    /// <summary>Ends all faults.</summary>
    public void ClearFaults() => _faults.Clear();

    /// <summary>Stops listening; requests under way are cut off.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 1)
        {
            return;
        }
        await _stopping.CancelAsync().ConfigureAwait(false);
        await _application.DisposeAsync().ConfigureAwait(false);
        _stopping.Dispose();
    }

    private async Task AnswerAsync(HttpContext context, Func<HttpContext, CancellationToken, Task> answer, FaultInjector mischief, ControlEndpoint? control)
    {
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, _stopping.Token);
        context.Response.Headers[JsonResponse.CorrelationHeader] = Guid.NewGuid().ToString();
        context.Response.Headers["X-Simulated"] = "true"; // a dashboard says on every page that its figures are made up
        context.Response.Headers.Date = _faults.Now().ToString("R", CultureInfo.InvariantCulture);
        try
        {
            if (control is not null && context.Request.Path.StartsWithSegments(ControlEndpoint.Path))
            {
                await control.AnswerAsync(context, ends.Token).ConfigureAwait(false);
            }
            else
            {
                await mischief.AnswerAsync(context, () => answer(context, ends.Token), ends.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (ends.IsCancellationRequested)
        {
            // Nobody waits for the answer any more.
            context.Abort();
        }
        catch (WireException refused)
        {
            await JsonResponse.WriteErrorAsync(context.Response, refused).ConfigureAwait(false);
        }
        catch (BadHttpRequestException broken)
        {
            await JsonResponse.WriteErrorAsync(
                context.Response, new WireException(broken.StatusCode, "bad.request", broken.Message)).ConfigureAwait(false);
        }
    }
}
