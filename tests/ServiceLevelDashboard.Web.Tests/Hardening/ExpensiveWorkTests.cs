using System.Net;
using System.Security.Claims;
using Microsoft.AspNetCore.Http;
using ServiceLevelDashboard.Access.Roles;
using ServiceLevelDashboard.Analytics;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Web.Hardening;

namespace ServiceLevelDashboard.Web.Tests.Hardening;

public sealed class ExpensiveWorkTests : IDisposable
{
    private readonly ExpensiveWork _work = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _work.Dispose();

    [Fact]
    public async Task RunAsync_ManyOfOneVisitor_AreDoneOneAfterAnother()
    {
        var (atOnce, most) = (0, 0);
        var ann = From("192.0.2.1");
        async Task<int> CountAsync(CancellationToken stop)
        {
            most = Math.Max(most, Interlocked.Increment(ref atOnce));
            await Task.Yield();
            return Interlocked.Decrement(ref atOnce);
        }

        await Task.WhenAll(Enumerable.Range(0, 17).Select(_ => _work.RunAsync(ann, CountAsync, Cancellation)));

        Assert.Equal(1, most);
    }

    [Fact]
    public async Task RunAsync_MoreThanMayWait_IsRefusedAndAnotherVisitorIsNot()
    {
        var (ann, bob) = (From("192.0.2.1"), From("192.0.2.2"));
        var (begun, end) = (new TaskCompletionSource(), new TaskCompletionSource<int>());
        var first = _work.RunAsync(ann, _ => { begun.SetResult(); return end.Task; }, Cancellation);
        await begun.Task.Soon();
        var waiting = Enumerable.Range(0, 16).Select(_ => _work.RunAsync(ann, static _ => Task.FromResult(1), Cancellation)).ToArray();

        await Assert.ThrowsAsync<TooMuchWorkException>(() => _work.RunAsync(ann, static _ => Task.FromResult(1), Cancellation));
        var other = _work.RunAsync(bob, static _ => Task.FromResult(2), Cancellation);
        end.SetResult(0);

        Assert.Equal(2, await other);
        Assert.All(await Task.WhenAll(waiting), done => Assert.Equal(1, done));
        Assert.Equal(0, await first);
    }

    [Fact]
    public async Task RunAsync_VisitorGoesWhileWaiting_TakesNoTurn()
    {
        var ann = From("192.0.2.1");
        var end = new TaskCompletionSource<int>();
        var first = _work.RunAsync(ann, _ => end.Task, Cancellation);
        using var gone = new CancellationTokenSource();
        var waiting = _work.RunAsync<int>(ann, static _ => throw new InvalidOperationException("Nobody waits for this."), gone.Token);

        await gone.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        end.SetResult(3);
        Assert.Equal(3, await first);
    }

    [Fact]
    public void Visitor_SignedIn_IsThePersonWhereverTheyComeFrom()
    {
        var (here, there) = (Signed("ann"), Signed("ann"));
        here.Become(At("192.0.2.1"));
        there.Become(At("192.0.2.2"));

        Assert.Equal(here.Visitor, there.Visitor);
        Assert.NotEqual(here.Visitor, Signed("bob").Visitor);
        Assert.NotEqual(From("192.0.2.1").Visitor, From("192.0.2.2").Visitor);
        Assert.Equal(From("2001:db8::1").Visitor, From("2001:db8::2").Visitor);
    }

    [Fact]
    public async Task AnswerAsync_TooMuch_SaysWhenToAskAgain()
    {
        var context = new DefaultHttpContext();

        var answer = await TooMuchWorkException.AnswerAsync(new DefaultEndpointFilterInvocationContext(context), static _ => throw new TooMuchWorkException());

        Assert.Equal(StatusCodes.Status429TooManyRequests, Assert.IsAssignableFrom<IStatusCodeHttpResult>(answer).StatusCode);
        Assert.Equal("30", context.Response.Headers.RetryAfter);
    }

    private static Viewer From(string address)
    {
        var viewer = new Viewer(static _ => Person.Nobody);
        viewer.Become(At(address));
        return viewer;
    }

    private static ClaimsPrincipal At(string address) => Principals.From(new ClaimsPrincipal(new ClaimsIdentity()), IPAddress.Parse(address));

    private static Viewer Signed(string name) => new(_ => new Person(Actor.Person(name, name), Rank.Viewer, Visibility.Everything));
}
