using ServiceLevelDashboard.Access.Roles;
using ServiceLevelDashboard.Access.Sessions;
using ServiceLevelDashboard.Analytics;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Access.Tests.Sessions;

public sealed class ViewerLeasesTests
{
    private Person _person = new(Actor.Person("1", "Ann"), Rank.Supervisor, Visibility.Everything);

    [Fact]
    public void Check_AnotherRankOrView_EndsIt()
    {
        var before = _person;
        foreach (var after in new[]
        {
            before with { Rank = Rank.Viewer },
            before with { Rank = Rank.Administrator },
            before with { Sees = Visibility.Of([], [], [new QueueId("a")]) },
            Person.Nobody,
        })
        {
            _person = before;
            using var lease = Lease();
            _person = after;

            lease.Check();

            Assert.True(lease.Ended.IsCancellationRequested, after.ToString());
        }
    }

    [Fact]
    public void Check_TheSameRights_LetsItGoOn()
    {
        using var lease = Lease();
        _person = _person with { Actor = Actor.Person("1", "Anna"), Roles = ["another of the same rights"] };

        lease.Check();

        Assert.False(lease.Ended.IsCancellationRequested);
    }

    [Fact]
    public void Demand_MoreThanTheRankOfThisMoment_IsRefused()
    {
        var viewer = new Viewer(_ => _person);
        Assert.Equal(_person.Actor, viewer.Demand(Rank.Supervisor));
        _person = _person with { Rank = Rank.Viewer };

        Assert.Throws<NotAllowedException>(() => viewer.Demand(Rank.Supervisor));
        Assert.Throws<NotAllowedException>(() => viewer.DemandPerson(Rank.Administrator));
        Assert.Equal(_person.Actor, viewer.Demand(Rank.Viewer));
    }

    private ViewerLease Lease() => new(new Viewer(_ => _person), static _ => { });
}
