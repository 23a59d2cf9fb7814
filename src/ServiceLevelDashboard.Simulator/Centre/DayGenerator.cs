using ServiceLevelDashboard.Simulator.Chance;
using ServiceLevelDashboard.Simulator.Settings;

namespace ServiceLevelDashboard.Simulator.Centre;

/// <summary>
/// Makes one day of one line. Poisson arrivals under a random level (day, morning or afternoon, half hour), lognormal handle times, patience with a
/// few quick quitters, first come first served by a heap of the agents' free times. Queues start empty at midnight: days are independent but for the
/// day's level, so any day can be asked for directly.
/// </summary>
internal sealed class DayGenerator(int seed, IReadOnlyList<Scenario> scenarios)
{
    private const int DaysRemembered = 30;
    private const double DayToDayCorrelation = 0.6;
    private const double HalfDaySigma = 0.05;
    private const double HalfHourShape = 1 / (0.07 * 0.07);
    private const double QuarterSeconds = 900;
    private const long QuarterMs = 900_000;

    /// <summary>Those who had hoped for somebody before the line closed are served till this long after.</summary>
    private const long ClosingGraceMs = QuarterMs;

    /// <summary>Longest wait and longest handling: keeps a contact's reach bounded, so that a query knows how far to look back.</summary>
    internal const double MaximumSeconds = 2 * 3600;

    private static readonly ServiceLevelTarget PlannersTarget = new(0.8m, TimeSpan.FromSeconds(20));

    // Which stream of random numbers is meant: never renumber, or every simulated past changes.
    private enum Purpose { Contacts = 1, DayFactor = 2, HalfDay = 3, Disturbance = 4, Absence = 5 }

    public ContactDay Generate(TrafficLine line, Demand demand, DateOnly day)
    {
        var start = LocalTime.StartOf(day, line.Zone);
        var end = LocalTime.StartOf(day.AddDays(1), line.Zone);
        var quarters = Quarters(line, demand, day, start, end);
        if (quarters.TrueForAll(quarter => quarter.Contacts <= 0))
        {
            return ContactDay.Empty;
        }

        var agents = Agents(line, demand, day, quarters);
        var desk = new Desk(Shifts(agents, start.ToUnixTimeMilliseconds()));
        var stream = Stream(Purpose.Contacts, line, day);
        var contacts = new List<Contact>((int)(quarters.Sum(quarter => quarter.Contacts) * 1.1) + 8);
        var quarterStart = start.ToUnixTimeMilliseconds();
        foreach (var quarter in quarters)
        {
            if (quarter.Contacts > 0)
            {
                var meanGapMs = QuarterMs / quarter.Contacts;
                for (var at = stream.Exponential(meanGapMs); at < QuarterMs; at += stream.Exponential(meanGapMs))
                {
                    contacts.Add(Serve(line, demand, quarter, quarterStart + (long)at, end.ToUnixTimeMilliseconds(), desk, ref stream));
                }
            }

            quarterStart += QuarterMs;
        }

        return new ContactDay([.. contacts], start.ToUnixTimeMilliseconds(), agents);
    }

    private RandomStream Stream(Purpose purpose, TrafficLine line, DateOnly day) => new(seed, (long)purpose, line.Index, day.DayNumber);

    /// <summary>What is expected of each quarter of an hour of the day, the day's luck included.</summary>
    private List<Quarter> Quarters(TrafficLine line, Demand demand, DateOnly day, DateTimeOffset start, DateTimeOffset end)
    {
        var halfDay = Stream(Purpose.HalfDay, line, day);
        var (morning, afternoon) = (Math.Exp(HalfDaySigma * halfDay.Normal()), Math.Exp(HalfDaySigma * halfDay.Normal()));
        var planned = demand.DailyVolume * demand.WeekdayFactors[(int)day.DayOfWeek];
        var level = planned * DayFactor(line, demand, day);
        var disturbance = Stream(Purpose.Disturbance, line, day);
        var today = demand.Disturbances.Where(candidate => disturbance.Uniform() <= candidate.ShareOfDays).ToList();
        var planted = scenarios.Where(scenario => string.Equals(scenario.Queue, line.Queue?.Name, StringComparison.Ordinal)).ToList();

        var quarters = new List<Quarter>();
        var chance = 1.0;
        for (var at = start; at < end; at = at.AddSeconds(QuarterSeconds))
        {
            var local = TimeOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, line.Zone).DateTime);
            var halfHour = (local.Hour * 2) + (local.Minute / 30);
            if (local.Minute % 30 < 15)
            {
                chance = halfDay.GammaOfMeanOne(HalfHourShape);
            }
            var share = demand.HalfHourShares[halfHour] / 2;
            var quarter = new Quarter
            {
                Planned = planned * share,
                Contacts = level * share * chance * (local.Hour < 13 ? morning : afternoon),
                HandleSeconds = demand.HandleSeconds * (local.Hour >= 16 ? 1.06 : 1),
            };
            foreach (var event_ in today.Where(event_ => local >= event_.From && local < event_.Until))
            {
                quarter = quarter with { Contacts = quarter.Contacts * event_.Volume, Agents = quarter.Agents * event_.Agents };
            }
            foreach (var cause in planted.Where(cause => at >= cause.From && at < (cause.Until ?? DateTimeOffset.MaxValue)))
            {
                quarter = quarter with
                {
                    Contacts = quarter.Contacts * cause.Volume,
                    Agents = quarter.Agents * cause.Agents,
                    HandleSeconds = quarter.HandleSeconds * cause.HandleTime,
                    Hasty = quarter.Hasty + cause.Hasty,
                };
            }

            quarters.Add(quarter);
        }

        return quarters;
    }

    /// <summary>
    /// The day's factor, of mean one. Days hang together by g(d) = .6 g(d-1) + noise; written as the sum of the noises of the last 30 days (what is left
    /// out is .6^30), it needs no day before.
    /// </summary>
    private double DayFactor(TrafficLine line, Demand demand, DateOnly day)
    {
        var sigma = 0.8 * demand.DaySigma;
        var (log, weight) = (0.0, 1.0);
        for (var back = 0; back < DaysRemembered; back++)
        {
            var noise = Stream(Purpose.DayFactor, line, day.AddDays(-back));
            log += weight * sigma * noise.Normal();
            weight *= DayToDayCorrelation;
        }

        return Math.Exp(log - (demand.DaySigma * demand.DaySigma / 2));
    }

    /// <summary>Agents on duty by quarter of an hour: the planner's need less up to 12 % who did not come or are on a break.</summary>
    private int[] Agents(TrafficLine line, Demand demand, DateOnly day, List<Quarter> quarters)
    {
        var target = line.Target ?? PlannersTarget;
        var absence = Stream(Purpose.Absence, line, day);
        var agents = new int[quarters.Count];
        var (need, present, lastPlanned) = (0, 1.0, -1.0);
        for (var i = 0; i < agents.Length; i++)
        {
            if (i % 2 == 0)
            {
                present = 1 - absence.Uniform(0, 0.12);
            }
            if (quarters[i].Planned != lastPlanned)
            {
                lastPlanned = quarters[i].Planned;
                need = Staffing.Need(
                    lastPlanned / QuarterSeconds, demand.HandleSeconds, demand.PatienceSeconds, target.Threshold.TotalSeconds, (double)target.Ratio);
            }

            var rostered = need * demand.AgentsFactor * present;
            agents[i] = need == 0 ? 0 : (int)Math.Round(Math.Max(1, rostered) * quarters[i].Agents);
        }

        return agents;
    }

    /// <summary>The spans in which each seat is taken: seat n from each moment when there are more than n agents to the moment when there are not.</summary>
    private static IEnumerable<(long StartMs, long EndMs)> Shifts(int[] agents, long dayStartMs)
    {
        var most = agents.Max();
        for (var seat = 0; seat < most; seat++)
        {
            var from = -1;
            for (var i = 0; i <= agents.Length; i++)
            {
                var taken = i < agents.Length && agents[i] > seat;
                if (taken && from < 0)
                {
                    from = i;
                }
                if (taken || from < 0)
                {
                    continue;
                }
                var closing = i == agents.Length || agents[i] == 0;
                yield return (dayStartMs + (from * QuarterMs), dayStartMs + (i * QuarterMs) + (closing ? ClosingGraceMs : 0));
                from = -1;
            }
        }
    }

    private static Contact Serve(TrafficLine line, Demand demand, Quarter quarter, long arrivalMs, long dayEndMs, Desk desk, ref RandomStream stream)
    {
        // Every contact draws the same numbers whatever becomes of it, so that a planted cause changes nothing before it acts.
        var quick = stream.Uniform() < 0.03;
        var handle = quick ? stream.Uniform(3, 10) : Math.Min(MaximumSeconds, stream.LogNormal(quarter.HandleSeconds, demand.HandleSigma));
        var afterShare = stream.Uniform(0.08, 0.25);
        var ring = stream.Uniform(0.8, 3.5);
        var hasty = stream.Uniform() < quarter.Hasty;
        var hastyPatience = stream.Exponential(4);
        // Weibull of shape .75 has a mean of 1.19 times its scale.
        var usualPatience = stream.Weibull((demand.PatienceSeconds ?? 1) / 1.19, 0.75);
        var accepts = stream.Uniform() < demand.FlowOutShare;
        var flowOutAt = demand.FlowOutAfterSeconds + stream.Uniform(0, 60);
        var morning = stream.Exponential(1200);

        var (talkMs, afterMs) = ((int)(handle * (1 - afterShare) * 1000), (int)(handle * afterShare * 1000));
        if (line.Queue is null)
        {
            return new Contact(arrivalMs, 0, talkMs, afterMs, Outcome.Direct);
        }

        var patience = demand.PatienceSeconds is null ? double.MaxValue : Math.Min(MaximumSeconds, hasty ? hastyPatience : usualPatience);
        var freeMs = desk.EarliestStart(arrivalMs);
        var wait = freeMs is { } free ? ((free - arrivalMs) / 1000.0) + ring : double.MaxValue;
        if (accepts && demand.PatienceSeconds is not null && flowOutAt < Math.Min(wait, patience))
        {
            return new Contact(arrivalMs, (int)(flowOutAt * 1000), 0, 0, Outcome.FlowedOut);
        }
        if (patience < wait)
        {
            return new Contact(arrivalMs, (int)(patience * 1000), 0, 0, Outcome.Abandoned);
        }

        // Nobody is left today and nobody gives up: it is taken from the pile the next morning.
        if (freeMs is null)
        {
            wait = ((dayEndMs - arrivalMs) / 1000.0) + (8 * 3600) + Math.Min(morning, MaximumSeconds);
        }
        var contact = new Contact(arrivalMs, (int)(wait * 1000), talkMs, afterMs, Outcome.Answered);
        if (freeMs is not null)
        {
            desk.Take(contact.HandleEndMs);
        }
        return contact;
    }

    private readonly record struct Quarter()
    {
        public double Planned { get; init; }

        public double Contacts { get; init; }

        public double HandleSeconds { get; init; }

        public double Agents { get; init; } = 1;

        public double Hasty { get; init; } = 0.015;
    }

    /// <summary>The agents' free times. One whose free time is past the end of the shift goes home.</summary>
    private sealed class Desk
    {
        private readonly PriorityQueue<long, (long FreeMs, long EndMs)> _agents = new();

        public Desk(IEnumerable<(long StartMs, long EndMs)> shifts)
        {
            foreach (var (startMs, endMs) in shifts)
            {
                _agents.Enqueue(endMs, (startMs, endMs));
            }
        }

        /// <summary>When somebody can take a contact that arrives now, or null if nobody can any more.</summary>
        public long? EarliestStart(long arrivalMs)
        {
            while (_agents.TryPeek(out var endMs, out var free))
            {
                var startMs = Math.Max(arrivalMs, free.FreeMs);
                if (startMs < endMs)
                {
                    return startMs;
                }
                _agents.Dequeue();
            }

            return null;
        }

        /// <summary>The agent found last is busy until an instant.</summary>
        public void Take(long busyUntilMs)
        {
            var endMs = _agents.Peek();
            _agents.DequeueEnqueue(endMs, (busyUntilMs, endMs));
        }
    }
}
