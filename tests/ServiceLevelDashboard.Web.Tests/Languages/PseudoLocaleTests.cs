using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using ServiceLevelDashboard.Analytics;
using ServiceLevelDashboard.Boards;
using ServiceLevelDashboard.Domain;
using ServiceLevelDashboard.Web.Addresses;
using ServiceLevelDashboard.Web.Tests.Hosting;

namespace ServiceLevelDashboard.Web.Tests.Languages;

/// <summary>
/// Every page in a made-up language that puts brackets around all texts of the resource files: what is read outside of them is not translated.
/// </summary>
public sealed partial class PseudoLocaleTests(PseudoHost host) : IClassFixture<PseudoHost>
{
    private static readonly string[] Spoken = ["title", "placeholder", "alt", "aria-label", "aria-description", "label"];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>The address pattern of every page there is.</summary>
    public static TheoryData<string> Pages() =>
        [.. typeof(WebApp).Assembly.GetTypes().SelectMany(
            t => t.GetCustomAttributes<RouteAttribute>()).Select(r => r.Template).Append(WallUrls.Board("all")).Order()];

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Page_EveryText_IsFromAResourceFile(string pattern)
    {
        var client = host.Speaking.CreateClient();
        var snapshot = await host.Speaking.Services.GetRequiredService<ISnapshots>().FirstAsync(static _ => true, Cancellation);
        var queue = snapshot.Queues[0];
        var address = Filled(pattern, queue.Key);

        var document = new HtmlParser().ParseDocument(await client.GetStringAsync(address, Cancellation));

        var data = Names(snapshot);
        Assert.Equal(PseudoTexts.Language, document.DocumentElement.GetAttribute("lang"));
        Assert.Empty(Read(document).Where(text => Foreign(text, data)).Distinct());
    }

    private static string Filled(string pattern, QueueMedia key) => Place().Replace(pattern, place => place.Groups[1].Value switch
    {
        "Id" when pattern.StartsWith("/queues/", StringComparison.Ordinal) => key.Queue.Value,
        "Media" => key.Media.Name,
        _ => "none",
    });

    /// <summary>All that a reader or a screen reader gets to read.</summary>
    private static IEnumerable<string> Read(IDocument document)
    {
        foreach (var node in document.Descendants<IText>().Where(
            n => n.ParentElement is not null and not { LocalName: "script" or "style" or "option" } && n.ParentElement.Closest("[lang]:not(html)") is null))
        {
            yield return node.Text;
        }
        foreach (var option in document.QuerySelectorAll("option"))
        {
            yield return option.TextContent;
        }
        foreach (var element in document.All)
        {
            foreach (var name in Spoken)
            {
                if (element.GetAttribute(name) is { } text)
                {
                    yield return text;
                }
            }
        }
    }

    /// <summary>Whether letters are left without what the resource files, the data and the calendar give.</summary>
    private static bool Foreign(string text, string[] data)
    {
        for (var before = ""; before != text;)
        {
            (before, text) = (text, Bracketed().Replace(text, " "));
        }
        foreach (var known in data)
        {
            text = text.Replace(known, " ", StringComparison.Ordinal);
        }
        text = Identifier().Replace(text, " ");
        return Letters().IsMatch(text);
    }

    /// <summary>What comes from the contact centre, the settings and the calendar, the longest first.</summary>
    private static string[] Names(Snapshot snapshot)
    {
        var calendar = CultureInfo.GetCultureInfo(PseudoTexts.Language).DateTimeFormat;
        return
        [
            .. snapshot.Listed.Values.SelectMany(q => new[] { q.Name, q.Id.Value, q.Division?.Name ?? "" })
                .Concat(["local", Board.AllName, snapshot.Zone.Id, Web.Resources.Format.City(snapshot.Zone)])
                .Concat([.. calendar.DayNames, .. calendar.AbbreviatedDayNames, .. calendar.MonthNames, .. calendar.AbbreviatedMonthNames])
                .Where(n => n.Length > 0)
                .Distinct()
                .OrderByDescending(n => n.Length),
        ];
    }

    [GeneratedRegex(@"\{(\w+)[^}]*\}")]
    private static partial Regex Place();

    [GeneratedRegex("⟦[^⟦⟧]*⟧")]
    private static partial Regex Bracketed();

    /// <summary>What is the same in every language: Genesys' granularities, versions, files, products.</summary>
    [GeneratedRegex(@"PT\d+[MH]|\d+\.\d+\.\d+\S*|(?<!\w)/\S+|SQLite|PostgreSQL|\.NET")]
    private static partial Regex Identifier();

    [GeneratedRegex(@"\p{L}{2,}")]
    private static partial Regex Letters();
}
