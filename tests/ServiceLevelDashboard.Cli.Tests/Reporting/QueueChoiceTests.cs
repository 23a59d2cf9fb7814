using System.Collections.Immutable;
using ServiceLevelDashboard.Analytics.Past;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Cli.Tests.Reporting;

public sealed class QueueChoiceTests
{
    private static readonly ImmutableArray<Queue> Listed =
    [
        NewQueue("id-1", "Sales", "North"), NewQueue("id-2", "Service", "North"), NewQueue("id-3", "service", "South"), NewQueue("id-4", "Twin", "North"),
        NewQueue("id-5", "Twin", "South"),
    ];

    [Theory]
    [InlineData("id-1", "id-1")]
    [InlineData("ID-1", "id-1")]
    [InlineData("Sales", "id-1")]
    [InlineData(" sALES ", "id-1")]
    [InlineData("Service", "id-2")]
    [InlineData("service", "id-3")]
    public void Find_IdOrName_FindsTheQueue(string wanted, string id) =>
        Assert.Equal(id, Assert.Single(QueueChoice.Find(Listed, [wanted], "--queue")).Id.Value);

    [Fact]
    public void Find_NamedTwice_ComesOnce() =>
        Assert.Equal(["id-1", "id-2"], QueueChoice.Find(Listed, ["Sales", "id-2", "id-1"], "--queue").Select(q => q.Id.Value));

    [Fact]
    public void Find_NameOfSeveral_ListsTheirIds()
    {
        var e = Assert.Throws<UsageException>(() => QueueChoice.Find(Listed, ["twin"], "--queue"));
        Assert.Equal("--queue twin fits 2 queues. Give the id: id-4 (division North), id-5 (division South).", e.Message);
    }

    [Theory]
    [InlineData("Sale", "Did you mean: Sales?")]
    [InlineData("Slaes", "Did you mean: Sales?")]
    [InlineData("Billing", "`sld queues` lists them")]
    public void Find_UnknownName_ListsNearOnes(string wanted, string hint)
    {
        var e = Assert.Throws<UsageException>(() => QueueChoice.Find(Listed, [wanted], "GENESYS_QUEUE_ID"));
        Assert.StartsWith($"GENESYS_QUEUE_ID {wanted} is no queue that these credentials can see (5 are visible).", e.Message, StringComparison.Ordinal);
        Assert.Contains(hint, e.Message, StringComparison.Ordinal);
    }

    private static Queue NewQueue(string id, string name, string division) =>
        new(new QueueId(id), name, new Division(division, division), ImmutableDictionary<MediaType, ServiceLevelTarget>.Empty);
}
