using System.Collections.Frozen;
using System.Collections.Immutable;
using System.IO.Compression;
using System.Text;
using ServiceLevelDashboard.Domain;
using ServiceLevelDashboard.Statistics;

namespace ServiceLevelDashboard.Analytics.Forecasting;

/// <summary>
/// Models as bytes, each number to its last bit: some 20 kilobytes of a queue and media type before they are compressed, a third of what text would take.
/// </summary>
internal static class ModelsCodec
{
    private const byte Version = 1;

    /// <summary>Writes models.</summary>
    public static byte[] Write(QueueModels models)
    {
        using var packed = new MemoryStream();
        using (var stream = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        using (var writer = new BinaryWriter(new BufferedStream(stream, 1 << 16), Encoding.UTF8))
        {
            writer.Write(Version);
            Write(writer, models.FittedAt);
            writer.Write(models.Queues.Count);
            foreach (var model in models.Queues.Values)
            {
                Write(writer, model);
            }
        }

        return packed.ToArray();
    }

    /// <summary>Reads models.</summary>
    /// <exception cref="InvalidDataException">Another version of the program wrote them, or they are cut.</exception>
    public static QueueModels Read(ReadOnlyMemory<byte> content)
    {
        using var stream = new GZipStream(new MemoryStream(content.ToArray()), CompressionMode.Decompress);
        using var reader = new BinaryReader(new BufferedStream(stream, 1 << 16), Encoding.UTF8);
        try
        {
            if (reader.ReadByte() != Version)
            {
                throw new InvalidDataException("The models are of another version.");
            }
            var fittedAt = ReadInstant(reader);
            var queues = new Dictionary<QueueMedia, QueueModel>();
            for (var left = reader.ReadInt32(); left > 0; left--)
            {
                var model = ReadModel(reader);
                queues.Add(model.Key, model);
            }

            return queues.Count == 0 && fittedAt == default ? QueueModels.None : new QueueModels { FittedAt = fittedAt, Queues = queues.ToFrozenDictionary() };
        }
        catch (Exception e) when (e is EndOfStreamException or TimeZoneNotFoundException or ArgumentException)
        {
            throw new InvalidDataException("The models cannot be read.", e);
        }
    }

    private static void Write(BinaryWriter writer, QueueModel model)
    {
        writer.Write(model.Key.Queue.Value);
        writer.Write(model.Key.Media.Name);
        writer.Write(model.HistoryDays);
        Write(writer, model.Day.Start);
        Write(writer, model.Day.End);
        writer.Write(model.Slots.Calendar.Zone.Id);
        writer.Write(model.Slots.Calendar.DayStart.Ticks);
        writer.Write(model.Slots.Granularity.ToString());
        Write(writer, model.Pace);
        Write(writer, model.Recent);
        writer.Write(model.Usual.Days);
        writer.Write(model.Usual.Slots.Length);
        foreach (var slot in model.Usual.Slots)
        {
            Write(writer, slot);
        }
        writer.Write(model.Forecaster is not null);
        model.Forecaster?.WriteTo(writer);
    }

    private static QueueModel ReadModel(BinaryReader reader)
    {
        var key = new QueueMedia(new QueueId(reader.ReadString()), new MediaType(reader.ReadString()));
        var days = reader.ReadInt32();
        var day = new Interval(ReadInstant(reader), ReadInstant(reader));
        var calendar = new SiteCalendar(TimeZoneInfo.FindSystemTimeZoneById(reader.ReadString()), new TimeOnly(reader.ReadInt64()));
        if (!Granularity.TryParse(reader.ReadString(), out var granularity))
        {
            throw new InvalidDataException("The models' granularity is none.");
        }
        var pace = ReadNumber(reader);
        var recent = ReadCounts(reader);
        var usualDays = reader.ReadInt32();
        var slots = ImmutableArray.CreateBuilder<UsualSlot>();
        for (var left = reader.ReadInt32(); left > 0; left--)
        {
            slots.Add(ReadSlot(reader));
        }
        var usual = new UsualDay(slots.ToImmutable(), usualDays);
        return new QueueModel(key, usual, reader.ReadBoolean() ? QueueForecaster.ReadFrom(reader) : null, days)
        {
            Day = day,
            Slots = new DaySlots(calendar, granularity),
            Pace = pace,
            Recent = recent,
        };
    }

    private static void Write(BinaryWriter writer, UsualSlot slot)
    {
        writer.Write(slot.Offered);
        writer.Write(slot.OfferedLow);
        writer.Write(slot.OfferedHigh);
        writer.Write(slot.Met);
        writer.Write(slot.Counted);
        writer.Write(slot.Abandoned);
        Write(writer, slot.Level);
        Write(writer, slot.LevelLow);
        Write(writer, slot.LevelHigh);
        Write(writer, slot.HandleSeconds);
        Write(writer, slot.AbandonRate);
        Write(writer, slot.Agents);
        writer.Write(slot.RecentOffered);
        writer.Write(slot.RecentOfferedLow);
        writer.Write(slot.RecentOfferedHigh);
        Write(writer, slot.RecentLevelLow);
    }

    private static UsualSlot ReadSlot(BinaryReader reader) => new(reader.ReadDouble(), reader.ReadDouble(), reader.ReadDouble())
    {
        Met = reader.ReadDouble(),
        Counted = reader.ReadDouble(),
        Abandoned = reader.ReadDouble(),
        Level = ReadNumber(reader),
        LevelLow = ReadNumber(reader),
        LevelHigh = ReadNumber(reader),
        HandleSeconds = ReadNumber(reader),
        AbandonRate = ReadNumber(reader),
        Agents = ReadNumber(reader),
        RecentOffered = reader.ReadDouble(),
        RecentOfferedLow = reader.ReadDouble(),
        RecentOfferedHigh = reader.ReadDouble(),
        RecentLevelLow = ReadNumber(reader),
    };

    private static void Write(BinaryWriter writer, SlotCounts counts)
    {
        writer.Write(counts.Offered);
        writer.Write(counts.Met);
        writer.Write(counts.Counted);
        writer.Write(counts.Abandoned);
        writer.Write(counts.WaitSeconds);
        writer.Write(counts.Handled);
        writer.Write(counts.HandleSeconds);
        Write(writer, counts.Agents);
    }

    private static SlotCounts ReadCounts(BinaryReader reader) => new(reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt32())
    {
        Abandoned = reader.ReadInt32(),
        WaitSeconds = reader.ReadDouble(),
        Handled = reader.ReadInt32(),
        HandleSeconds = reader.ReadDouble(),
        Agents = ReadNumber(reader),
    };

    private static void Write(BinaryWriter writer, double? number)
    {
        writer.Write(number is not null);
        writer.Write(number ?? 0);
    }

    private static double? ReadNumber(BinaryReader reader)
    {
        var isKnown = reader.ReadBoolean();
        var number = reader.ReadDouble();
        return isKnown ? number : null;
    }

    // All instants here are UTC.
    private static void Write(BinaryWriter writer, DateTimeOffset instant) => writer.Write(instant.UtcTicks);

    private static DateTimeOffset ReadInstant(BinaryReader reader) => new(reader.ReadInt64(), TimeSpan.Zero);
}
