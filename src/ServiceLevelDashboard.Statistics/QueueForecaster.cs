namespace ServiceLevelDashboard.Statistics;

/// <summary>Forecasts one day of one queue; learnt once from the days before it, then asked as often as wanted.</summary>
public sealed class QueueForecaster
{
    private readonly VolumeModel _volume;
    private readonly LevelModel? _level;

    private QueueForecaster(VolumeModel volume, LevelModel? level) => (_volume, _level) = (volume, level);

    /// <summary>How many comparable days it knows.</summary>
    public int Days => _volume.Days;

    /// <summary>Whether there is too little history to learn from the day so far: the rest is then the rest of the mean day.</summary>
    public bool IsStatic => _volume.IsStatic;

    /// <summary>Contacts that the usual day still brings from a time on.</summary>
    /// <param name="cut">Slots of the day that have passed, a running one by its share.</param>
    public double UsualRest(double cut) => _volume.UsualRest(cut);

    /// <summary>Learns from the days of a history that lie before a date; null when none is comparable.</summary>
    /// <param name="history">The days.</param>
    /// <param name="date">The date to forecast.</param>
    /// <param name="before">How many days of the history, from the oldest on, may be looked at: those before the date.</param>
    public static QueueForecaster? Fit(DayHistory history, DateOnly date, int before) =>
        VolumeModel.Fit(history, date, before) is { } volume ? new QueueForecaster(volume, LevelModel.Fit(history, date, before)) : null;

    /// <summary>Writes what was learnt, to the last bit.</summary>
    public void WriteTo(BinaryWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        _volume.WriteTo(writer);
        writer.Write(_level is not null);
        _level?.WriteTo(writer);
    }

    /// <summary>Reads what <see cref="WriteTo"/> wrote.</summary>
    /// <exception cref="InvalidDataException">It did not write this.</exception>
    public static QueueForecaster ReadFrom(BinaryReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        return new QueueForecaster(VolumeModel.ReadFrom(reader), reader.ReadBoolean() ? LevelModel.ReadFrom(reader) : null);
    }

    /// <summary>Contacts that are still to be offered.</summary>
    /// <param name="cut">Slots of the day that have passed, a running one by its share.</param>
    /// <param name="offered">Contacts offered so far.</param>
    public NegativeBinomial Rest(double cut, int offered) => _volume.Rest(cut, offered);

    /// <summary>The level at the end of the day; null when the history has no levels.</summary>
    /// <param name="cut">Slots of the day that have passed, a running one by its share.</param>
    /// <param name="offered">Contacts offered so far.</param>
    /// <param name="met">Contacts met so far.</param>
    /// <param name="counted">Contacts counted so far.</param>
    public ClosingLevel? Close(double cut, int offered, long met, long counted)
    {
        if (_level is null)
        {
            return null;
        }
        var rest = Rest(cut, offered);
        var (logit, variance) = _level.Rest(cut, met, counted);
        return new ClosingLevel(met, counted, rest with { Mean = rest.Mean * _level.CountedShare }, logit, variance);
    }
}
