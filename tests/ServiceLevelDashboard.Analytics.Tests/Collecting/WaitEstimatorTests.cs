using CsCheck;
using ServiceLevelDashboard.Analytics.Live;

namespace ServiceLevelDashboard.Analytics.Tests.Collecting;

public sealed class WaitEstimatorTests
{
    private static readonly DateTimeOffset Ten = Given.Utc("10:00");

    [Fact]
    public void Since_OneLeaves_IsWhenTheNextCame()
    {
        var line = WaitEstimator.Of(1, TimeSpan.FromMinutes(2), Ten);
        line.Change(2, null, Ten.AddMinutes(5));
        Assert.Equal(Ten.AddMinutes(-2), line.Since);
        line.Change(1, null, Ten.AddMinutes(6));

        Assert.Equal(Ten.AddMinutes(5), line.Since);
    }

    [Fact]
    public void Since_OthersWereSeenTogether_IsWhenTheyWereSeen()
    {
        var line = WaitEstimator.Of(4, TimeSpan.FromMinutes(2), Ten);
        line.Change(3, null, Ten.AddMinutes(1));

        Assert.Equal(Ten, line.Since);
    }

    [Fact]
    public void Since_NobodyWaits_IsNone()
    {
        var line = WaitEstimator.Of(2, TimeSpan.FromMinutes(2), Ten);
        line.Change(0, Ten, Ten.AddMinutes(1));
        Assert.Null(line.Since);

        line.Change(1, null, Ten.AddMinutes(3));
        Assert.Equal(Ten.AddMinutes(3), line.Since);
    }

    [Fact]
    public void Since_Told_GoesBeforeWhatIsReckonedUntilOneLeaves()
    {
        var line = WaitEstimator.Of(1, TimeSpan.FromMinutes(2), Ten);
        line.Change(2, Ten.AddMinutes(-9), Ten.AddMinutes(1));
        Assert.Equal(Ten.AddMinutes(-9), line.Since);
        line.Change(3, null, Ten.AddMinutes(2));
        Assert.Equal(Ten.AddMinutes(-9), line.Since);
        line.Change(1, null, Ten.AddMinutes(3));

        Assert.Equal(Ten.AddMinutes(2), line.Since);
    }

    [Fact]
    public void Since_LongestWaitNotKnown_IsNoneUntilThoseHaveLeft()
    {
        var line = WaitEstimator.Of(2, null, Ten);
        line.Change(3, null, Ten.AddMinutes(1));
        Assert.Null(line.Since);
        line.Change(1, null, Ten.AddMinutes(2));

        Assert.Equal(Ten.AddMinutes(1), line.Since);
    }

    /// <summary>Where each who comes is told alone and the first to come are the first to leave, what is reckoned is what is so.</summary>
    [Fact]
    public void Since_FirstComeFirstServed_IsExact() =>
        Gen.Bool.Array[0, 60].Sample(comes =>
        {
            var (line, people, at) = (WaitEstimator.Of(0, null, Ten), new Queue<DateTimeOffset>(), Ten);
            foreach (var someoneComes in comes)
            {
                at = at.AddSeconds(1);
                if (someoneComes)
                {
                    people.Enqueue(at);
                }
                else
                {
                    people.TryDequeue(out _);
                }

                line.Change(people.Count, null, at);
                Assert.Equal(people.TryPeek(out var first) ? first : null, line.Since);
            }
        });
}
