using System.CommandLine;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using ServiceLevelDashboard.Analytics.Configuration;
using ServiceLevelDashboard.Analytics.Documents;
using ServiceLevelDashboard.Analytics.Past;
using ServiceLevelDashboard.Analytics.Hosting;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Cli.Archive;
using ServiceLevelDashboard.Cli.Reporting;

namespace ServiceLevelDashboard.Cli.Backfilling;

/// <summary>
/// <c>sld backfill</c>: fetches what the archive lacks of a range. While a dashboard runs on the same archive the job is
/// handed to it: one fetches at a time, and the quota is one for both.
/// </summary>
internal static class BackfillCommand
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(2);

    public static Command Of(Shell shell)
    {
        var from = new Option<string?>("--from") { HelpName = "TIME", Description = $"Start of the range: {ReportRange.AcceptedTimes}." };
        var to = new Option<string?>("--to") { HelpName = "TIME", Description = "End of the range, written as --from; now when not given." };
        var last = CommonOptions.OfValue<TimeSpan>(
            "--last", "SPAN", $"A span up to now instead of --from and --to: {ReportRange.AcceptedSpans}. 28d when none is given.", ReportRange.AcceptedSpans,
            ReportRange.TryReadSpan);
        var zone = new Option<string?>("--zone")
        {
            HelpName = "ZONE",
            Description = "Time zone of the range and of the site's day, for instance Europe/Berlin. The site's when not given.",
        };
        var data = ArchiveAccess.Data();
        var url = CommonOptions.Url();
        var command = new Command("backfill", "Collect the data a range is missing in the archive, one day at a time, newest first. Can be interrupted and started again.")
        {
            from, to, last, zone, data, url,
        };
        command.SetAction(async (given, cancellationToken) =>
        {
            var place = ReportZone.Of(given.GetValue(zone), shell.Configuration);
            var span = given.GetValue(from) is null && given.GetValue(to) is null ? given.GetValue(last) ?? TimeSpan.FromDays(28) : given.GetValue(last);
            var range = ReportRange.Of(given.GetValue(from), given.GetValue(to), span, place.Calendar, shell.Clock.GetUtcNow());
            using var centre = shell.Connect(given.GetValue(url));
            await using var services = ArchiveAccess.Services(shell, given.GetValue(data), given.GetValue(url));
            var holder = LeaseHolder.Of("sld");
            var backfiller = new Backfiller(
                centre, services.GetRequiredService<IDurableIntervalArchive>(), services.GetRequiredService<ILeases>(),
                new DocumentRepository<BackfillRequest>(services.GetRequiredService<IDocumentStore>(), BackfillRequest.Kind, shell.Clock),
                holder, shell.Clock, NullLogger<Backfiller>.Instance);
            var queues = await centre.GetQueuesAsync(cancellationToken);
            var now = shell.Clock.GetUtcNow();
            await services.GetRequiredService<IQueueHistory>().RecordAsync(queues, now, cancellationToken);
            var known = await ReportContract.ReadAsync(services, shell, place.Zone, queues, cancellationToken);
            var scope = BackfillScope.For(queues.SelectMany(queue => known.Targets.TargetsOf(queue.Id, now).Values), Settings(shell, place.Zone));
            return await RunAsync(shell, backfiller, holder, range, scope, cancellationToken);
        });
        return command;
    }

    private static async Task<int> RunAsync(
        Shell shell, Backfiller backfiller, string holder, Interval range, BackfillScope scope, CancellationToken cancellationToken)
    {
        var terminal = shell.Terminal;
        string? handedTo = null;
        while (await backfiller.TakeLeaseAsync(cancellationToken) is var standing && standing != holder)
        {
            if (handedTo is null)
            {
                await backfiller.RequestAsync(range, cancellationToken);
                terminal.Say($"Handed to {standing}, which fetches it under the same quota.");
                handedTo = standing;
            }

            var left = await backfiller.MissingAsync(range, scope, cancellationToken);
            terminal.Say(FormattableString.Invariant($"{left.Length} stretches are left."));
            if (left.IsEmpty)
            {
                terminal.Say($"Nothing is missing of {InvariantFormat.Range(range, scope.Calendar.Zone)}.");
                return ExitCode.Ok;
            }

            await Task.Delay(Look, shell.Clock, cancellationToken);
        }

        try
        {
            return await FetchAsync(terminal, backfiller, range, scope, cancellationToken);
        }
        finally
        {
            // Also after Ctrl-C: a dashboard that starts now need not wait for the lease to end.
            await backfiller.ReleaseLeaseAsync(CancellationToken.None);
        }
    }

    private static async Task<int> FetchAsync(
        Terminal terminal, Backfiller backfiller, Interval range, BackfillScope scope, CancellationToken cancellationToken)
    {
        var missing = await backfiller.MissingAsync(range, scope, cancellationToken);
        for (var i = 0; i < missing.Length; i++)
        {
            terminal.Say(FormattableString.Invariant($"Fetching {i + 1} of {missing.Length}: {InvariantFormat.Range(missing[i], scope.Calendar.Zone)}"));
            var granularity = await backfiller.FetchAsync(missing[i], missing.Length - 1 - i, scope, cancellationToken);
            await backfiller.TakeLeaseAsync(cancellationToken);
            if (granularity == scope.Granularity)
            {
                continue;
            }
            terminal.Say($"Intervals of {scope.Granularity} are refused; going on with {granularity}.");
            return await FetchAsync(terminal, backfiller, range, scope with { Granularity = granularity }, cancellationToken);
        }

        if (backfiller.BeyondReach is > 0 and var empty)
        {
            terminal.Say(FormattableString.Invariant(
                $"Notice: {empty} stretches came back empty from beyond the reach of Genesys Cloud, which keeps about {Reach.Months} months. They are not kept: that does not mean that there were no contacts."));
        }

        terminal.Say(FormattableString.Invariant(
            $"Nothing is missing of {InvariantFormat.Range(range, scope.Calendar.Zone)}: {missing.Length} stretches fetched in {backfiller.Current.Calls} calls. The last hours are provisional; the dashboard refreshes them."));
        return ExitCode.Ok;
    }

    /// <summary>The settings that a dashboard would take from the same variables, so that both count at the same waits.</summary>
    /// <exception cref="UsageException">One of them cannot be used.</exception>
    internal static DashboardSettings Settings(Shell shell, TimeZoneInfo zone)
    {
        var configuration = new ConfigurationBuilder()
            .AddConfiguration(shell.Configuration)
            .AddInMemoryCollection([KeyValuePair.Create("Site:TimeZone", (string?)zone.Id)])
            .Build();
        var services = new ServiceCollection();
        services.AddSingleton(shell.Clock);
        services.AddDashboardSettings(configuration);
        using var provider = services.BuildServiceProvider();
        try
        {
            return provider.GetRequiredService<DashboardSettings>();
        }
        catch (OptionsValidationException e)
        {
            throw new UsageException(string.Join('\n', e.Failures));
        }
    }
}
