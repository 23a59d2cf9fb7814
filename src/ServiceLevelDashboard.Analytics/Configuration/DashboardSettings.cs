using System.Collections.Immutable;
using System.Globalization;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Analytics.Configuration;

/// <summary>The settings in force, read and checked once at start. Immutable; an administration page may show all of them.</summary>
public sealed record DashboardSettings
{
    /// <summary>The site's time zone (IANA).</summary>
    public required TimeZoneInfo Zone { get; init; }

    /// <summary>When the site's day starts, on the site's clocks.</summary>
    public TimeOnly DayStart { get; init; }

    /// <summary>The site's days.</summary>
    public SiteCalendar Calendar => new(Zone, DayStart);

    /// <summary>Opening hours and holidays.</summary>
    public ConfiguredOpeningHours OpeningHours { get; init; } = ConfiguredOpeningHours.Always;

    /// <summary>Time between two questions for what waits now, before it is stretched.</summary>
    public TimeSpan ObservationsPeriod { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Whether the contact centre is to tell what waits now by itself.</summary>
    public bool Push { get; init; } = true;

    /// <summary>After how much silence it is asked for a sign of life: a fifth of <see cref="ObservationsPeriod"/>, from one second to ten.</summary>
    public TimeSpan PushSilence => TimeSpan.FromSeconds(Math.Clamp(ObservationsPeriod.TotalSeconds / 5, 1, 10));

    /// <summary>Time between two looks at what was told; signs of life come more often.</summary>
    public TimeSpan PushPeriod => PushSilence * 5 > ObservationsPeriod ? PushSilence * 5 : ObservationsPeriod;

    /// <summary>Time between two questions for intervals: the refresh period behind every data state.</summary>
    public TimeSpan IntervalsPeriod { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Time between two questions for the list of queues.</summary>
    public TimeSpan QueuesPeriod { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>How finely time is cut, unless the contact centre refuses it (then <see cref="Snapshot.Granularity"/> tells).</summary>
    public Granularity Granularity { get; init; } = Granularity.QuarterHour;

    /// <summary>How far before now is asked for again at every refresh.</summary>
    public TimeSpan Trailing { get; init; } = TimeSpan.FromHours(3);

    /// <summary>By how much every period is varied at random, as a ratio.</summary>
    public double JitterRatio { get; init; } = 0.1;

    /// <summary>The definition behind every level.</summary>
    public ServiceLevelDefinition Definition { get; init; } = ServiceLevelDefinition.Default;

    /// <summary>The waits to count at beside the targets' own. What is counted at in the end: <see cref="Snapshot.Edges"/>.</summary>
    public EdgeSet Edges { get; init; } = EdgeSet.None;

    /// <summary>Reads checked options.</summary>
    internal static DashboardSettings From(SiteOptions site, RefreshOptions refresh, ServiceLevelOptions level)
    {
        return new DashboardSettings
        {
            Zone = TimeZoneInfo.FindSystemTimeZoneById(site.TimeZone ?? "UTC"),
            DayStart = OptionText.TryTime(site.DayStart, out var dayStart) ? dayStart : TimeOnly.MinValue,
            OpeningHours = HoursOf(site),
            ObservationsPeriod = TimeSpan.FromSeconds(refresh.ObservationsSeconds),
            Push = refresh.Push,
            IntervalsPeriod = TimeSpan.FromSeconds(refresh.IntervalsSeconds),
            QueuesPeriod = TimeSpan.FromMinutes(refresh.QueuesMinutes),
            Granularity = Granularity.TryParse(refresh.Granularity, out var granularity) ? granularity : Granularity.QuarterHour,
            Trailing = TimeSpan.FromHours(refresh.TrailingHours),
            JitterRatio = refresh.JitterRatio,
            Definition = level.ToDefinition(),
            Edges = EdgeSet.Of(OptionText.Seconds(level.Edges.Answered), OptionText.Seconds(level.Edges.Abandoned)),
        };
    }

    private static ConfiguredOpeningHours HoursOf(SiteOptions site)
    {
        var holidays = site.Holidays.Select(h => DateOnly.ParseExact(h.Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture)).ToImmutableHashSet();
        return new ConfiguredOpeningHours(
            new OpeningHours { Week = WeekOf(site.OpeningHours), Holidays = holidays },
            site.Queues
                .Where(q => q.Value.OpeningHours.Count > 0)
                .ToImmutableDictionary(
                    q => q.Key,
                    q => new OpeningHours { Week = WeekOf(q.Value.OpeningHours), Holidays = holidays },
                    StringComparer.OrdinalIgnoreCase));
    }

    private static ImmutableArray<Opening> WeekOf(Dictionary<string, string> lines)
    {
        var week = ImmutableArray.CreateBuilder<Opening>();
        foreach (var (days, times) in lines)
        {
            if (OpeningHoursText.TryParse(days, times, out var openings, out _))
            {
                week.AddRange(openings);
            }
        }

        return week.ToImmutable();
    }
}
