using System.Globalization;
using System.Reflection;
using System.Resources;
using ServiceLevelDashboard.Boards;
using ServiceLevelDashboard.Delivery.Figures;

namespace ServiceLevelDashboard.Web.Tests.Languages;

/// <summary>
/// Makes every text of the resource files recognisable in a made-up language: "Queue" is "⟦Queue⟧". Other languages, and so the tests beside
/// this one, are left alone.
/// </summary>
internal static class PseudoTexts
{
    /// <summary>The language that Windows and ICU keep for this.</summary>
    public const string Language = "qps-Ploc";

    public const char Open = '⟦', Close = '⟧';

    /// <summary>Puts the brackets around the texts of all classes that are made from resource files.</summary>
    public static void Install()
    {
        foreach (var type in typeof(WebApp).Assembly.GetTypes().Concat(typeof(FigureText).Assembly.GetTypes()).Append(typeof(BoardText))
            .Where(t => t.Name.EndsWith("Text", StringComparison.Ordinal)))
        {
            var field = type.GetField("resourceMan", BindingFlags.Static | BindingFlags.NonPublic);
            if (field is not null && field.GetValue(null) is not Bracketing)
            {
                field.SetValue(null, new Bracketing(type.FullName!, type.Assembly)); // a class that was found by its name has one
            }
        }
    }

    private sealed class Bracketing(string name, Assembly assembly) : ResourceManager(name, assembly)
    {
        public override string? GetString(string name, CultureInfo? culture) => base.GetString(name, culture) switch
        {
            { Length: > 0 } text when (culture ?? CultureInfo.CurrentUICulture).Name == Language => $"{Open}{text}{Close}",
            var text => text,
        };
    }
}
