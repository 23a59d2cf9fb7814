using System.Collections.Immutable;
using Microsoft.Extensions.Logging.Abstractions;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Domain;
using ServiceLevelDashboard.Genesys;
using ServiceLevelDashboard.Genesys.Connection;
using ServiceLevelDashboard.Genesys.Recording;

namespace ServiceLevelDashboard.Cli.Doctor;

/// <summary>
/// Looks at everything that a dashboard needs, in the order in which one thing builds on another, with a handful of read-only
/// calls. What builds on something broken is skipped.
/// </summary>
internal sealed class Examination(GenesysOptions options, string? siteZone, TimeProvider clock, AnswerRecorder? recorder)
{
    private static readonly TimeSpan NoticeableSkew = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan IntolerableSkew = TimeSpan.FromMinutes(5);

    private readonly List<DoctorCheck> _checks = [];

    /// <summary>Runs all checks.</summary>
    public async Task<ImmutableArray<DoctorCheck>> RunAsync(CancellationToken cancellationToken)
    {
        CheckConfiguration();
        if (HasFailed)
        {
            return SkipFrom(CheckNames.Reachable);
        }
        using var centre = recorder is null
            ? new GenesysContactCentre(options, clock, NullLoggerFactory.Instance)
            : new GenesysContactCentre(options, clock, NullLoggerFactory.Instance, recorder);
        await CheckReachableAsync(centre.Endpoint, cancellationToken);
        if (HasFailed)
        {
            return SkipFrom(CheckNames.Credentials);
        }
        await TryAsync(CheckNames.Credentials, async () =>
        {
            await centre.AuthenticateAsync(cancellationToken);
            return $"{centre.Endpoint} gave a token.";
        });
        if (HasFailed)
        {
            CheckClock(centre);
            return SkipFrom(CheckNames.Queues);
        }

        await QuestionAsync(centre, cancellationToken);
        CheckQuota(centre.Quota);
        CheckClock(centre);
        return [.. _checks];
    }

    private bool HasFailed => _checks.Exists(check => check.Status == CheckStatus.Fail);

    private void CheckConfiguration()
    {
        var problems = options.Validate();
        if (problems.Count > 0)
        {
            foreach (var problem in problems)
            {
                Add(
                    CheckNames.Configuration,
                    CheckStatus.Fail,
                    "Incomplete or wrong.",
                    problem,
                    "Set the variable in the environment or in a file .env in this directory.");
            }
        }
        else if (options.Url is null && options.Region is null)
        {
            Add(
                CheckNames.Configuration,
                CheckStatus.Warn,
                $"Complete; region {GenesysRegions.Default.Key} assumed.",
                "GENESYS_REGION is not set.",
                "Set GENESYS_REGION to the organisation's region.");
        }
        else
        {
            Add(CheckNames.Configuration, CheckStatus.Ok, "Complete.");
        }

        if (string.IsNullOrWhiteSpace(siteZone))
        {
            Add(
                CheckNames.Zone,
                CheckStatus.Warn,
                "UTC assumed.",
                "Site__TimeZone is not set, so days are cut at midnight UTC.",
                "Set Site__TimeZone, for instance to Europe/Berlin.");
        }
        else if (!TimeZoneInfo.TryFindSystemTimeZoneById(siteZone, out _))
        {
            Add(
                CheckNames.Zone,
                CheckStatus.Fail,
                $"'{siteZone}' is no time zone known here.",
                "Site__TimeZone is misspelt, or this machine lacks time zone data.",
                "Set Site__TimeZone to an IANA name such as Europe/Berlin.");
        }
        else
        {
            Add(CheckNames.Zone, CheckStatus.Ok, $"{siteZone}.");
        }
    }

    private async Task CheckReachableAsync(GenesysEndpoint endpoint, CancellationToken cancellationToken)
    {
        foreach (var address in new[] { endpoint.Login, endpoint.Api }.Distinct())
        {
            _checks.Add(await Reachability.CheckAsync(CheckNames.Reachable, address, cancellationToken));
        }
    }

    private async Task QuestionAsync(GenesysContactCentre centre, CancellationToken cancellationToken)
    {
        var queues = ImmutableArray<Queue>.Empty;
        await TryAsync(CheckNames.Queues, async () =>
        {
            queues = await centre.GetQueuesAsync(cancellationToken);
            return "The queue list was read.";
        });
        var quarter = Granularity.QuarterHour;
        var day = quarter.SnapOutward(new Interval(clock.GetUtcNow().AddDays(-1), clock.GetUtcNow()));
        IntervalResponse? traffic = null;
        ObservationResponse? observed = null;
        await TryAsync(CheckNames.Aggregates, async () =>
        {
            traffic = await centre.QueryIntervalsAsync(new IntervalQuery(day, quarter, EdgeSet.None, []), cancellationToken);
            return FormattableString.Invariant($"The last 24 hours were read (calls: {traffic.Calls}).");
        });
        await TryAsync(CheckNames.Observations, async () =>
        {
            var answer = await centre.ObserveAsync([.. queues.Select(q => q.Id)], cancellationToken);
            observed = answer;
            return FormattableString.Invariant($"Queues and media types observed: {answer.Queues.Length} (calls: {answer.Calls}).");
        });
        if (observed is not null && !queues.IsEmpty)
        {
            _checks.Add(CompletenessCheck.Of(queues, observed));
        }

        if (!queues.IsEmpty)
        {
            await NotificationsCheck.AddAsync(_checks, centre, queues[0].Id, cancellationToken);
        }

        if (traffic is not null)
        {
            CheckMetrics(centre.RefusedMetrics, [.. traffic.Notices, .. observed?.Notices ?? []]);
            await CheckReachAsync(centre, cancellationToken);
        }

        if (StatusOf(CheckNames.Queues) == CheckStatus.Ok)
        {
            CheckQueues(queues, centre.QueueListNotices);
            CheckCallbacks(queues, traffic);
        }
        if (traffic is not null)
        {
            CheckTraffic(traffic);
        }
    }

    private void CheckQueues(ImmutableArray<Queue> queues, ImmutableArray<string> listNotices)
    {
        var divisions = queues.Select(q => q.Division).OfType<Division>().Distinct().Count();
        if (queues.IsEmpty)
        {
            Add(CheckNames.Visible, CheckStatus.Fail, "No queue is visible.",
                "The role of the OAuth client is not granted for any division that has queues (such queues are simply absent, without an error), or the organisation has none.",
                "Admin > Integrations > OAuth > the client > Roles: grant the role for every division whose queues are to be seen.");
            return;
        }

        var visible = $"{InvariantFormat.Counted(queues.Length, "queue", "queues")} in {InvariantFormat.Counted(divisions, "division", "divisions")}.";
        if (listNotices.IsEmpty)
        {
            Add(CheckNames.Visible, CheckStatus.Ok, $"{visible} If some are missing: a role that is not granted for their division hides them.");
        }
        else
        {
            Add(CheckNames.Visible, CheckStatus.Warn, visible, string.Join(" ", listNotices),
                "If figures of those are wanted, Admin > Integrations > OAuth > the client > Roles: grant the role for every division whose queues are to be seen.");
        }

        var withTarget = queues.Count(q => !q.Targets.IsEmpty);
        var targets = FormattableString.Invariant($"{withTarget} of {queues.Length} queues have a target.");
        if (withTarget == 0)
        {
            Add(CheckNames.Targets, CheckStatus.Warn, targets, "No service level target is set on any visible queue, so answers cannot be judged (within threshold is 0 or missing).",
                "Admin > Queues > the queue > media type: set the service level and its seconds. Or give --threshold.");
        }
        else
        {
            Add(CheckNames.Targets, CheckStatus.Ok, targets);
        }
    }

    private void CheckMetrics(ImmutableArray<string> refused, ImmutableArray<string> notices)
    {
        if (refused.IsEmpty)
        {
            Add(CheckNames.Metrics, CheckStatus.Ok, "Every metric that was asked for is accepted.");
            return;
        }

        Add(CheckNames.Metrics, CheckStatus.Warn, $"Refused: {string.Join(", ", refused)}.",
            string.Join(" ", notices.Where(notice => refused.Any(metric => notice.Contains(metric, StringComparison.Ordinal)))),
            "No action needed: the dashboard works without them. A licence or a later release of Genesys Cloud may bring them.");
    }

    /// <summary>One day, most of the reach ago: an empty answer says nothing for certain.</summary>
    private async Task CheckReachAsync(GenesysContactCentre centre, CancellationToken cancellationToken)
    {
        var granularity = Granularity.HalfHour;
        var start = granularity.Floor(clock.GetUtcNow().AddMonths(1 - Reach.Months));
        await TryAsync(CheckNames.Reach, async () =>
        {
            var answer = await centre.QueryIntervalsAsync(
                new IntervalQuery(new Interval(start, start.AddDays(1)), granularity, EdgeSet.None, []), cancellationToken);
            return answer.Rows.IsEmpty
                ? FormattableString.Invariant($"Nothing came for {start:yyyy-MM-dd}: either there were no contacts, or older figures cannot be fetched.")
                : FormattableString.Invariant($"Figures reach back to {start:yyyy-MM-dd} at least; about {Reach.Months} months are kept.");
        });
    }

    private void CheckCallbacks(ImmutableArray<Queue> queues, IntervalResponse? traffic)
    {
        int Count(CallbackMode? mode) => queues.Count(queue => queue.CallbackMode == mode);
        var modes = FormattableString.Invariant(
            $"Queues by whom a callback calls first: the agent {Count(CallbackMode.AgentFirst)}, the customer {Count(CallbackMode.CustomerFirst)}, not said {Count(null)}.");
        var unmeasured = traffic?.Rows.Sum(static row => (long)row.Counts.CustomerFirst.Offered) ?? 0;
        if (unmeasured == 0 && Count(CallbackMode.CustomerFirst) == 0)
        {
            Add(CheckNames.Callbacks, CheckStatus.Ok, modes);
            return;
        }

        Add(CheckNames.Callbacks, CheckStatus.Warn, FormattableString.Invariant(
            $"{modes} {unmeasured} customer-first callbacks were offered in the last 24 hours."),
            "Customer-first callbacks are offered and connected, never answered or abandoned: they have no service level (state \"Not measured\"). Those that reach an agent are counted again as voice, answered at once, and may raise its service level.",
            "No action needed. If callbacks should have a service level, set the queue to agent-first (Admin > Contact Center > Queues > the queue > Callback).");
    }

    private void CheckTraffic(IntervalResponse traffic)
    {
        var offered = traffic.Rows.GroupBy(row => row.Key.Media)
            .Select(media => FormattableString.Invariant($"{media.Key} {media.Sum(row => row.Counts.Offered)}"))
            .Order(StringComparer.Ordinal);
        if (traffic.Rows.All(row => row.Counts.IsZero))
        {
            Add(CheckNames.Traffic, CheckStatus.Warn, "No contact in the last 24 hours.",
                "There were none, or they went to queues of divisions that the client's role does not hold.",
                "Compare with Performance > Queues in Genesys Cloud. Check the region and the divisions of the client's role.");
            return;
        }

        Add(CheckNames.Traffic, CheckStatus.Ok, $"Offered in the last 24 hours: {string.Join(", ", offered)}.");
        _checks.Add(SwitchesCheck.Check(traffic.Rows));
        if (!traffic.Notices.IsEmpty)
        {
            Add(
                CheckNames.Answers,
                CheckStatus.Warn,
                string.Join(" ", traffic.Notices),
                "The contact centre said something unexpected; it was passed over.",
                "Please send this table back.");
        }
    }

    private void CheckQuota(QuotaUse quota)
    {
        var use = FormattableString.Invariant(
            $"{quota.CallsTotal} calls by this check; {quota.GovernorPerMinute} of {quota.LimitPerMinute} a minute are used at most.");
        if (quota.ThrottledTotal > 0)
        {
            Add(CheckNames.Quota, CheckStatus.Warn, FormattableString.Invariant($"{quota.ThrottledTotal} of {use}"),
                "The contact centre answered \"too many requests\".",
                "Look for other programs that use the same OAuth client, and give this one a client of its own.");
        }
        else
        {
            Add(CheckNames.Quota, CheckStatus.Ok, use);
        }
    }

    private void CheckClock(GenesysContactCentre centre)
    {
        if (centre.ClockSkew is not { } skew)
        {
            Add(CheckNames.Clock, CheckStatus.Skipped, "The contact centre gave no time.");
            return;
        }

        var finding = FormattableString.Invariant(
            $"The contact centre's clock is {Math.Abs(skew.TotalSeconds):0} s {(skew < TimeSpan.Zero ? "behind" : "ahead of")} this machine's.");
        if (skew.Duration() <= NoticeableSkew)
        {
            Add(CheckNames.Clock, CheckStatus.Ok, finding);
        }
        else
        {
            Add(CheckNames.Clock, skew.Duration() <= IntolerableSkew ? CheckStatus.Warn : CheckStatus.Fail, finding,
                "This machine's clock is wrong, so the last interval is cut at the wrong time.",
                "Let the machine follow a time server (for instance: timedatectl set-ntp true).");
        }
    }

    /// <summary>One question: what it found, or why it was not answered and what to do.</summary>
    private async Task TryAsync(string name, Func<Task<string>> ask)
    {
        try
        {
            Add(name, CheckStatus.Ok, await ask());
        }
        catch (ContactCentreException e)
        {
            var (finding, fix) = e switch
            {
                AuthenticationFailedException => ("Refused.", "Check GENESYS_CLIENT_ID and GENESYS_CLIENT_SECRET, that the client uses the grant Client Credentials and is active, and that GENESYS_REGION is the organisation's region."),
                PermissionMissingException missing => (
                    $"Missing: {(missing.Missing.IsEmpty ? CheckNames.PermissionOf(name) : string.Join(" or ", missing.Missing))}.",
                    $"Admin > Integrations > OAuth > the client > Roles: add a role with {CheckNames.PermissionOf(name)}, for every division whose queues are to be seen."),
                ThrottledException throttled =>
                    ("Limited.", FormattableString.Invariant($"Wait {Math.Ceiling(throttled.RetryAfter.TotalSeconds):0} s and try again.")),
                _ => ("No usable answer.", "Try again; if it stays, check the proxy on the way and the vendor's status page."),
            };
            var correlation = e.CorrelationId is { } id ? $" (correlation id {id})" : "";
            Add(name, CheckStatus.Fail, finding, e.Message + correlation, fix);
        }
    }

    private CheckStatus? StatusOf(string name) => _checks.Find(check => check.Name == name)?.Status;

    private void Add(string name, CheckStatus status, string finding, string? cause = null, string? fix = null) =>
        _checks.Add(new DoctorCheck(name, status, finding, cause, fix));

    private ImmutableArray<DoctorCheck> SkipFrom(string first)
    {
        foreach (var name in CheckNames.InOrder.SkipWhile(name => name != first))
        {
            if (StatusOf(name) is null)
            {
                Add(name, CheckStatus.Skipped, "Not looked at: see the failure above.");
            }
        }

        return [.. _checks];
    }
}
