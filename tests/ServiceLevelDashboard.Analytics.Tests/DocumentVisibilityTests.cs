using System.Collections.Immutable;
using Microsoft.Extensions.Logging.Abstractions;
using ServiceLevelDashboard.Analytics.Contracts;
using ServiceLevelDashboard.Analytics.Documents;
using ServiceLevelDashboard.Analytics.Live;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Analytics.Tests.History;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Analytics.Tests;

public sealed class DocumentVisibilityTests : IDisposable
{
    private static readonly QueueId Billing = new("billing"), Sales = new("sales"), Gone = new("gone");
    private static readonly Visibility OfBilling = Visibility.Of([], [], [Billing]);

    private readonly SnapshotStore _snapshots = new(TimeProvider.System, NullLogger<SnapshotStore>.Instance);
    private readonly DocumentCache<Group> _groups =
        new(new FakeDurableArchive(), GroupRules.Kind, TimeProvider.System, NullLogger<DocumentCache<Group>>.Instance);

    public void Dispose() => _groups.Dispose();

    [Theory]
    [InlineData("billing", Extent.Whole)]
    [InlineData("billing sales", Extent.Part)]
    [InlineData("sales", Extent.None)]
    [InlineData("billing gone", Extent.Part)]
    [InlineData("gone", Extent.None)]
    [InlineData("", Extent.Part)]
    public void Annotation_ByItsQueues_IsSeenAsFarAsTheyAre(string queues, Extent expected)
    {
        var note = new Annotation
        {
            Text = "Line down",
            Start = Given.Utc("08:00"),
            End = Given.Utc("09:00"),
            Queues = [.. queues.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(static q => new QueueId(q))],
        };

        Assert.Equal(expected, Documents().For(OfBilling).Of(note));
        Assert.Equal(Extent.Whole, Documents().For(Visibility.Everything).Of(note));
    }

    [Fact]
    public async Task Groups_ByTheQueuesTheyHold_AreThereForWhoSeesOne()
    {
        await SaveAsync("mine", new Group { Name = "Mine", Queues = [Billing] });
        await SaveAsync("both", new Group { Name = "Both", Rule = new GroupRule() });
        await SaveAsync("theirs", new Group { Name = "Theirs", Rule = new GroupRule { NamePattern = "Sales*" } });
        await SaveAsync("none", new Group { Name = "None", Rule = new GroupRule { NamePattern = "Secret*" } });
        var visible = Documents().For(OfBilling);

        Assert.Equal(["both", "mine"], visible.Groups.Keys);
        Assert.Equal((Extent.Whole, Extent.Part), (visible.OfGroup("mine"), visible.OfGroup("Both")));
        Assert.Equal([Extent.None, Extent.None, Extent.None], new[] { "theirs", "none", "not there" }.Select(visible.OfGroup));
        Assert.Equal(4, Documents().For(Visibility.Everything).Groups.Count);
    }

    [Fact]
    public async Task TargetsAndSites_OfAGroup_AreSeenAsTheGroupIs()
    {
        await SaveAsync("theirs", new Group { Name = "Theirs", Queues = [Sales] });
        var visible = Documents().For(OfBilling);
        var target = new TargetOverride { Media = MediaType.Voice, Ratio = 0.8m, ThresholdSeconds = 20 };

        Assert.Equal((Extent.None, Extent.Whole), (visible.Of(target with { Group = "theirs" }), visible.Of(target with { Queue = Billing })));
        Assert.Equal((Extent.None, Extent.Part), (visible.Of(new Site { Name = "There", Group = "theirs" }), visible.Of(new Site { Name = "Elsewhere" })));
    }

    [Fact]
    public void Names_InAnyCaseOrAsIds_AreThoseOfSeenQueues()
    {
        var visible = Documents().For(OfBilling);

        Assert.Equal(Extent.Whole, visible.Of(["BILLING DESK", "billing"], []));
        Assert.Equal(Extent.Part, visible.Of(["Billing desk", "Sales desk"], []));
        Assert.Equal(Extent.None, visible.Of(["Sales desk", "sales", "unknown"], []));
        Assert.Equal(Extent.Whole, visible.Of([], []));
    }

    [Fact]
    public void For_BeforeTheQueuesAreKnown_WhoSeesAPartIsToldNothing()
    {
        var documents = new DocumentVisibility(_snapshots, _groups);

        Assert.False(documents.For(OfBilling).IsKnown);
        Assert.Equal(Extent.None, documents.For(OfBilling).Of(["billing"], []));
        Assert.True(documents.For(Visibility.Everything).IsKnown);
    }

    [Fact]
    public async Task For_TheSameEyes_IsSharedUntilAGroupChanges()
    {
        var documents = Documents();
        var before = documents.For(OfBilling);
        Assert.Same(before, documents.For(Visibility.Of([], [], [Billing])));

        await SaveAsync("mine", new Group { Name = "Mine", Queues = [Billing] });

        Assert.NotSame(before, documents.For(OfBilling));
        Assert.Equal(["mine"], documents.For(OfBilling).Groups.Keys);
    }

    [Fact]
    public void Of_Queues_NamesThoseThatAreSeenAlone() =>
        Assert.Equal([Billing], Documents().For(OfBilling).Of([Sales, Billing, Gone]));

    private DocumentVisibility Documents()
    {
        if (_snapshots.For(Visibility.Everything).Snapshot is null)
        {
            var listed = new[] { Named(Billing, "Billing desk"), Named(Sales, "Sales desk") }.ToImmutableDictionary(static q => q.Id);
            _snapshots.Publish(_snapshots.For(Visibility.Everything) with { Snapshot = VisibilityTests.Whole() with { Listed = listed } });
        }
        return new DocumentVisibility(_snapshots, _groups);
    }

    private async Task SaveAsync(string key, Group group) =>
        Assert.True((await _groups.SaveAsync(key, group, 0, Actor.Person("anna", "anna"), TestContext.Current.CancellationToken)).IsSaved);

    private static Queue Named(QueueId id, string name) => new(id, name, null, ImmutableDictionary<MediaType, ServiceLevelTarget>.Empty);
}
