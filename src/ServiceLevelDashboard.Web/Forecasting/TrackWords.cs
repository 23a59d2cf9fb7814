using System.Collections.Immutable;
using ServiceLevelDashboard.Analytics;
using ServiceLevelDashboard.Analytics.Forecasting;
using ServiceLevelDashboard.Domain;
using ServiceLevelDashboard.Statistics;
using ServiceLevelDashboard.Web.Resources;

namespace ServiceLevelDashboard.Web.Forecasting;

/// <summary>A queue's track record with its name; hostile input until encoded.</summary>
/// <param name="Key">Queue and media type.</param>
/// <param name="Name">The queue's name, and its media type where it has several.</param>
/// <param name="Track">How good its forecasts are.</param>
public sealed record NamedTrack(QueueMedia Key, string Name, QueueTrack Track);

/// <summary>The track record in words.</summary>
internal static class TrackWords
{
    /// <summary>The queues of a record that these eyes see, by name; queues that are gone are in no snapshot, and so not here.</summary>
    public static ImmutableArray<NamedTrack> Seen(TrackRecord? record, Snapshot? snapshot, Visibility sees)
    {
        if (record is null || snapshot is null)
        {
            return [];
        }
        var media = record.Queues.Keys.ToLookup(k => k.Queue);
        return
        [
            .. from track in record.Queues
               let queue = snapshot.Listed.GetValueOrDefault(track.Key.Queue)
               where queue is not null && sees.Sees(queue, track.Key.Media)
               let name = media[track.Key.Queue].Count() > 1 ? $"{queue.Name} · {Words.Of(track.Key.Media)}" : queue.Name
               orderby name, track.Key.Queue.Value, track.Key.Media.Name
               select new NamedTrack(track.Key, name, track.Value),
        ];
    }

    /// <summary>"Of the 34 days on which the chance here was 70 to 80 %, 25 met the target."; null when there was no such day.</summary>
    public static string? OfChance(TrackRecordState state, QueueMedia key, double? chance)
    {
        if (chance is not { } said || state.Record?.Queues.GetValueOrDefault(key) is not { Score.Calibration: { IsDefaultOrEmpty: false } bins })
        {
            return null;
        }
        var bin = bins[CalibrationBin.IndexOf(said)];
        return bin.Said switch
        {
            0 => null,
            1 => Format.Text(bin.Met == 1 ? ForecastText.TrackChanceOneMet : ForecastText.TrackChanceOneMissed, Tenth(bin)),
            _ => Format.Text(ForecastText.TrackChance, Format.Count(bin.Said), Tenth(bin), Format.Count(bin.Met)),
        };
    }

    /// <summary>"70 to 80 %".</summary>
    public static string Tenth(CalibrationBin bin) =>
        Format.Text(ForecastText.TrackTenth, Math.Round(bin.From * 100), Format.Share((decimal)Math.Round(bin.From + 0.1, 1)));

    /// <summary>A ratio as a whole percentage; an en dash for none.</summary>
    public static string Share(double? ratio) => ratio is { } known ? Format.Share((decimal)known) : Format.NoValue;

    /// <summary>A ratio as points with one digit; an en dash for none.</summary>
    public static string Points(double? ratio) =>
        ratio is { } known ? (known * 100).ToString("0.0", System.Globalization.CultureInfo.CurrentCulture) : Format.NoValue;
}
