using System.Collections.Immutable;
using CsCheck;
using ServiceLevelDashboard.Analytics.Contracts;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Web.Tests.Past;

/// <summary>
/// Contacts of three queues over some days of a site, while Genesys' own targets change at any minute and targets and definitions of ours from day to day.
/// </summary>
/// <param name="Calendar">The site's days.</param>
/// <param name="Dates">The days.</param>
/// <param name="Versions">The queues as Genesys Cloud described them, oldest first; the first may be seen late.</param>
/// <param name="Terms">What was set here.</param>
/// <param name="Threshold">A threshold that is asked for, or null.</param>
/// <param name="Contacts">The contacts.</param>
internal sealed record PastScenario(
    SiteCalendar Calendar, DateRange Dates, ImmutableArray<QueueVersion> Versions, ContractTerms Terms, TimeSpan? Threshold,
    ImmutableArray<PastContact> Contacts)
{
    /// <summary>The thresholds that occur, in seconds.</summary>
    public static readonly ImmutableArray<int> Thresholds = [10, 20, 30, 60];

    private static readonly DateOnly First = new(2026, 10, 19);

    private static readonly ImmutableArray<QueueId> Ids = [new("q0"), new("q1"), new("q2")];

    private static readonly ImmutableArray<MediaType> MediaTypes = [MediaType.Voice, MediaType.Chat];

    private static readonly ImmutableArray<SiteCalendar> Calendars =
    [
        .. from zone in new[] { "UTC", "Europe/Berlin", "America/New_York", "Asia/Kathmandu", "Pacific/Kiritimati" }
           from start in new[] { new TimeOnly(0, 0), new TimeOnly(2, 30), new TimeOnly(6, 0) }
           select new SiteCalendar(TimeZoneInfo.FindSystemTimeZoneById(zone), start),
    ];

    /// <summary>Every queue and media type.</summary>
    public static IEnumerable<QueueMedia> Keys => from id in Ids from media in MediaTypes select new QueueMedia(id, media);

    /// <summary>The days as one range.</summary>
    public Interval Range => Calendar.RangeOf(Dates);

    /// <summary>Any of them.</summary>
    public static Gen<PastScenario> Any { get; } =
        from calendar in OneOf(Calendars)
        from skipped in Gen.Int[0, 8]
        from days in Gen.Int[1, 18]
        let dates = new DateRange(First.AddDays(skipped), First.AddDays(skipped + days - 1))
        let range = calendar.RangeOf(dates)
        from versions in VersionsOf(range)
        from targets in OverrideOf(dates).Array[0, 3]
        from definitions in Gen.Select(Gen.Int[-1, days], Gen.Enum<ServiceLevelFormula>()).Array[0, 2]
        from threshold in Gen.Frequency((3, Gen.Const((TimeSpan?)null)), (1, SecondsOf.Select(t => (TimeSpan?)t)))
        from contacts in ContactIn(range).Array[0, 80]
        select new PastScenario(
            calendar,
            dates,
            versions,
            new ContractTerms(
                targets.Select((t, i) => KeyValuePair.Create($"t{i}", t)).ToImmutableDictionary(),
                definitions.DistinctBy(d => d.Item1).ToImmutableDictionary(
                    d => DefinitionVersion.KeyOf(dates.From.AddDays(d.Item1)), d => new DefinitionVersion { Formula = d.Item2, ShortAbandonSeconds = 10 }),
                ImmutableDictionary<string, Group>.Empty.Add("all", new Group { Name = "All", Rule = new GroupRule() })),
            threshold,
            [.. contacts]);

    private static Gen<T> OneOf<T>(ImmutableArray<T> values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private static Gen<TimeSpan> SecondsOf => OneOf(Thresholds).Select(s => TimeSpan.FromSeconds(s));

    /// <summary>The level of a queue and media type in a part of the range, contact by contact.</summary>
    public ServiceLevel LevelOf(QueueMedia key, Interval part)
    {
        var sum = ServiceLevel.None;
        foreach (var contact in Contacts.Where(c => c.Key == key && part.Contains(c.At)))
        {
            sum += LevelOf(contact);
        }

        return sum;
    }

    /// <summary>What is within for a contact that came at an instant: of its quarter hour's start.</summary>
    public TimeSpan? ThresholdOf(QueueMedia key, DateTimeOffset at)
    {
        var start = Granularity.QuarterHour.Floor(at);
        var date = DateOf(start);
        var ours = from t in Terms.Targets
                   where t.Value.Media == key.Media && t.Value.HoldsOn(date) && (t.Value.Queue is null || t.Value.Queue == key.Queue)
                   orderby t.Value.Queue is null ? 0 : 1, t.Value.From ?? DateOnly.MinValue, t.Key
                   select TimeSpan.FromSeconds(t.Value.ThresholdSeconds);
        var versions = Versions.Where(v => v.Queue.Id == key.Queue).ToList();
        var theirs = versions.LastOrDefault(v => v.From <= start) ?? versions[0];
        return Threshold ?? (ours.Any() ? ours.Last() : theirs.Queue.TargetFor(key.Media)?.Threshold);
    }

    private ServiceLevel LevelOf(PastContact contact)
    {
        if (ThresholdOf(contact.Key, contact.At) is not { } threshold)
        {
            return ServiceLevel.None;
        }

        var date = DateOf(Granularity.QuarterHour.Floor(contact.At));
        var version = Terms.Definitions.Where(d => DefinitionVersion.DayOf(d.Key) <= date)
            .OrderBy(d => d.Key, StringComparer.Ordinal)
            .Select(d => d.Value)
            .LastOrDefault();
        var isWithin = contact.Wait <= threshold;
        if (contact.IsAnswered)
        {
            return new ServiceLevel(isWithin ? 1 : 0, 1);
        }

        var isShort = contact.Wait <= TimeSpan.FromSeconds(version?.ShortAbandonSeconds ?? 5);
        return version?.Formula switch
        {
            ServiceLevelFormula.Answered => ServiceLevel.None,
            ServiceLevelFormula.ShortExcluded => isShort ? ServiceLevel.None : new ServiceLevel(0, 1),
            ServiceLevelFormula.AbandonedWithinExcluded => isWithin ? ServiceLevel.None : new ServiceLevel(0, 1),
            ServiceLevelFormula.AbandonsPositive => new ServiceLevel(isWithin ? 1 : 0, 1),
            ServiceLevelFormula.ShortPositive => new ServiceLevel(isShort ? 1 : 0, 1),
            _ => new ServiceLevel(0, 1),
        };
    }

    private DateOnly DateOf(DateTimeOffset instant) =>
        Enumerable.Range(-1, Dates.Count + 2).Select(Dates.From.AddDays).Last(date => Calendar.StartOf(date) <= instant);

    private static Gen<ImmutableArray<QueueVersion>> VersionsOf(Interval range)
    {
        var one = from minutes in Gen.Int[-2000, (int)range.Length.TotalMinutes].Array[1, 3]
                  from targets in Gen.Select(Gen.Int[0, 4], Gen.Int[0, 4]).Array[3]
                  select (Minutes: minutes.Distinct().Order().ToArray(), Targets: targets);
        return one.Array[Ids.Length].Select(all => all
            .SelectMany((queue, q) => queue.Minutes.Select((minute, i) => new QueueVersion(
                new Domain.Targets.Queue(Ids[q], $"Queue {q}", null, TargetsOf(queue.Targets[i])),
                range.Start.AddMinutes(minute),
                i + 1 < queue.Minutes.Length ? range.Start.AddMinutes(queue.Minutes[i + 1]) : null)))
            .OrderBy(v => v.From).ToImmutableArray());
    }

    /// <summary>Targets for voice and chat by their place among the thresholds, from 1 on; 0 for none.</summary>
    private static ImmutableDictionary<MediaType, ServiceLevelTarget> TargetsOf((int Voice, int Chat) places)
    {
        var targets = ImmutableDictionary<MediaType, ServiceLevelTarget>.Empty;
        foreach (var (media, place) in new[] { (MediaType.Voice, places.Voice), (MediaType.Chat, places.Chat) })
        {
            targets = place == 0 ? targets : targets.Add(media, new ServiceLevelTarget(0.8m, TimeSpan.FromSeconds(Thresholds[place - 1])));
        }

        return targets;
    }

    private static Gen<TargetOverride> OverrideOf(DateRange dates) =>
        from queue in Gen.Int[0, 3]
        from media in OneOf(MediaTypes)
        from seconds in OneOf(Thresholds)
        from start in Gen.Int[-2, dates.Count]
        from length in Gen.Int[0, dates.Count]
        from isOpen in Gen.Bool
        select new TargetOverride
        {
            Queue = queue < 3 ? Ids[queue] : null,
            Group = queue < 3 ? null : "all",
            Media = media,
            Ratio = 0.9m,
            ThresholdSeconds = seconds,
            From = start == -2 ? null : dates.From.AddDays(start),
            Until = isOpen ? null : dates.From.AddDays(start + length),
        };

    private static Gen<PastContact> ContactIn(Interval range) =>
        from queue in OneOf(Ids)
        from media in OneOf(MediaTypes)
        from minute in Gen.Int[0, (int)range.Length.TotalMinutes - 1]
        from wait in Gen.Int[0, 90]
        from isAnswered in Gen.Frequency((3, Gen.Const(true)), (1, Gen.Const(false)))
        select new PastContact(new QueueMedia(queue, media), range.Start.AddMinutes(minute), TimeSpan.FromSeconds(wait), isAnswered);
}
