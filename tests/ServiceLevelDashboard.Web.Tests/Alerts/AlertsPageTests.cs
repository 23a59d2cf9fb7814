using System.Globalization;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using MudBlazor;
using ServiceLevelDashboard.Access.Roles;
using ServiceLevelDashboard.Analytics;
using ServiceLevelDashboard.Analytics.Alerts;

using ServiceLevelDashboard.Analytics.Documents;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Web.Alerts;
using ServiceLevelDashboard.Web.Components;
using ServiceLevelDashboard.Web.Tests.Documents;
using ServiceLevelDashboard.Web.Tests.Explain;
using ServiceLevelDashboard.Web.Tests.Queue;

namespace ServiceLevelDashboard.Web.Tests.Alerts;

public sealed class AlertsPageTests : PageContext
{
    private Rank _rank = Rank.Supervisor;

    public AlertsPageTests()
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("en-GB");
        Services.AddSingleton<ISnapshots>(new FakeSnapshots(QueueSamples.State(QueueSamples.BillingMorning())));
        Services.AddLiveUpdates();
        Services.AddSingleton<TimeProvider>(new FakeTimeProvider(QueueSamples.Now));
        Services.AddSingleton(new Viewer(_ => new Person(Actor.Person("anna", "anna"), _rank, Visibility.Everything)));
        Services.AddSingleton(ExplainSamples.Settings);
        Services.AddBook(AlertRules.Kind);
        SetRendererInfo(new RendererInfo("Server", true));
    }

    [Fact]
    public void Firing_OfAQueue_SaysWhatSinceWhenAndThatNobodyHasTakenNote()
    {
        Alerts.Fire(AlertSamples.Waiting());

        var text = Text(Render<AlertsPage>().Find(".firing"));

        Assert.Contains("Critical", text, StringComparison.Ordinal);
        Assert.Contains("Billing", text, StringComparison.Ordinal);
        Assert.Contains("longest wait 3:00, limit 2:00", text, StringComparison.Ordinal);
        Assert.Contains("Since 08:40 · 12 min · Acknowledged: nobody yet", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Firing_WhatIsHostile_IsText()
    {
        Alerts.Fire(AlertSamples.Waiting(name: "<script>alert(1)</script>"));

        Assert.Empty(Render<AlertsPage>().FindAll("script"));
    }

    [Fact]
    public void Firing_StaleAndSilenced_SaysBoth()
    {
        Alerts.Fire(AlertSamples.Waiting() with
        {
            UnknownSince = QueueSamples.Eight.AddMinutes(45),
            Silence = new AlertSilence("wait", "q-billing/voice", QueueSamples.Eight.AddHours(2), "line is being mended", "ben"),
        });

        var text = Text(Render<AlertsPage>().Find(".firing"));

        Assert.Contains("stale since 08:45", text, StringComparison.Ordinal);
        Assert.Contains("Silenced until 10:00 by ben: line is being mended", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Acknowledge_WithANote_IsSignedByWhoLooks()
    {
        Alerts.Fire(AlertSamples.Waiting());
        var dialogs = Render<MudDialogProvider>();
        var page = Render<AlertsPage>();

        var asked = page.Button(AlertsText.Acknowledge).ClickAsync(new());
        await dialogs.Field(AlertsText.Note).InputAsync("on it");
        await dialogs.Find("form").SubmitAsync();
        await asked;

        Assert.Equal("anna acknowledges a1: on it", Assert.Single(Alerts.Done));
    }

    [Fact]
    public async Task Silence_WithoutAReason_IsRefusedAtTheField()
    {
        Alerts.Fire(AlertSamples.Waiting());
        var dialogs = Render<MudDialogProvider>();
        var asked = Render<AlertsPage>().Button(AlertsText.Silence).ClickAsync(new());

        await dialogs.Find("form").SubmitAsync();
        Assert.Equal([AlertsText.WhyMissing], dialogs.Problems());
        Assert.Empty(Alerts.Done);
        await dialogs.Field(AlertsText.Why).InputAsync("drill");
        await dialogs.Find("form").SubmitAsync();
        await asked;

        Assert.Equal("anna silences a1 until 08:52: drill", Assert.Single(Alerts.Done)); // UTC: 07:52 and an hour
    }

    [Fact]
    public async Task Acknowledge_SomebodyWasFaster_IsSaid()
    {
        Alerts.Fire(AlertSamples.Waiting());
        Alerts.Outcome = SaveOutcome.Conflict;
        var dialogs = Render<MudDialogProvider>();
        var page = Render<AlertsPage>();

        var asked = page.Button(AlertsText.Acknowledge).ClickAsync(new());
        await dialogs.Find("form").SubmitAsync();
        await asked;

        Assert.Equal([AlertsText.AlreadyAcknowledged], page.Problems());
    }

    [Fact]
    public void Firing_ForAViewer_CannotBeChanged()
    {
        _rank = Rank.Viewer;
        Alerts.Fire(AlertSamples.Waiting());

        Assert.Empty(Render<AlertsPage>().FindAll(".firing button"));
    }

    [Fact]
    public void Firing_AnotherBegins_IsShownAtOnce()
    {
        var page = Render<AlertsPage>();
        Assert.Contains(AlertsText.FiringNoRules, page.Markup, StringComparison.Ordinal);

        Alerts.Fire(AlertSamples.Waiting());

        page.WaitForAssertion(() => Assert.Single(page.FindAll(".firing li")));
    }

    [Fact]
    public void History_WhatRang_HasItsDurationAndItsPage()
    {
        Alerts.Rang = [AlertSamples.Over()];

        var row = Render<AlertsPage>().Find("tbody tr");

        Assert.Contains("8 min", Text(row), StringComparison.Ordinal);
        Assert.Equal("explain/kept/0123", row.QuerySelector("a")!.GetAttribute("href")); // it has one
    }

    [Fact]
    public void History_ArchiveAway_SaysSo()
    {
        Alerts.IsAway = true;

        Assert.Equal([AlertsText.ArchiveAway], Render<AlertsPage>().Problems());
    }

    [Fact]
    public void Rings_OftenAndNobodyAcknowledged_AdvisesToLoosen()
    {
        Alerts.Rings = [new RingCount("wait", "Long waits", new DateOnly(2026, 8, 24), 41, 0), new RingCount("burn", "Burn", new DateOnly(2026, 8, 24), 41, 1)];

        Assert.Equal(["Rang 41 times, nobody acknowledged: loosen or delete this rule."], Render<AlertsPage>().Problems());
    }

    private static string Text(AngleSharp.Dom.IElement element) =>
        string.Join(' ', element.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
