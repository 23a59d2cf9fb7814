using System.Globalization;
using System.Reflection;
using System.Resources;
using ServiceLevelDashboard.Boards;
using ServiceLevelDashboard.Delivery.Figures;
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

        Assert.NotEqual(typeof(ResourceManager), manager.GetType()); // the generated classes still have the field
        QuickTexts.Install();
        Assert.Same(manager, OverviewText.ResourceManager);
    }

    /// <summary>A class that keeps the framework's way costs every tick.</summary>
    [Fact]
    public void Install_EveryClassOfTexts_Remembers()
    {
        QuickTexts.Install();

        var managers = new[] { typeof(OverviewText).Assembly, typeof(FigureText).Assembly, typeof(BoardText).Assembly }.SelectMany(static a => a.GetTypes())
            .Select(static t => t.GetProperty("ResourceManager", BindingFlags.Static | BindingFlags.Public)).OfType<PropertyInfo>()
            .Select(static p => p.GetValue(null)!).ToList();
        Assert.True(managers.Count > 30);
        Assert.DoesNotContain(managers, static m => m.GetType() == typeof(ResourceManager));
    }
}
