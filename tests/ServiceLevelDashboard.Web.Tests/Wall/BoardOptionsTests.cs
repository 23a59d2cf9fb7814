using System.Text.Json;
using ServiceLevelDashboard.Boards;

namespace ServiceLevelDashboard.Web.Tests.Wall;

public sealed class BoardOptionsTests
{
    private static readonly DateTimeOffset Noon = new(2026, 9, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Read_Defaults_AreTheFloorBoardOf55InchesAt8Metres()
    {
        var board = new BoardOptions().Read("floor", out var problems);

        Assert.Empty(problems);
        Assert.Equal((55m, 8m, BoardOrder.Name, BoardFit.Paged), (board!.Geometry.DiagonalInches, board.Geometry.DistanceMetres, board.Order, board.Fit));
        Assert.Equal("floor", board.Title);
    }

    [Theory]
    [InlineData("{\"order\":\"size\"}", "Order must be name or attention")]
    [InlineData("{\"order\":\"7\"}", "Order must be name or attention")]
    [InlineData("{\"fit\":\"shrunk\"}", "Fit must be paged or folded")]
    [InlineData("{\"diagonal\":20,\"distance\":12}", "is too small for the distance")]
    [InlineData("{\"shows\":[\"badget\"]}", "Shows must be a list of recovery, waiting, recent, offered, budget")]
    [InlineData("{\"turnSeconds\":1}", "TurnSeconds must be 5 to 300")]
    [InlineData("{\"night\":\"late\"}", "Night must be two times of day")]
    public void Read_Wrong_NamesTheKeyAndTheFix(string json, string problem)
    {
        Assert.Null(Parse(json).Read("floor", out var problems));
        Assert.Contains(problem, Assert.Single(problems).ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Floor")]
    [InlineData("a/b")]
    [InlineData("-a")]
    [InlineData("wall.js")]
    public void Read_NameThatIsNoAddress_IsRefused(string name) => Assert.Null(new BoardOptions().Read(name, out _));

    [Fact]
    public void Read_LongMessage_IsRefused() =>
        Assert.Null(new BoardOptions { Message = new string('x', 81) }.Read("floor", out _));

    [Fact]
    public void Message_AfterItsTime_IsGone()
    {
        var board = Parse("{\"message\":\"Cake at 3\",\"messageUntil\":\"2026-09-01T14:00:00+01:00\"}").Read("floor", out _)!;

        Assert.Equal("Cake at 3", board.MessageAt(Noon));
        Assert.Null(board.MessageAt(Noon.AddHours(1)));
    }

    [Theory]
    [InlineData(20, false)]
    [InlineData(21, true)]
    [InlineData(3, true)]
    [InlineData(6, false)]
    public void Night_RunsPastMidnight(int hour, bool isNight) =>
        Assert.Equal(isNight, new BoardOptions().Read("floor", out _)!.IsNight(new TimeOnly(hour, 0)));

    [Fact]
    public void Layout_OfAMessage_IsTheSame_OfAScreen_IsNot()
    {
        var board = new BoardOptions().Read("floor", out _)!;

        Assert.Equal(board.Layout, new BoardOptions { Message = "hello" }.Read("floor", out _)!.Layout);
        Assert.NotEqual(board.Layout, new BoardOptions { Diagonal = 65 }.Read("floor", out _)!.Layout);
    }

    private static BoardOptions Parse(string json) => JsonSerializer.Deserialize(json, BoardJson.Default.BoardOptions)!;
}
