using ServiceLevelDashboard.Statistics.Staffing;

namespace ServiceLevelDashboard.Statistics.Tests.Staffing;

/// <summary>A queue played out contact by contact where the models' assumptions hold: what is counted agrees with them within sampling error.</summary>
public sealed class SimulationTests
{
    private const int Contacts = 400_000;
    private const double Threshold = 20;

    [Theory]
    [InlineData(14, 300)]
    [InlineData(11, 120)]
    public void ErlangA_PlayedOut_Agrees(int agents, double patience)
    {
        var traffic = Traffic.Of(100, TimeSpan.FromMinutes(30), 180);

        var (within, gaveUp, waited) = Play(traffic, agents, patience);
        var model = new ErlangA(traffic, agents, patience);

        // Waits hang together: 400,000 contacts in 83 days are worth some 36,000, so three standard errors are below a point.
        Assert.Equal(model.AnsweredWithin(Threshold), within, 0.01);
        Assert.Equal(model.AbandonProbability, gaveUp, 0.005);
        Assert.Equal(model.WaitProbability, waited, 0.012);
    }

    [Fact]
    public void ErlangC_PlayedOut_Agrees()
    {
        var traffic = new Traffic(10 / 180.0, 180);

        var (within, gaveUp, waited) = Play(traffic, 14, double.PositiveInfinity);

        Assert.Equal(new ErlangC(traffic, 14).Level(Threshold), within, 0.01);
        Assert.Equal(new ErlangC(traffic, 14).WaitProbability, waited, 0.012);
        Assert.Equal(0, gaveUp);
    }

    /// <summary>First come first served: each looks at the agent who is free first, and leaves when that is later than the patience.</summary>
    private static (double Within, double GaveUp, double Waited) Play(Traffic traffic, int agents, double patience)
    {
        var random = new Random(4711); // the same numbers in every run
        var free = new PriorityQueue<double, double>(Enumerable.Repeat((0.0, 0.0), agents));
        var (now, within, gaveUp, waited) = (0.0, 0, 0, 0);
        for (var i = 0; i < Contacts; i++)
        {
            now += Exponential(1 / traffic.PerSecond);
            var (handle, leaves) = (Exponential(traffic.HandleSeconds), double.IsPositiveInfinity(patience) ? patience : Exponential(patience));
            var wait = Math.Max(0, free.Peek() - now);
            if (wait > 0)
            {
                waited++;
            }
            if (wait > leaves)
            {
                gaveUp++;
                continue;
            }

            free.Dequeue();
            free.Enqueue(now + wait + handle, now + wait + handle);
            if (wait <= Threshold)
            {
                within++;
            }
        }

        return ((double)within / Contacts, (double)gaveUp / Contacts, (double)waited / Contacts);

        double Exponential(double mean) => -mean * Math.Log(1 - random.NextDouble());
    }
}
