using System.Globalization;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using ServiceLevelDashboard.Analytics;
using ServiceLevelDashboard.Analytics.Contracts;
using ServiceLevelDashboard.Analytics.Documents;
using ServiceLevelDashboard.Web.Annotations;
using ServiceLevelDashboard.Web.Tests.Documents;
using ServiceLevelDashboard.Web.Tests.Explain;
using ServiceLevelDashboard.Web.Tests.Queue;
using ServiceLevelDashboard.Web.Tests.Security;

namespace ServiceLevelDashboard.Web.Tests.Annotations;

public sealed class AnnotationPageTests : BunitContext
{
    private readonly DocumentCache<Annotation> _book;

    public AnnotationPageTests()
    {
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("en-GB");
        Services.AddSingleton<ISnapshots>(new FakeSnapshots(QueueSamples.State(QueueSamples.BillingMorning())));
        Services.AddSingleton<TimeProvider>(new FakeTimeProvider(QueueSamples.Now));
        Services.AddSingleton(ExplainSamples.Settings);
        Services.AddSingleton(Viewers.Administrator);
        _book = Services.AddBook(Annotation.Documents);
        SetRendererInfo(new RendererInfo("Server", true));
    }

    [Fact]
    public void Editor_OnTheSitesClocks_KeepsInstants()
    {
        var page = Render<AnnotationPage>();
        page.Field(AnnotationText.What).Change("Line down");
        page.Field("From (").Change("2026-09-01T09:00:00");
        page.Field("To (").Change("2026-09-01T10:30:00");

        page.Find("form").Submit();

        var annotation = _book.Find("line-down")!.Value;
        Assert.Equal(QueueSamples.Eight.AddHours(1), annotation.Start);
        Assert.Equal(TimeSpan.FromMinutes(90), annotation.End - annotation.Start);
        Assert.Equal("Administrator", annotation.By);
    }

    [Fact]
    public void Editor_EndBeforeStartAndNoReason_SaysEachAndLosesNothing()
    {
        var page = Render<AnnotationPage>();
        page.Field(AnnotationText.What).Change("Line down");
        page.Field("From (").Change("2026-09-01T09:00:00");
        page.Field("To (").Change("2026-09-01T09:00:00");
        page.Field(AnnotationText.LeaveOut).Change(true);

        page.Find("form").Submit();

        Assert.Equal(2, page.FindAll(".problem").Count);
        Assert.Empty(_book.All);
        Assert.Equal("Line down", page.Find("input[maxlength]").GetAttribute("value"));
    }
}
