using CsCheck;

namespace ServiceLevelDashboard.Statistics.Tests;

public sealed class NegativeBinomialTests
{
    [Fact]
    public void Cumulative_ShapeOne_IsTheGeometricDistribution()
    {
        // Shape 1 and mean 3: P(count ≤ k) = 1 − (3/4)^(k+1).
        var geometric = new NegativeBinomial(3, 1);
        for (var k = 0; k < 40; k++)
        {
            Assert.Equal(1 - Math.Pow(0.75, k + 1), geometric.Cumulative(k), 12);
        }
    }

    [Theory]
    [InlineData(5, 2, 0.1246520194835811)] // R: ppois(2, 5)
    [InlineData(100, 110, 0.8528626515577639)] // R: ppois(110, 100)
    public void Cumulative_InfiniteShape_IsPoisson(double mean, int k, double expected) =>
        Assert.Equal(expected, new NegativeBinomial(mean, double.PositiveInfinity).Cumulative(k), 9);

    [Fact]
    public void Quantile_OfAnyDistribution_IsTheFirstCountThatReachesIt() =>
        Gen.Select(Gen.Double[0.01, 3000], Gen.Double[0.2, 500], Gen.Double[0.001, 0.999]).Sample((mean, shape, p) =>
        {
            var count = new NegativeBinomial(mean, shape);
            var quantile = count.Quantile(p);
            Assert.True(count.Cumulative(quantile) >= p);
            Assert.True(count.Cumulative(quantile - 1) < p);
        });

    [Fact]
    public void Quantile_Mean100Shape25_IsTheWorkedExample()
    {
        var count = new NegativeBinomial(100, 25);
        Assert.Equal(500, count.Variance, 9);
        Assert.Equal((72, 129), (count.Quantile(0.1), count.Quantile(0.9)));
    }

    [Fact]
    public void Quantile_OfNothing_IsZero() => Assert.Equal(0, new NegativeBinomial(0, 4).Quantile(0.99));
}
