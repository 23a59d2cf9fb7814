namespace ServiceLevelDashboard.Domain.Tests;

public sealed class TypedNameTests
{
    [Theory]
    [InlineData("Anna", null)]
    [InlineData("  Anna ", null)]
    [InlineData("program", null)] // a name decides nothing
    [InlineData("O'Brien <b>", null)]
    [InlineData("Søren Ærø", null)]
    [InlineData("山田 太郎", null)]
    [InlineData("خدمة العملاء", null)]
    [InlineData(null, NameProblem.Empty)]
    [InlineData("", NameProblem.Empty)]
    [InlineData(" \t ", NameProblem.Empty)]
    [InlineData("\u200B\u200D\uFEFF", NameProblem.Empty)]
    [InlineData("\u3164", NameProblem.Empty)]
    [InlineData("An\nna", NameProblem.NotPlain)]
    [InlineData("An\u2028na", NameProblem.NotPlain)]
    [InlineData("An\u202Ena", NameProblem.NotPlain)]
    [InlineData("An\u2066na", NameProblem.NotPlain)]
    [InlineData("An\u200Bna", NameProblem.NotPlain)]
    [InlineData("Anna\u200D.", NameProblem.NotPlain)]
    [InlineData("An\u00ADna", NameProblem.NotPlain)]
    [InlineData("An\0na", NameProblem.NotPlain)]
    [InlineData("An  na", NameProblem.NotPlain)]
    [InlineData("A\u0301\u0301\u0301\u0301\u0301nna", NameProblem.NotPlain)]
    public void Problem_Typed_IsNamedUnlessItIsWhatItLooksLike(string? typed, NameProblem? expected)
    {
        var name = new TypedName("name", typed, 64);

        Assert.Equal(expected, name.Problem);
        Assert.Equal(expected is null, name.Sentence is null);
        Assert.StartsWith("name ", name.Sentence ?? "name ", StringComparison.Ordinal);
    }

    [Fact]
    public void Problem_HalfACharacter_IsNotPlain() => // here, since metadata keep no such text
        Assert.Equal(NameProblem.NotPlain, new TypedName("name", "a" + (char)0xD83D, 64).Problem);

    [Fact]
    public void Problem_ThreeThousandCharacters_IsTooLongAndSaysHowManyMayBe()
    {
        var name = new TypedName("place", new string('x', 3_000), 60);

        Assert.Equal(NameProblem.TooLong, name.Problem);
        Assert.Equal("place is longer than 60 characters; shorten it.", name.Sentence);
        Assert.Null(new TypedName("place", new string('x', 60), 60).Problem);
    }
}
