using System.Globalization;
using ServiceLevelDashboard.Web.Budget;

namespace ServiceLevelDashboard.Web.Tests.Budget;

public sealed class BudgetWordsTests
{
    public BudgetWordsTests() => CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("en-GB");

    [Fact]
    public void Sentences_Unreachable_NeverPromiseTheDayBack() => Assert.Equal(
        ["80\u202F% is out of reach today (best case 76\u202F%, if every contact from now on is within target).", "It would take 95 in a row, but only about 60 are still expected."],
        BudgetWords.Sentences(new Recovery(new ErrorBudget(new ServiceLevel(61, 100), 0.8m, 60))));

    [Fact]
    public void Sentences_Open_SayHowManyInARow() => Assert.Equal(
        ["140 in a row within target bring the day back to 80\u202F%.", "About 300 still expected, 268 must be within target: 89\u202F%."],
        BudgetWords.Sentences(new Recovery(new ErrorBudget(new ServiceLevel(292, 400), 0.8m, 300))));
}
