using System.Collections.Immutable;
using System.Globalization;
using ServiceLevelDashboard.Simulator.Chance;
using static ServiceLevelDashboard.Simulator.Centre.DayShapes;

namespace ServiceLevelDashboard.Simulator.Centre;

/// <summary>One line of the catalogue: a queue (null for direct calls), one of its media types, and what makes its contacts.</summary>
internal sealed record CatalogueEntry(SimulatedQueue? Queue, string MediaType, TimeZoneInfo Zone, Demand Demand);

/// <summary>
/// The queues of a bank with an insurer, a business arm and a shop. The special ones come first, so that a small organisation has them too.
/// Beyond forty the list begins again, city by city and mostly small.
/// </summary>
internal static class Catalogue
{
    private const int Large = 5200, Middle = 1400, Small = 300;
    private const double Service = 420, Sales = 220;

    private static readonly string[] _divisions = ["Retail Banking", "Business Banking", "Insurance", "Online Shop"];

    private static readonly string[] _cities =
    [
        "Aberdeen", "Bath", "Belfast", "Birmingham", "Bristol", "Cardiff", "Carlisle", "Coventry", "Derby", "Dundee", "Edinburgh", "Exeter", "Glasgow",
        "Hull", "Inverness", "Leeds", "Leicester", "Lincoln", "Liverpool", "Manchester", "Newcastle", "Norwich", "Plymouth", "Sheffield", "York",
    ];

    private static readonly Demand _bankVoice = new()
    {
        DailyVolume = Middle,
        HalfHourShares = Bank,
        WeekdayFactors = SevenDays,
        HandleSeconds = 240,
        PatienceSeconds = Service,
    };

    private static readonly Demand _officeVoice = _bankVoice with
    {
        HalfHourShares = Office,
        WeekdayFactors = MondayToFriday,
        DailyVolume = Small,
        HandleSeconds = 330,
    };
    private static readonly Demand _alwaysVoice = _bankVoice with { HalfHourShares = Always };
    private static readonly Demand _shopVoice = _bankVoice with { HalfHourShares = Shop, WeekdayFactors = ShopWeek, HandleSeconds = 190 };
    private static readonly Demand _chat = _shopVoice with { DailyVolume = Small, HandleSeconds = 380, PatienceSeconds = 300, FlowOutShare = 0 };
    private static readonly Demand _message = _shopVoice with { DailyVolume = Small, HandleSeconds = 300, PatienceSeconds = null };
    private static readonly Demand _email = _message with { HalfHourShares = Written, HandleSeconds = 360 };
    private static readonly Demand _callback = _bankVoice with { DailyVolume = 120, PatienceSeconds = null };

    private static readonly Stream _voice = new("voice", _bankVoice);

    private static readonly ImmutableArray<Template> _templates =
    [
        new("Current Accounts", 0, [_voice with { Demand = _bankVoice with { DailyVolume = Large } }]),
        new("Fraud Line", 0, [_voice with { Demand = _alwaysVoice }]) { Targets = [("voice", .9m, 30)] },
        new("Online Banking Help", 0, [_voice, new("chat", _chat), new("message", _message)]) { Targets = [("chat", .8m, 60)] },
        new("Insurance Renewals", 2, [_voice with { Demand = _bankVoice with { PatienceSeconds = Sales, AgentsFactor = 0.88 } }]),
        new("Merchant Services", 1,
        [
            _voice with
            {
                Demand = _alwaysVoice with { Disturbances = [new Disturbance(new TimeOnly(11, 0), new TimeOnly(11, 45), 1, Volume: 2.5)] },
            },
        ]),
        new("Storm Emergency Line", 2, [_voice with { Demand = _alwaysVoice with { DailyVolume = 0 } }]),
        new("Bereavement", 0, [_voice with { Demand = _officeVoice with { DailyVolume = 40, HandleSeconds = 600 } }]),
        new("Trade Finance", 1, [_voice with { Demand = _officeVoice }]) { HasTargets = false },
        new("Sydney Service Desk", 1, [_voice with { Demand = _alwaysVoice with { DailyVolume = 700 } }]) { Zone = "Australia/Sydney" },
        new("Shop Email", 3, [new("email", _email with { DailyVolume = 700 })]) { Targets = [("email", .9m, 4 * 3600)] },
        new("Shop Chat", 3, [new("chat", _chat with { DailyVolume = 900 })]) { Targets = [("chat", .8m, 60)] },
        new("Orders and Delivery", 3, [_voice with { Demand = _shopVoice with { DailyVolume = Large } }]),
        new("Lost and Stolen Cards", 0, [_voice with { Demand = _alwaysVoice with { HandleSeconds = 200 } }]) { Targets = [("voice", .85m, 15)] },
        new("Technical Support", 3,
        [
            _voice with
            {
                Demand = _shopVoice with
                {
                    HandleSeconds = 420, HandleSigma = 0.95,
                    Disturbances = [new Disturbance(new TimeOnly(8, 0), new TimeOnly(8, 30), 0.3, Agents: 0)],
                },
            },
        ]),
        new(
            "Motor Claims",
            2,
            [_voice with { Demand = _alwaysVoice with { HandleSeconds = 400 } }, new("email", _email)]) { Targets = [("email", .9m, 4 * 3600)] },
        new("Callback Desk", 0, [new("callback", _callback)]) { Targets = [("callback", .8m, 300)] },
        new("Credit Cards", 0, [_voice with { Demand = _alwaysVoice with { DailyVolume = 2600 } }]),
        new("Savings", 0, [_voice]),
        new("Personal Loans", 0, [_voice with { Demand = _bankVoice with { PatienceSeconds = Sales } }]),
        new("Mortgages New", 0, [_voice with { Demand = _officeVoice with { PatienceSeconds = Sales, HandleSeconds = 420 } }]),
        new("Mortgages Existing", 0, [_voice with { Demand = _officeVoice with { DailyVolume = 500 } }]),
        new("Premier Banking", 0, [_voice with { Demand = _alwaysVoice with { DailyVolume = Small } }]) { Targets = [("voice", .9m, 15)] },
        new("Complaints", 0, [_voice with { Demand = _officeVoice }, new("email", _email)]) { Targets = [("email", .9m, 4 * 3600)] },
        new("Branch Support", 0, [_voice with { Demand = _officeVoice with { HandleSeconds = 200 } }]),
        new("Business Accounts", 1, [_voice]),
        new("Business Cards", 1, [_voice with { Demand = _officeVoice }]),
        new("Payments and Currency", 1, [_voice with { Demand = _officeVoice with { DailyVolume = 600 } }]),
        new("Business Email", 1, [new("email", _email)]) { Targets = [("email", .9m, 4 * 3600)] },
        new("Business Onboarding", 1, [_voice with { Demand = _officeVoice with { DailyVolume = 150 } }, new("callback", _callback)]),
        new("Home Claims", 2, [_voice with { Demand = _bankVoice with { DailyVolume = 800, HandleSeconds = 380 } }]),
        new("Travel Assistance", 2, [_voice with { Demand = _alwaysVoice with { DailyVolume = 400, HandleSeconds = 300 } }]) { Targets = [("voice", .9m, 30)] },
        new("Policy Changes", 2, [_voice with { Demand = _bankVoice with { DailyVolume = 900 } }]),
        new("Insurance Quotes", 2, [_voice with { Demand = _shopVoice with { PatienceSeconds = Sales } }]),
        new("Insurance Chat", 2, [new("chat", _chat)]) { Targets = [("chat", .8m, 60)] },
        new("Returns and Refunds", 3, [_voice with { Demand = _shopVoice }]),
        new("Store Enquiries", 3, [_voice with { Demand = _shopVoice with { DailyVolume = 600, HandleSeconds = 120 } }]),
        new("Shop Messaging", 3, [new("message", _message with { DailyVolume = 900 })]) { Targets = [("message", .8m, 300)] },
        new("Loyalty Card", 3, [_voice with { Demand = _shopVoice with { DailyVolume = Small } }]),
        new("Furniture Delivery", 3, [_voice with { Demand = _shopVoice with { DailyVolume = Small, HandleSeconds = 260 } }]),
        new(
            "Voicemail and Overflow",
            3,
            [_voice with { Demand = _shopVoice with { DailyVolume = 500, AgentsFactor = 0.94, FlowOutShare = 0.4, FlowOutAfterSeconds = 60 } }]),
    ];

    public static IReadOnlyList<CatalogueEntry> Of(int seed, int queues, TimeZoneInfo zone, bool hostile = false)
    {
        var entries = new List<CatalogueEntry>();
        for (var i = 0; i < queues; i++)
        {
            var template = _templates[i % _templates.Length];
            var copy = i / _templates.Length;
            var streams = template.Streams.Select(stream => stream with { Demand = Sized(seed, i, copy, stream.Demand) }).ToList();
            var division = template.Division;
            var queue = new SimulatedQueue(
                Guid(seed, "queue", i),
                hostile && i < HostileNames.Queues.Length ? HostileNames.Queues[i] : NameOf(template, copy),
                new Division(Guid(seed, "division", division), hostile ? HostileNames.Division(_divisions[division]) : _divisions[division]),
                Members(streams),
                Targets(template));
            var queueZone = template.Zone is null ? zone : TimeZoneInfo.FindSystemTimeZoneById(template.Zone);
            entries.AddRange(streams.Select(stream => new CatalogueEntry(queue, stream.MediaType, queueZone, stream.Demand)));
        }

        entries.Add(new CatalogueEntry(null, "voice", zone, _bankVoice with { DailyVolume = 200 }));
        return entries;
    }

    /// <summary>An id in the shape of Genesys' own, that depends on the seed, the kind of thing and its number alone.</summary>
    public static string Guid(int seed, string kind, int number)
    {
        var names = kind.Select(letter => (long)letter).Prepend(seed).Append(number).ToArray();
        var bytes = new byte[16];
        BitConverter.TryWriteBytes(bytes, RandomStream.Mix(names));
        BitConverter.TryWriteBytes(bytes.AsSpan(8), RandomStream.Mix([.. names, 1]));
        bytes[7] = (byte)((bytes[7] & 0x0F) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes).ToString();
    }

    private static string NameOf(Template template, int copy)
    {
        if (copy == 0)
        {
            return template.Name;
        }
        var round = (copy - 1) / _cities.Length;
        var city = _cities[(copy - 1) % _cities.Length];
        return round == 0 ? $"{template.Name} {city}" : string.Create(CultureInfo.InvariantCulture, $"{template.Name} {city} {round + 1}");
    }

    /// <summary>The further copies of a queue: 2 % large, 18 % middle, the others small.</summary>
    private static Demand Sized(int seed, int number, int copy, Demand demand)
    {
        if (copy == 0 || demand.DailyVolume <= 120)
        {
            return demand;
        }
        var stream = new RandomStream(seed, 'S', number);
        var luck = stream.Uniform();
        var size = luck < 0.02 ? Large : luck < 0.2 ? Middle : Small;
        return demand with { DailyVolume = size * stream.Uniform(0.6, 1.4) };
    }

    /// <summary>Enough for the busiest half hour and for those who are off duty.</summary>
    private static int Members(List<Stream> streams) =>
        4 + (int)streams.Sum(stream => stream.Demand.DailyVolume * stream.Demand.HalfHourShares.Max() / 1800 * stream.Demand.HandleSeconds * 1.8);

    /// <summary>As in Genesys, every media type of a queue has a target, used or not; ours differ from the usual ones where the template says so.</summary>
    private static ImmutableDictionary<string, ServiceLevelTarget> Targets(Template template)
    {
        if (!template.HasTargets)
        {
            return ImmutableDictionary<string, ServiceLevelTarget>.Empty;
        }
        var targets = ImmutableDictionary.CreateBuilder<string, ServiceLevelTarget>();
        foreach (var media in new[] { "voice", "callback", "chat", "message" })
        {
            targets[media] = new ServiceLevelTarget(0.8m, TimeSpan.FromSeconds(20));
        }
        targets["email"] = new ServiceLevelTarget(0.8m, TimeSpan.FromDays(1));
        foreach (var (media, ratio, seconds) in template.Targets)
        {
            targets[media] = new ServiceLevelTarget(ratio, TimeSpan.FromSeconds(seconds));
        }
        return targets.ToImmutable();
    }

    private sealed record Stream(string MediaType, Demand Demand);

    private sealed record Template(string Name, int Division, ImmutableArray<Stream> Streams)
    {
        public ImmutableArray<(string MediaType, decimal Ratio, int Seconds)> Targets { get; init; } = [];

        public bool HasTargets { get; init; } = true;

        public string? Zone { get; init; }
    }
}
