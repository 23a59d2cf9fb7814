using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using ServiceLevelDashboard.Analytics;
using ServiceLevelDashboard.Domain;
using ServiceLevelDashboard.Web.Metrics;
using ServiceLevelDashboard.Web.Tests.Queue;

namespace ServiceLevelDashboard.Web.Tests.Metrics;

public sealed class QueueMetricsTests
{
    [Fact]
    public async Task Queue_WithEverything_SaysTheFiguresOfItsTile()
    {
        var queue = QueueSamples.BillingMorning() with { MissedBeyondAllowance = 4.2m, Budget = new ErrorBudget(new ServiceLevel(47, 64), 0.8m, 36) };

        var samples = await WriteAsync(QueueSamples.State(queue), QueueSamples.Now);

        // 67 offered; 60 answered, 13 of them late; 4 abandoned; Genesys' own 47 of 64
        Assert.Equal(
            [
                ("sld_contacts_offered_today", 67), ("sld_contacts_answered_today", 60), ("sld_contacts_answered_within_threshold_today", 47),
                ("sld_contacts_abandoned_today", 4), ("sld_service_level_today_ratio", 0.734375), ("sld_service_level_today_numerator", 47),
                ("sld_service_level_today_denominator", 64), ("sld_service_level_target_ratio", 0.8), ("sld_service_level_threshold_seconds", 20),
                ("sld_missed_beyond_allowance_today", 4.2), ("sld_miss_allowance_left_today", 3),
                ("sld_contacts_waiting", 7), ("sld_contacts_longest_wait_seconds", 134), ("sld_queue_state", 1),
                ("sld_agents_on_queue", 14),
            ],
            samples.Select(static s => (s.Name, s.Value)));
        Assert.All(samples, static s => Assert.Equal(("q-billing", "Billing"), (s["queue_id"], s["queue"])));
        Assert.All(samples, static s => Assert.Equal(s.Name == "sld_agents_on_queue" ? "" : "voice", s["media_type"]));
        Assert.Equal("at-risk", samples.Single(static s => s.Name == "sld_queue_state")["state"]);
    }

    [Fact]
    public async Task Queue_WithoutContactsTargetAndObservation_SaysNothingOfWhatIsNotThere()
    {
        var queue = QueueSamples.Summary(null, [ContactCounts.Zero], ServiceState.NoContacts) with { Now = null, Agents = null };

        var samples = await WriteAsync(QueueSamples.State(queue), QueueSamples.Now);

        Assert.Equal(
            [
                ("sld_contacts_offered_today", 0), ("sld_contacts_answered_today", 0), ("sld_contacts_answered_within_threshold_today", 0),
                ("sld_contacts_abandoned_today", 0), ("sld_queue_state", 1),
            ],
            samples.Select(static s => (s.Name, s.Value)));
    }

    [Fact]
    public async Task Queue_ThatIsNotMeasured_SaysWhatWasOfferedAlone()
    {
        var samples = await WriteAsync(QueueSamples.State(QueueSamples.Callbacks()), QueueSamples.Now);

        Assert.Equal(124, Value(samples, "sld_contacts_offered_today"));
        Assert.Empty(samples.Where(static s => s.Name.Contains("answered", StringComparison.Ordinal)
            || s.Name.Contains("abandoned", StringComparison.Ordinal) || s.Name.StartsWith("sld_service_level_today", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Level_InBounds_IsSaidAsBoundsAndNotAsALevel()
    {
        var bounds = new ServiceLevelBounds(new ServiceLevel(40, 64), new ServiceLevel(48, 64));

        var samples = await WriteAsync(QueueSamples.State(QueueSamples.BillingMorning() with { DayLevel = bounds }), QueueSamples.Now);

        Assert.Equal((0.625, 0.75), (Value(samples, "sld_service_level_today_lower_ratio"), Value(samples, "sld_service_level_today_upper_ratio")));
        Assert.Equal(
            (null, null, null),
            (Value(samples, "sld_service_level_today_ratio"), Value(samples, "sld_service_level_today_numerator"),
                Value(samples, "sld_contacts_answered_within_threshold_today")));
    }

    /// <summary>As on tiles: what waits goes first, then everything; the ages stay.</summary>
    [Theory]
    [InlineData(0, true, true, "live")]
    [InlineData(2, true, true, "delayed")]
    [InlineData(6, true, false, "stale")]
    [InlineData(16, false, false, "no-data")]
    public async Task Figures_ThatGrowOld_AreWithdrawnAsOnTiles(int minutes, bool hasDay, bool hasNow, string data)
    {
        var samples = await WriteAsync(QueueSamples.State(QueueSamples.BillingMorning()), QueueSamples.Now.AddMinutes(minutes), withSources: true);

        Assert.Equal(
            (hasDay, hasDay, hasNow, hasNow),
            (Value(samples, "sld_service_level_today_ratio") is not null, Value(samples, "sld_queue_state") is not null,
                Value(samples, "sld_contacts_waiting") is not null, Value(samples, "sld_agents_on_queue") is not null));
        Assert.All(samples.Where(static s => s.Name == "sld_data_state"), s => Assert.Equal(data, s["state"]));
        Assert.All(samples.Where(static s => s.Name == "sld_data_age_seconds"), s => Assert.Equal(minutes * 60, s.Value));
    }

    [Fact]
    public async Task Sources_BeforeTheFirstFigures_HaveNoAge()
    {
        var failure = new RefreshFailure(
            RefreshSource.Queues, FailureKind.Authentication, "no", null, [], QueueSamples.Now, QueueSamples.Now, 1, QueueSamples.Now.AddSeconds(30));

        var samples = await WriteAsync(QueueSamples.Empty with { Failures = [failure] }, QueueSamples.Now, withSources: true);

        Assert.Equal(
            [
                ("sld_data_state", "intervals", 1), ("sld_data_state", "observations", 1), ("sld_source_failing", "queues", 1),
                ("sld_source_failing", "intervals", 0), ("sld_source_failing", "observations", 0), ("sld_genesys_calls_total", "", 0),
                ("sld_genesys_throttled_calls_total", "", 0), ("sld_genesys_quota_used_ratio", "", 0), ("sld_instance_leads", "", 1),
            ],
            samples.Select(static s => (s.Name, s["source"], s.Value)));
    }

    [Fact]
    public async Task Queue_OfTwoMediaTypes_NamesItsAgentsOnce()
    {
        var email = QueueSamples.Summary(null, QueueSamples.Morning, key: QueueSamples.Billing with { Media = MediaType.Email });

        var samples = await WriteAsync(QueueSamples.State(QueueSamples.BillingMorning(), email), QueueSamples.Now);

        Assert.Single(samples, static s => s.Name == "sld_agents_on_queue");
        Assert.Equal(["voice", "email"], samples.Where(static s => s.Name == "sld_contacts_offered_today").Select(static s => s["media_type"]));
    }

    private static double? Value(ImmutableArray<PrometheusText.Sample> samples, string name) => samples.SingleOrDefault(s => s.Name == name)?.Value;

    private static async Task<ImmutableArray<PrometheusText.Sample>> WriteAsync(SnapshotState state, DateTimeOffset now, bool withSources = false)
    {
        var output = new ArrayBufferWriter<byte>();
        var writer = new PrometheusWriter(output);
        if (withSources)
        {
            SourceMetrics.Write(writer, state, now, leads: true);
        }
        await QueueMetrics.WriteAsync(writer, state, now, static () => Task.CompletedTask);
        return PrometheusText.Read(Encoding.UTF8.GetString(output.WrittenSpan));
    }
}
