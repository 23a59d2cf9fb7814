using System.Collections.Immutable;
using System.CommandLine;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using ServiceLevelDashboard.Analytics;
using ServiceLevelDashboard.Analytics.Alerts;
using ServiceLevelDashboard.Analytics.Configuration;
using ServiceLevelDashboard.Analytics.Contracts;
using ServiceLevelDashboard.Analytics.Past;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Cli.Archive;
using ServiceLevelDashboard.Cli.Backfilling;
using ServiceLevelDashboard.Cli.Reporting;

namespace ServiceLevelDashboard.Cli.Alerts;

/// <summary>How often rules would have rung.</summary>
internal static class AlertsReplay
{
    private const int MaximumDays = 400;

    public static Command Of(Shell shell)
    {
        var rule = new Argument<string>("RULE") { Description = "The key of a kept rule, or a YAML file of rules; - reads standard input." };
        var days = new Option<int>("--days")
        {
            HelpName = "N",
            Description = $"The last whole days that are replayed, 1 to {MaximumDays}.",
            DefaultValueFactory = static _ => AlertReplay.UsualDays,
        };
        var format = CommonOptions.Format("text", "json");
        var (data, url) = (ArchiveAccess.Data(), CommonOptions.Url());
        var command = new Command(
            "replay", "How often a rule would have rung over the last days of the archive, for how long, and how many of these days missed their target.")
        {
            rule, days, format, data, url,
        };
        command.SetAction(async (given, cancellationToken) =>
        {
            var (name, count) = (given.GetRequiredValue(rule), given.GetValue(days));
            if (count is < 1 or > MaximumDays)
            {
                throw new UsageException(FormattableString.Invariant($"--days is {count}. Accepted: 1 to {MaximumDays}."));
            }
            await using var archive = await AlertsArchive.OpenAsync(shell, given.GetValue(data), given.GetValue(url), mayBeNew: false, cancellationToken);
            if (RulesOf(shell, archive, name) is not { } rules)
            {
                return ExitCode.CheckFailed;
            }

            var (replay, settings) = await ReplayOfAsync(shell, archive, cancellationToken);
            var yesterday = settings.Calendar.DateOf(shell.Clock.GetUtcNow()).AddDays(-1);
            var results = new List<(string Key, AlertRule Rule, ReplayResult Result)>();
            foreach (var (key, value) in rules)
            {
                var group = value.Scope.Group is { } wanted ? archive.Groups.Find(wanted)?.Value : null;
                results.Add((key, value, await replay.RunAsync(
                    value, group, new DateRange(yesterday.AddDays(1 - count), yesterday), Visibility.Everything, progress: null, cancellationToken)));
            }

            OutputFile.Write(
                shell.Terminal, null,
                given.GetValue(format) == "json" ? stream => WriteJson(stream, results) : OutputFile.Text(writer => WriteText(writer, results, settings.Zone)));
            return results.Exists(static r => r.Result.IsReplayed && r.Result.UnknownIntervals < r.Result.AllIntervals) ? ExitCode.Ok : ExitCode.NoData;
        });
        return command;
    }

    /// <summary>An instant, or null.</summary>
    public static void WriteTime(Utf8JsonWriter json, string name, DateTimeOffset? at)
    {
        if (at is { } known)
        {
            json.WriteString(name, known);
        }
        else
        {
            json.WriteNull(name);
        }
    }

    private static ImmutableSortedDictionary<string, AlertRule>? RulesOf(Shell shell, AlertsArchive archive, string name)
    {
        if (archive.Rules.Find(name) is { } kept)
        {
            return ImmutableSortedDictionary<string, AlertRule>.Empty.Add(name, kept.Value);
        }
        if (name == InputFile.FromStandardInput || File.Exists(name))
        {
            return AlertsCommand.Rules(shell).Read(name);
        }
        var known = archive.Rules.All.IsEmpty ? "none" : string.Join(", ", archive.Rules.All.Keys);
        throw new UsageException($"{name} is neither a kept rule nor a file. Kept rules: {known}.");
    }

    private static async Task<(AlertReplay Replay, DashboardSettings Settings)> ReplayOfAsync(
        Shell shell, AlertsArchive archive, CancellationToken cancellationToken)
    {
        var place = ReportZone.Of(null, shell.Configuration);
        var settings = BackfillCommand.Settings(shell, place.Zone);
        var known = await ReportContract.ReadAsync(archive.Services, shell, place.Zone, [], cancellationToken);
        var sites = await KeptDocuments.ReadAsync(archive.Services.GetRequiredService<IDocumentStore>(), Site.Documents, shell, cancellationToken);
        return (
            new AlertReplay(
                archive.Services.GetRequiredService<IDurableIntervalArchive>(), known.Targets, OpeningTimes.Of(settings.OpeningHours, sites, known.Groups),
                settings.Zone, settings.Granularity),
            settings);
    }

    private static void WriteText(TextWriter writer, List<(string Key, AlertRule Rule, ReplayResult Result)> results, TimeZoneInfo zone)
    {
        foreach (var (key, rule, result) in results)
        {
            writer.WriteLine(FormattableString.Invariant(
                $"{Terminal.Printable(rule.Name)} ({key}), {result.Days.From:yyyy-MM-dd} to {result.Days.To:yyyy-MM-dd}: {Sentence(result)}"));
            if (result.Rings.IsEmpty)
            {
                continue;
            }
            TextTable.Write(
                writer,
                [
                    ["Queue", "Media", "From", "To", "Minutes", "Day"],
                    .. result.Rings.Select(r => new[]
                    {
                        Terminal.Printable(r.Name),
                        Terminal.Printable(r.Queue.Media.Name),
                        InvariantFormat.Time(r.FiredAt, zone),
                        r.ResolvedAt is { } end ? InvariantFormat.Time(end, zone) : "still fires",
                        InvariantFormat.Count((long?)r.Duration?.TotalMinutes),
                        r.IsDayMissed switch { true => "missed its target", false => "met its target", null => InvariantFormat.NoValue },
                    }),
                ],
                4);
        }
    }

    private static string Sentence(ReplayResult result)
    {
        if (!result.IsReplayed)
        {
            return result.Past switch
            {
                KeptPast.NoForecasts => "cannot be replayed, since what was forecast at each moment is not kept.",
                KeptPast.NoMoments => "cannot be replayed, since what waited at each moment is not kept.",
                _ => "cannot be replayed, since how the system stood is not kept.",
            };
        }
        var rings = result.Rings.Length == 1 ? "once" : FormattableString.Invariant($"{result.Rings.Length} times");
        var missed = result.DaysRung == 0
            ? ""
            : FormattableString.Invariant($"; {result.DaysRungAndMissed} of {result.DaysRung} days on which it rang missed their target");
        var unknown = result.UnknownIntervals == 0
            ? ""
            : FormattableString.Invariant($" Of {result.UnknownIntervals} of {result.AllIntervals} intervals nothing is known: `sld backfill` fetches them.");
        var most = result.IsAtMost ? "at most " : "";
        return FormattableString.Invariant(
            $"would have rung {most}{rings}{missed}. {result.DaysMissed} of {result.DaysJudged} days missed their target; queues: {result.Queues}.{unknown}");
    }

    private static void WriteJson(Stream stream, List<(string Key, AlertRule Rule, ReplayResult Result)> results)
    {
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartArray();
            foreach (var (key, rule, result) in results)
            {
                json.WriteStartObject();
                json.WriteString("rule", key);
                json.WriteString("name", rule.Name);
                json.WriteString("from", FormattableString.Invariant($"{result.Days.From:yyyy-MM-dd}"));
                json.WriteString("to", FormattableString.Invariant($"{result.Days.To:yyyy-MM-dd}"));
                json.WriteBoolean("replayed", result.IsReplayed);
                json.WriteString("kept", result.Past.ToString());
                json.WriteBoolean("atMost", result.IsAtMost);
                json.WriteNumber("queues", result.Queues);
                json.WriteNumber("daysJudged", result.DaysJudged);
                json.WriteNumber("daysMissed", result.DaysMissed);
                json.WriteNumber("daysRung", result.DaysRung);
                json.WriteNumber("daysRungAndMissed", result.DaysRungAndMissed);
                json.WriteNumber("unknownIntervals", result.UnknownIntervals);
                json.WriteNumber("allIntervals", result.AllIntervals);
                json.WriteStartArray("rings");
                foreach (var ring in result.Rings)
                {
                    json.WriteStartObject();
                    json.WriteString("queueId", ring.Queue.Queue.Value);
                    json.WriteString("mediaType", ring.Queue.Media.Name);
                    json.WriteString("name", ring.Name);
                    json.WriteString("firedAt", ring.FiredAt);
                    WriteTime(json, "resolvedAt", ring.ResolvedAt);
                    if (ring.IsDayMissed is { } missed)
                    {
                        json.WriteBoolean("dayMissed", missed);
                    }
                    else
                    {
                        json.WriteNull("dayMissed");
                    }
                    json.WriteEndObject();
                }

                json.WriteEndArray();
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }
        stream.Write("\n"u8);
    }
}
