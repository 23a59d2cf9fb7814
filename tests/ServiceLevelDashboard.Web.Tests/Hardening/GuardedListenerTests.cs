using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using ServiceLevelDashboard.Web.Hardening;

namespace ServiceLevelDashboard.Web.Tests.Hardening;

public sealed class GuardedListenerTests
{
    private static readonly IPAddress Greedy = IPAddress.Parse("192.0.2.7"), Other = IPAddress.Parse("192.0.2.8"), Proxy = IPAddress.Parse("192.0.2.9");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Accept_TooManyOfOneAddress_ClosesThemBeforeItTakesTheNext()
    {
        Waiting[] waiting = [new(Greedy), new(Greedy), new(Greedy), new(Greedy), new(Other)];
        var (inner, listener) = Listen(waiting, connections: 10, ofOne: 2);

        Assert.Same(Greedy, Address(await listener.AcceptAsync(Cancellation)));
        Assert.Same(Greedy, Address(await listener.AcceptAsync(Cancellation)));
        Assert.Same(Other, Address(await listener.AcceptAsync(Cancellation)));

        Assert.Equal([false, false, true, true, false], waiting.Select(static w => w.IsClosed));
        Assert.Equal(3, inner.MostOpen); // the two that were let in and the one that is looked at
    }

    [Fact]
    public async Task Accept_AllTaken_ClosesEvenTheProxysUntilOneLeaves()
    {
        Waiting[] waiting = [new(Greedy), new(null), new(Proxy), new(Other), new(Proxy)];
        var (inner, listener) = Listen(waiting, connections: 3, ofOne: 3);
        await listener.AcceptAsync(Cancellation);
        await listener.AcceptAsync(Cancellation);
        var third = await listener.AcceptAsync(Cancellation);
        Assert.Same(Proxy, Address(third));

        Assert.Null(await listener.AcceptAsync(Cancellation));
        Assert.Equal([false, false, false, true, true], waiting.Select(static w => w.IsClosed));

        await third!.DisposeAsync(); // compared above
        inner.Add(new(Other));
        Assert.Same(Other, Address(await listener.AcceptAsync(Cancellation)));
    }

    [Fact]
    public async Task Dispose_OfAConnection_MakesRoomOnce()
    {
        Waiting[] waiting = [new(Greedy), new(Greedy), new(Greedy)];
        var (_, listener) = Listen(waiting, connections: 10, ofOne: 1);
        var first = await listener.AcceptAsync(Cancellation);
        Assert.NotNull(first);

        await first.DisposeAsync();
        await first.DisposeAsync();
        var second = await listener.AcceptAsync(Cancellation);

        Assert.Same(Greedy, Address(second));
        Assert.Null(await listener.AcceptAsync(Cancellation));
        Assert.Equal([true, false, true], waiting.Select(static w => w.IsClosed));
    }

    [Fact]
    public async Task Accept_Proxy_IsNotCountedByItsAddress()
    {
        var (_, listener) = Listen([new(Proxy), new(Proxy), new(Proxy)], connections: 10, ofOne: 1);

        for (var i = 0; i < 3; i++)
        {
            Assert.Same(Proxy, Address(await listener.AcceptAsync(Cancellation)));
        }
    }

    private static IPAddress? Address(ConnectionContext? connection) => (connection?.RemoteEndPoint as IPEndPoint)?.Address;

    private static (Sequence Inner, IConnectionListener Listener) Listen(Waiting[] waiting, int connections, int ofOne)
    {
        var options = new HardeningOptions { Connections = connections, ConnectionsPerClient = ofOne, Proxies = Proxy.ToString() };
        var inner = new Sequence(waiting);
        return (inner, new GuardedListenerFactory.Listener(inner, new ConnectionGate(Options.Create(options), NullLogger<ConnectionGate>.Instance)));
    }

    /// <summary>A listener at which connections wait.</summary>
    private sealed class Sequence(IEnumerable<Waiting> waiting) : IConnectionListener
    {
        private readonly List<Waiting> _waiting = [.. waiting];
        private int _next;

        public EndPoint EndPoint { get; } = new IPEndPoint(IPAddress.Loopback, 0);

        /// <summary>The most that were open at once.</summary>
        public int MostOpen { get; private set; }

        public void Add(Waiting connection) => _waiting.Add(connection);

        public ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default)
        {
            if (_next == _waiting.Count)
            {
                return new((ConnectionContext?)null);
            }
            var connection = _waiting[_next++];
            MostOpen = Math.Max(MostOpen, _waiting.Take(_next).Count(static w => !w.IsClosed));
            return new(connection);
        }

        public ValueTask UnbindAsync(CancellationToken cancellationToken = default) => default;

        public ValueTask DisposeAsync() => default;
    }

    private sealed class Waiting(IPAddress? address) : DefaultConnectionContext
    {
        private readonly EndPoint? _from = address is null ? null : new IPEndPoint(address, 50_000);

        public override EndPoint? RemoteEndPoint { get => _from; set => throw new NotSupportedException(); }

        public bool IsClosed { get; private set; }

        public override void Abort(ConnectionAbortedException abortReason)
        {
            // DisposeAsync tells
        }

        public override ValueTask DisposeAsync()
        {
            IsClosed = true;
            return base.DisposeAsync();
        }
    }
}
