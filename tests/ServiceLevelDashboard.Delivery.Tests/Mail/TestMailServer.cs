using System.Buffers;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using MimeKit;
using SmtpServer;
using SmtpServer.Authentication;
using SmtpServer.Mail;
using SmtpServer.Protocol;
using SmtpServer.Storage;

namespace ServiceLevelDashboard.Delivery.Tests.Mail;

/// <summary>A mail server on loopback that behaves as a test wants.</summary>
internal sealed class TestMailServer : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _run;

    public TestMailServer(X509Certificate2? certificate = null, bool isTls = false)
    {
        Port = FreePort();
        var options = new SmtpServerOptionsBuilder().ServerName("localhost")
            .Endpoint(endpoint =>
            {
                endpoint.Endpoint(new IPEndPoint(IPAddress.Loopback, Port)).IsSecure(isTls).AllowUnsecureAuthentication(certificate is null);
                if (certificate is not null)
                {
                    endpoint.Certificate(certificate);
                }
            }).Build();
        var services = new SmtpServer.ComponentModel.ServiceProvider();
        services.Add((IMailboxFilter)new Filter(this));
        services.Add((IMessageStore)new Store(this));
        services.Add((IUserAuthenticator)new DelegatingUserAuthenticator((user, password) =>
        {
            SignedIn.Enqueue(user);
            return user == "dashboard" && password == "right password";
        }));
        _run = new SmtpServer.SmtpServer(options, services).StartAsync(_stop.Token);
    }

    public int Port { get; }

    /// <summary>The messages that were taken.</summary>
    public ConcurrentQueue<MimeMessage> Taken { get; } = new();

    public ConcurrentQueue<string> SignedIn { get; } = new();

    /// <summary>What is said to a recipient; null to take it.</summary>
    public Func<string, SmtpResponse?> OnRecipient { get; set; } = static _ => null;

    /// <summary>What is said to a message; null to take it.</summary>
    public Func<Task<SmtpResponse?>> OnMessage { get; set; } = static () => Task.FromResult<SmtpResponse?>(null);

    public static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _run.Soon();
        _stop.Dispose();
    }

    private sealed class Filter(TestMailServer server) : MailboxFilter
    {
        public override Task<bool> CanDeliverToAsync(ISessionContext context, IMailbox to, IMailbox from, CancellationToken cancellationToken) =>
            server.OnRecipient($"{to.User}@{to.Host}") is { } refusal ? throw new SmtpResponseException(refusal) : Task.FromResult(true);
    }

    private sealed class Store(TestMailServer server) : MessageStore
    {
        public override async Task<SmtpResponse> SaveAsync(
            ISessionContext context, IMessageTransaction transaction, ReadOnlySequence<byte> buffer, CancellationToken cancellationToken)
        {
            using var bytes = new MemoryStream(buffer.ToArray());
            if (await server.OnMessage() is { } refusal)
            {
                return refusal;
            }
            server.Taken.Enqueue(await MimeMessage.LoadAsync(bytes, cancellationToken));
            return new SmtpResponse(SmtpReplyCode.Ok, "taken");
        }
    }
}
