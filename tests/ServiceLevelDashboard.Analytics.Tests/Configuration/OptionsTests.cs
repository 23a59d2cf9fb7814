using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using ServiceLevelDashboard.Analytics.Background;
using ServiceLevelDashboard.Analytics.Configuration;
using ServiceLevelDashboard.Analytics.Hosting;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Analytics.Reconciling;
using ServiceLevelDashboard.Analytics.Tests.Collecting;
using ServiceLevelDashboard.Analytics.Tests.History;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Analytics.Tests.Configuration;

public sealed class OptionsTests
{
    [Fact]
    public void Settings_OnlyTheZoneGiven_AreTheDefaults()
    {
        using var services = Services(("Site:TimeZone", "Europe/Berlin"));
        var settings = services.GetRequiredService<DashboardSettings>();

        Assert.Equal("Europe/Berlin", settings.Zone.Id);
        Assert.Equal(TimeOnly.MinValue, settings.DayStart);
        Assert.Equal((15, 30, 1800), (settings.ObservationsPeriod.TotalSeconds, settings.IntervalsPeriod.TotalSeconds, settings.QueuesPeriod.TotalSeconds));
        Assert.Equal(Granularity.QuarterHour, settings.Granularity);
        Assert.Equal(TimeSpan.FromHours(3), settings.Trailing);
        Assert.Equal(0.1, settings.JitterRatio);
        Assert.Equal(ServiceLevelDefinition.Default, settings.Definition);
        Assert.Equal("a5000,10000,20000,30000,60000,120000;b5000,20000", settings.Edges.Id);
        Assert.True(settings.OpeningHours.Site.IsOpen(Given.Utc("03:00"), settings.Zone));
    }

    [Fact]
    public void Settings_EverythingGiven_IsRead()
    {
        using var services = Services(
            ("Site:TimeZone", "America/New_York"),
            ("Site:DayStart", "06:30"),
            ("Site:OpeningHours:Mon-Fri", "08:00-18:00"),
            ("Site:Holidays:0", "2026-09-02"),
            ("Site:Queues:Night line:OpeningHours:Mon-Sun", "22:00-06:00"),
            ("Refresh:Granularity", "PT5M"),
            ("Refresh:JitterRatio", "0"),
            ("ServiceLevel:Definition", "short-excluded"),
            ("ServiceLevel:FlowOuts", "true"),
            ("ServiceLevel:ShortAbandonSeconds", "7"),
            ("ServiceLevel:Switches:IncludeAbandons", "false"),
            ("ServiceLevel:Edges:Answered", "10, 20"),
            ("ServiceLevel:Edges:Abandoned", ""));
        var settings = services.GetRequiredService<DashboardSettings>();

        Assert.Equal(new TimeOnly(6, 30), settings.DayStart);
        Assert.Equal(Granularity.FiveMinutes, settings.Granularity);
        Assert.Equal(ServiceLevelFormula.ShortExcluded, settings.Definition.Formula);
        Assert.True(settings.Definition.WithFlowOuts);
        Assert.False(settings.Definition.Switches.IncludeAbandons);
        Assert.Equal(TimeSpan.FromSeconds(7), settings.Definition.ShortAbandonLimit);
        Assert.Equal("a10000,20000;b", settings.Edges.Id);

        // 1 September 2026 is a Tuesday; 13:00 UTC is 09:00 in New York, 03:00 UTC is 23:00 the evening before.
        var day = settings.OpeningHours.For(Given.Queue("any"));
        var night = settings.OpeningHours.For(new Queue(new QueueId("n"), "night LINE", null, Given.Queue("n").Targets));
        Assert.True(day.IsOpen(Given.Utc("13:00"), settings.Zone));
        Assert.False(day.IsOpen(Given.Utc("2026-09-02T13:00"), settings.Zone));
        Assert.False(night.IsOpen(Given.Utc("13:00"), settings.Zone));
        Assert.True(night.IsOpen(Given.Utc("03:00"), settings.Zone));
    }

    [Theory]
    [InlineData(
        "Site:TimeZone",
        "",
        "Site:TimeZone is not set. Set it to the IANA name of the site's time zone, for instance Europe/Berlin; it decides where a day starts.")]
    [InlineData("Site:TimeZone", "Berlin", "Site:TimeZone is 'Berlin', which is no IANA time zone. Set it to a name like Europe/Berlin or America/New_York.")]
    [InlineData("Site:DayStart", "25:00", "Site:DayStart is '25:00'. Set it to a time of day like 00:00 or 06:30.")]
    [InlineData("Site:Holidays:0", "25.12.2026", "Site:Holidays holds '25.12.2026'. Write each date like 2026-12-25.")]
    [InlineData(
        "Site:OpeningHours:Mon-Fry", "08:00-18:00", "Site:OpeningHours:Mon-Fry: 'Mon-Fry' is no day or span of days; write it like Mon, Sat,Sun or Mon-Fri.")]
    [InlineData("Site:Queues:Sales:OpeningHours:Mon", "8 to 6", "Site:Queues:Sales:OpeningHours:Mon: '8 to 6' is no span of time; write it like 08:00-18:00.")]
    public void Site_Unusable_SaysTheKeyAndTheFix(string key, string value, string message) => AssertRefused<SiteOptions>(key, value, message);

    [Theory]
    [InlineData("Asia/Kathmandu", "00:00", "PT30M", "Site:DayStart is 00:00: in the time zone Asia/Kathmandu that is inside an interval of PT30M, whose contacts would count for the day before. Set Refresh:Granularity to PT15M.")]
    [InlineData("Asia/Kathmandu", "18:19", "PT15M", "Site:DayStart is 18:19: in the time zone Asia/Kathmandu that is inside an interval of PT15M, whose contacts would count for the day before. No granularity fits; with PT15M the start 18:15 does.")]
    [InlineData("Europe/Berlin", "06:20", "PT15M", "Site:DayStart is 06:20: in the time zone Europe/Berlin that is inside an interval of PT15M, whose contacts would count for the day before. Set Refresh:Granularity to PT5M.")]
    public void Site_DayStartInsideAnInterval_NamesWhatFits(string zone, string start, string granularity, string message)
    {
        using var services = Services(("Site:TimeZone", zone), ("Site:DayStart", start), ("Refresh:Granularity", granularity));
        var atStart = Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IStartupValidator>().Validate());
        Assert.Equal([message], atStart.Failures);
    }

    [Theory]
    [InlineData("Asia/Kathmandu", "00:00", "PT15M")]
    [InlineData("Asia/Kathmandu", "23:45", "PT30M")]
    [InlineData("Australia/Lord_Howe", "00:00", "PT30M")]
    [InlineData("Europe/Berlin", "06:20", "PT5M")]
    public void Site_DayStartOnABorder_IsTaken(string zone, string start, string granularity)
    {
        using var services = Services(("Site:TimeZone", zone), ("Site:DayStart", start), ("Refresh:Granularity", granularity));
        services.GetRequiredService<IStartupValidator>().Validate();
    }

    [Theory]
    [InlineData("Refresh:ObservationsSeconds", "0", "Refresh:ObservationsSeconds is 0. Set it to a whole number from 1 to 3600.")]
    [InlineData("Refresh:IntervalsSeconds", "4000", "Refresh:IntervalsSeconds is 4000. Set it to a whole number from 1 to 3600.")]
    [InlineData("Refresh:QueuesMinutes", "0", "Refresh:QueuesMinutes is 0. Set it to a whole number from 1 to 1440.")]
    [InlineData("Refresh:TrailingHours", "1", "Refresh:TrailingHours is 1. Set it to a whole number from 2 to 24.")]
    [InlineData("Refresh:JitterRatio", "0.9", "Refresh:JitterRatio is 0.9. Set it to a ratio from 0 to 0.5.")]
    [InlineData("Refresh:Granularity", "PT1H", "Refresh:Granularity is 'PT1H'. Set it to PT5M, PT15M or PT30M.")]
    [InlineData("Refresh:Granularity", "15", "Refresh:Granularity is '15'. Set it to PT5M, PT15M or PT30M.")]
    public void Refresh_Unusable_SaysTheKeyAndTheFix(string key, string value, string message) => AssertRefused<RefreshOptions>(key, value, message);

    [Theory]
    [InlineData("ServiceLevel:Definition", "ours", "ServiceLevel:Definition is 'ours'. Set it to one of: genesys, offered, answered, abandons-negative, short-excluded, abandoned-within-excluded, abandons-positive, short-positive.")]
    [InlineData("ServiceLevel:ShortAbandonSeconds", "0", "ServiceLevel:ShortAbandonSeconds is 0. Set it to a whole number from 1 to 3600.")]
    [InlineData(
        "ServiceLevel:Edges:Answered",
        "20,many",
        "ServiceLevel:Edges:Answered is '20,many': 'many' is not a number of seconds from 1 to 86400. Write whole seconds separated by commas, like 5,20,60.")]
    [InlineData(
        "ServiceLevel:Edges:Abandoned",
        "0",
        "ServiceLevel:Edges:Abandoned is '0': '0' is not a number of seconds from 1 to 86400. Write whole seconds separated by commas, like 5,20,60.")]
    public void ServiceLevel_Unusable_SaysTheKeyAndTheFix(string key, string value, string message) => AssertRefused<ServiceLevelOptions>(key, value, message);

    [Fact]
    public void AddAnalytics_Container_GivesSnapshotsAndAnArchive()
    {
        using var services = Services(("Site:TimeZone", "Europe/Berlin"));
        Assert.Null(services.GetRequiredService<ISnapshots>().For(Visibility.Everything).Snapshot);
        Assert.NotNull(services.GetRequiredService<IIntervalArchive>());
        Assert.Null(services.GetRequiredService<IReconciliation>().Current.Today);
        Assert.All(services.GetServices<Microsoft.Extensions.Hosting.IHostedService>(), static service => Assert.IsAssignableFrom<PeriodicService>(service));
    }

    private static void AssertRefused<T>(string key, string value, string message)
        where T : class
    {
        using var services = Services(("Site:TimeZone", "Europe/Berlin"), (key, value));
        var atStart = Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IStartupValidator>().Validate());
        Assert.Equal([message], atStart.Failures);
        Assert.Equal(typeof(T), atStart.OptionsType);
    }

    private static ServiceProvider Services(params (string Key, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder();
        foreach (var (key, value) in settings)
        {
            configuration.AddInMemoryCollection([new(key, value)]);
        }
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<TimeProvider>(new WatchedTime(Given.Utc("08:00")));
        services.AddSingleton<IContactCentre>(static provider => new FakeContactCentre(provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<IPushedObservations, FakePush>();
        services.AddArchive(new FakeDurableArchive());
        services.AddAnalytics(configuration.Build());
        return services.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });
    }
}
