using System.Collections.Immutable;
using Bunit;
using ServiceLevelDashboard.Domain;
using ServiceLevelDashboard.Web.History;

namespace ServiceLevelDashboard.Web.Tests.History;

public sealed class HistoryFormTests : BunitContext
{
    [Fact]
    public void Queues_ChosenByName_AreSentWithTheForm()
    {
        var form = Render<HistoryForm>(p => p
            .Add(f => f.Request, HistorySamples.Request with { Queues = [new QueueId("gone")] })
            .Add(f => f.Queues, [Queue("billing", "Billing"), Queue("sales", "Sales")])
            .Add(f => f.Today, HistorySamples.Tuesday));
        Assert.Equal(["gone"], Sent(form)); // one that is listed no more stays as it is

        form.Find("input[type=search]").Input("sal");
        form.Find("input[type=checkbox]:not([name])").Change(true);

        Assert.Equal(["gone", "sales"], Sent(form).Order(StringComparer.Ordinal));
        Assert.Empty(form.FindAll("select[multiple]"));
    }

    private static IEnumerable<string?> Sent(IRenderedComponent<HistoryForm> form) =>
        form.FindAll("form input[name=queue]").Select(static input => input.GetAttribute("value"));

    private static Domain.Targets.Queue Queue(string id, string name) =>
        new(new QueueId(id), name, null, ImmutableDictionary<MediaType, ServiceLevelTarget>.Empty);
}
