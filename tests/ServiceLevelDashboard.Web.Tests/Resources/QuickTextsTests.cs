using System.Globalization;
using ServiceLevelDashboard.Web.Overview;
using ServiceLevelDashboard.Web.Resources;

namespace ServiceLevelDashboard.Web.Tests.Resources;

public sealed class QuickTextsTests
{
    [Fact]
    public void Install_TextsOfSeveralLanguages_StayApart()
    {
        QuickTexts.Install();
        var manager = OverviewText.ResourceManager;
        var (english, german) = (CultureInfo.GetCultureInfo("en-GB"), CultureInfo.GetCultureInfo("de"));

        for (var i = 0; i < 2; i++)
        {
            Assert.Equal("No queue needs attention", manager.GetString("HeadlineCalm", english));
            Assert.Equal("Keine Warteschlange erfordert Aufmerksamkeit", manager.GetString("HeadlineCalm", german));
            Assert.Null(manager.GetString("NoSuchText", german));
        }

        Assert.NotEqual(typeof(System.Resources.ResourceManager), manager.GetType()); // the generated classes still have the field
        QuickTexts.Install();
        Assert.Same(manager, OverviewText.ResourceManager);
    }
}
