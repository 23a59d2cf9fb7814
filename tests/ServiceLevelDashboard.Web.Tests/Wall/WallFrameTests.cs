using System.Text;
using ServiceLevelDashboard.Web.Wall;

namespace ServiceLevelDashboard.Web.Tests.Wall;

/// <summary>The version of what a board shows is made of its content: any instance can go on where another ended.</summary>
public sealed class WallFrameTests
{
    [Fact]
    public void Version_SameContentByAnotherWay_IsTheSame()
    {
        var here = Face(Face(Face(null, "a1", "b1"), "a2", "b1"), "a2", "b2");
        var there = Face(null, "a2", "b2");

        Assert.Equal(there.Version, here.Version);
        Assert.Matches("^[1-9][0-9]*$", here.Version);
    }

    [Fact]
    public void Version_AnyDifference_IsAnother()
    {
        var face = Face(null, "a1", "b1");
        WallFrame[] others =
        [
            Face(null, "b1", "a1"),
            Face(null, "a1"),
            Face(null, "a1", "b2"),
            new(face.State with { Until = 2 }, face.Parts, face.Names, null),
            new(face.State with { Limits = [1, 2, 3, 5] }, face.Parts, face.Names, null),
            new(face.State with { Build = "c" }, face.Parts, face.Names, null),
            new(face.State with { Layout = "m" }, face.Parts, face.Names, null),
            new(face.State with { Alerts = [new WallAlert("1", "Billing waiting 2:31", true)] }, face.Parts, face.Names, null),
        ];

        Assert.Equal(others.Length + 1, others.Select(o => o.Version).Append(face.Version).Distinct().Count());
    }

    [Fact]
    public void Since_AnyOfTheLastSixteen_IsTheDifference()
    {
        var faces = new List<WallFrame> { Face(null, "a0", "b0") };
        for (var i = 1; i <= WallFrame.MostKnown + 1; i++)
        {
            faces.Add(Face(faces[^1], "a0", $"b{i}"));
        }

        Assert.All(faces[1..^1], known => Assert.Contains($"\"from\":\"{known.Version}\"", Since(faces[^1], known.Version), StringComparison.Ordinal));
        Assert.All(faces[1..^1], known => Assert.DoesNotContain("a0", Since(faces[^1], known.Version), StringComparison.Ordinal));
        Assert.Contains($"\"from\":\"{faces[^1].Version}\"", Since(faces[^1], faces[0].Version), StringComparison.Ordinal);
    }

    [Fact]
    public void Since_TileCameOrWent_HasTheOrder()
    {
        var before = Face(null, "a1", "b1");

        Assert.Contains("\"order\":[\"a\"]", Since(Face(before, "a1"), before.Version), StringComparison.Ordinal);
        Assert.Contains("\"order\":[\"b\",\"a\"]", Since(Face(before, "b1", "a1"), before.Version), StringComparison.Ordinal);
    }

    [Fact]
    public void Since_SameVersion_IsMadeOnce()
    {
        var before = Face(null, "a1");
        var face = Face(before, "a2");

        Assert.Same(face.Since(before.Version), face.Since(before.Version));
        Assert.Same(face.Since("one"), face.Since("another"));
    }

    /// <summary>A face whose tiles are named by a letter and show what follows it.</summary>
    internal static WallFrame Face(WallFrame? before, params string[] tiles) => new(
        new WallState
        {
            Version = "",
            Build = "b",
            Layout = "l",
            Until = 1,
            Observed = 1,
            Limits = [1, 2, 3, 4],
            Zone = 60,
            Open = true,
            Night = false,
        },
        [.. tiles.Select(t => new WallPart(t[..1], $"<b>{t}</b>", t))],
        new WallNames([]),
        before);

    private static string Since(WallFrame face, string version) => Encoding.UTF8.GetString(face.Since(version));
}
