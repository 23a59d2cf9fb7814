using System.Globalization;
using ServiceLevelDashboard.Web.Explain;

namespace ServiceLevelDashboard.Web.Tests.Explain;

public sealed class NumberWordsTests
{
    public NumberWordsTests() => CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("en-GB");

    [Fact]
    public void Recovery_BestJustUnderTarget_IsNotRoundedUpToIt()
    {
        var recovery = new Recovery(new ErrorBudget(new ServiceLevel(1499, 2000), 0.8m, 500));

        Assert.Contains(
            "best case = (1,499 + 500) ÷ (2,000 + 500) = 79.9 %",
            NumberWords.Recovery(recovery).Select(line => line.Replace('\u202F', ' ').Replace('\u00A0', ' ')));
    }
}
