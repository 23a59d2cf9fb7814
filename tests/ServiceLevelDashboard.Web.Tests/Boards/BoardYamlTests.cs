using CsCheck;
using ServiceLevelDashboard.Boards;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Web.Tests.Boards;

public sealed class BoardYamlTests
{
    [Fact]
    public void Read_Written_IsTheSame()
    {
        var texts = Gen.String[Gen.Char["abcXYZ 0129-:#'\"äß,[]{}&*!|>%@`\\."], 0, 20].Select(static t => PlainName.Of(t, ""));
        (from title in texts
         from queues in texts.Where(t => t.Length > 0).List[0, 4]
         from lines in Gen.Int[1, 3]
         from diagonal in Gen.Int[55, 200]
         from hides in Gen.Bool
         from chimes in Gen.Bool
         from draws in Gen.Bool
         from message in texts
         select new BoardOptions
         {
             Title = title,
             Queues = queues,
             Vital = queues,
             Lines = lines,
             Diagonal = diagonal,
             HideWaiting = hides,
             DayLine = draws,
             Chime = chimes,
             Message = message,
             MessageUntil = new DateTimeOffset(2026, 9, 1, 15, 0, 0, TimeSpan.FromHours(1)),
         })
            .Sample(
                board =>
                {
                    var (read, problems) = BoardYaml.Read(BoardYaml.Write([KeyValuePair.Create("floor", board)], key => "# called: " + key));

                    Assert.Empty(problems);
                    Assert.Equal(Texts(board), Texts(read["floor"]));
                },
                iter: 300);
    }

    [Fact]
    public void ReadFile_WrittenPlaces_AreTheSame()
    {
        var texts = Gen.String[Gen.Char["abcXYZ 0129-:#'\"äß,[]{}&*!|>%@`\\."], 1, 20].Select(static t => PlainName.Of(t, "x"));
        (from place in texts
         from boards in texts.Array[1, 3]
         from note in texts
         from hasNote in Gen.Bool
         from isPaused in Gen.Bool
         from id in Gen.ULong
         select new ScreenPlace(place, [.. boards.Distinct()]) { Id = $"{id:x16}", Note = hasNote ? note : "", IsPaused = isPaused })
            .Array[1, 3]
            .Sample(
                places =>
                {
                    var file = BoardYaml.ReadFile(BoardYaml.Write([], static _ => null, places.DistinctBy(static p => p.Id)));

                    Assert.Empty(file.Problems);
                    Assert.All(file.Screens.Zip(places.DistinctBy(static p => p.Id)), static pair =>
                    {
                        Assert.True(pair.First.Says(pair.Second), $"{pair.First} {pair.Second}");
                        Assert.Equal(pair.Second.Id, pair.First.Id);
                    });
                },
                iter: 300);
    }

    [Theory]
    [InlineData("screens: all", 1, "must be a list, one screen per item")]
    [InlineData("screens:\n- Hall", 2, "must be a list of fields")]
    [InlineData("screens:\n- boards: [all]", 2, "\"place\" is missing")]
    [InlineData("screens:\n- place: Hall", 2, "\"boards\" must be a list of 1 to 50")]
    [InlineData("screens:\n- place: Hall\n  boards: all", 3, "\"boards\" must be a list")]
    [InlineData("screens:\n- place: Hall\n  boards: [all]\n  pased: true", 4, "Did you mean \"paused\"?")]
    [InlineData("screens:\n- place: Hall\n  boards: [all]\n  paused: maybe", 4, "\"paused\" must be true or false")]
    [InlineData("screens:\n- place: Hall\n  boards: [all]\n  id: 12", 4, "\"id\" must be 16 letters")]
    [InlineData("screens:\n- place: Hall\n  boards: [all]\n  secret: 12", 4, "Unknown field \"secret\". Known fields: id, place, boards, note, paused.")]
    [InlineData("screens:\n- place: [Hall]\n  boards: [all]", 2, "\"place\" must be a single value")]
    [InlineData("screens:\n- place: \"Ha\\u202ell\"\n  boards: [all]", 2, "\"place\"")]
    [InlineData("boards: { a: {} }\nscreen: []", 1, "or with \"screens:\"")]
    public void ReadFile_WrongPlaces_NamesLineFieldAndFix(string text, int line, string words)
    {
        var file = BoardYaml.ReadFile(text);

        Assert.Contains(file.Problems, problem => problem.Line == line && problem.Sentence.Contains(words, StringComparison.Ordinal));
        Assert.Empty(file.Boards);
        Assert.Empty(file.Screens);
    }

    [Theory]
    [InlineData("[")]
    [InlineData("{a: ")]
    [InlineData("- ")]
    [InlineData("? ")]
    [InlineData("a:\n ")]
    public void Read_NestedWithoutEnd_IsRefusedAndNothingElseHappens(string opening)
    {
        var (boards, problems) = BoardYaml.Read("boards:\n  floor: " + string.Concat(Enumerable.Repeat(opening, 40_000 / opening.Length)));

        Assert.Empty(boards);
        Assert.NotEmpty(problems);
    }

    [Fact]
    public void Read_DeepButClosed_SaysWhatIsTooDeep() =>
        Assert.Contains(
            "too deep",
            Assert.Single(BoardYaml.Read($"boards:\n  floor:\n    queues: {new string('[', 9)}{new string(']', 9)}\n").Problems).Sentence,
            StringComparison.Ordinal);

    [Fact]
    public void Read_TitleThatReversesText_IsRefusedWithItsLine()
    {
        var problem = Assert.Single(BoardYaml.Read("boards:\n  floor:\n    lines: 2\n    title: \"Flo\u202Eor\"\n").Problems);

        Assert.Equal(4, problem.Line);
        Assert.Contains("one line of visible characters", problem.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_AliasesOfAliases_AreRefusedWithTheirLine()
    {
        var lines = Enumerable.Range(1, 24)
            .Select(n => $"  b{n}: &b{n} [*b{n - 1}, *b{n - 1}, *b{n - 1}, *b{n - 1}]")
            .Prepend("  b0: &b0 [x]")
            .Prepend("boards:");

        var problem = Assert.Single(BoardYaml.Read(string.Join('\n', lines)).Problems);

        Assert.Equal(3, problem.Line);
        Assert.Contains("Write the value out", problem.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_LongerThanTheLimit_IsRefusedUnread() =>
        Assert.Contains(
            "larger than 2 MB",
            Assert.Single(BoardYaml.Read("boards: {}\n#" + new string(' ', BoardYaml.MaximumLength)).Problems).Sentence,
            StringComparison.Ordinal);

    [Theory]
    [InlineData("?%\n?@'},\"0 |*a}*}b` ")]
    [InlineData("[@\n&%")]
    public void Read_WhatTheLibraryFailsOn_IsAProblem(string text) => Assert.NotEmpty(BoardYaml.Read("boards:\n" + text).Problems);

    [Fact]
    public void Read_Anything_EndsInBoardsOrProblems() =>
        Gen.String[Gen.Char["ab:-?[]{},&*!|>'\"%@`#\\ \n\t0~<"], 0, 60].Sample(
            text =>
            {
                var (boards, problems) = BoardYaml.Read("boards:\n" + text);

                Assert.True(boards.IsEmpty || problems.IsEmpty);
            },
            iter: 3_000);

    [Fact]
    public void Write_BoardAsByDefault_IsShort() =>
        Assert.Equal("boards:\n  all: {}\n", BoardYaml.Write([KeyValuePair.Create("all", new BoardOptions())], _ => null));

    [Fact]
    public void Read_BudgetFirst_IsTheFirstLineOfATile()
    {
        var (read, problems) = BoardYaml.Read("boards:\n  floor:\n    shows: [budget, waiting]\n");

        Assert.Empty(problems);
        Assert.Equal([TileLine.Budget, TileLine.Waiting], read["floor"].Read("floor", out _)!.Shows);
    }

    [Fact]
    public void Write_QueueById_HasItsNameBesideIt() => Assert.Contains(
        "- \"4f1d\" # Tech Support", BoardYaml.Write(
            [KeyValuePair.Create("floor", new BoardOptions { Queues = ["4f1d"] })], _ => "Tech Support"), StringComparison.Ordinal);

    [Theory]
    [InlineData("boards:\n  floor:\n    titel: Floor\n", 3, "Unknown field \"titel\". Did you mean \"title\"?")]
    [InlineData("boards:\n  floor:\n    colour: red\n", 3, "Unknown field \"colour\". Known fields: title, queues,")]
    [InlineData("boards:\n  floor:\n    title: Floor\n    diagonal: wide\n", 4, "\"diagonal\" must be a number.")]
    [InlineData("boards:\n  floor:\n    queues: Billing\n", 3, "\"queues\" must be a list")]
    [InlineData("boards:\n  floor:\n    shows: [badget]\n", 3, "must be a list of recovery, waiting, recent, offered, budget.")]
    [InlineData("boards:\n  floor:\n    hideWaiting: perhaps\n", 3, "must be true or false")]
    [InlineData("boards:\n  floor:\n    messageUntil: 2026-09-01\n", 3, "must be a time with its UTC offset")]
    [InlineData("boards:\n  floor:\n    title: Floor\n    turnSeconds: 2\n", 4, "\"turnSeconds\" must be 5 to 300.")]
    [InlineData("boards:\n  floor:\n    diagonal: 20\n    distance: 12\n", 3, "is too small for the distance")]
    [InlineData("boards:\n  The Floor: {}\n", 2, "\"The Floor\" must be 1 to 40 lower case letters")]
    [InlineData("boards:\n  floor: yes\n", 2, "The board \"floor\" must be a list of fields")]
    [InlineData("walls: {}\n", 1, "must begin with \"boards:\"")]
    [InlineData("", 1, "must begin with \"boards:\"")]
    [InlineData("boards:\n  floor:\n    title: [\n", 4, "This is not YAML")]
    [InlineData("boards:\n  floor: {}\n  floor: {}\n", 3, "This is not YAML")]
    public void Read_Wrong_SaysLineFieldAndFix(string yaml, int line, string sentence)
    {
        var (boards, problems) = BoardYaml.Read(yaml);

        Assert.Empty(boards);
        var problem = Assert.Single(problems);
        Assert.Contains(sentence, problem.Sentence, StringComparison.Ordinal);
        Assert.Equal(line, problem.Line);
    }

    [Fact]
    public void Read_TwoMistakes_SaysBothAndTakesNothing()
    {
        var (boards, problems) = BoardYaml.Read("boards:\n  good: {}\n  one:\n    order: size\n  two:\n    lines: 9\n");

        Assert.Empty(boards);
        Assert.Equal([4, 6], problems.Select(p => p.Line));
    }

    private static string Texts(BoardOptions board) => string.Join('\n', BoardFields.All.Select(f => $"{f.Name}={string.Join('|', f.Texts(board))}"));
}
