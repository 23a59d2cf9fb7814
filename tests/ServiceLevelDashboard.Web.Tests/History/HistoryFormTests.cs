using System.Collections.Immutable;
using System.Globalization;
using Bunit;
using Bunit.TestDoubles;
using Microsoft.Extensions.DependencyInjection;
using ServiceLevelDashboard.Analytics.Past;
using ServiceLevelDashboard.Domain;
using ServiceLevelDashboard.Web.History;

namespace ServiceLevelDashboard.Web.Tests.History;

public sealed class HistoryFormTests : PageContext
{
    public HistoryFormTests() => CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("en-GB");

    private string Address => Services.GetRequiredService<BunitNavigationManager>().Uri;

    [Fact]
    public async Task Form_Filled_LeadsToTheAddressOfWhatIsAsked()
    {
        var form = Open(HistorySamples.Request with { Queues = [new QueueId("gone")] });

        await form.Find("input[type=search]").InputAsync("sal");
        await form.Find(".list input").ChangeAsync(true);
        await form.Field(HistoryText.From).ChangeAsync(new() { Value = "25/08/2026" });
        await form.Field(HistoryText.To).ChangeAsync(new() { Value = "31/08/2026" });
        await form.ChooseAsync(HistoryText.By, PeriodLength.Hour);
        await form.Find("form").SubmitAsync();

        // one that is listed no more stays as it is
        Assert.EndsWith("/history?from=2026-08-25&to=2026-08-31&queue=gone&queue=sales&by=hour", Address, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Form_ToBeforeFrom_SaysSoAtTheFieldAndStays()
    {
        var form = Open(HistorySamples.Request);
        await form.Field(HistoryText.From).ChangeAsync(new() { Value = "02/09/2026" });
        await form.Field(HistoryText.To).ChangeAsync(new() { Value = "01/09/2026" });

        await form.Find("form").SubmitAsync();

        Assert.Equal([HistoryText.FromAfterTo], form.Problems());
        Assert.Equal("true", form.Field(HistoryText.To).GetAttribute("aria-invalid"));
        Assert.DoesNotContain("history", Address, StringComparison.Ordinal);
    }

    private IRenderedComponent<HistoryForm> Open(HistoryRequest request) => Render<HistoryForm>(p => p
        .Add(f => f.Request, request)
        .Add(f => f.Queues, [Queue("billing", "Billing"), Queue("sales", "Sales")])
        .Add(f => f.Today, HistorySamples.Tuesday));

    private static Domain.Targets.Queue Queue(string id, string name) =>
        new(new QueueId(id), name, null, ImmutableDictionary<MediaType, ServiceLevelTarget>.Empty);
}
