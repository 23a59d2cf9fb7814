using ServiceLevelDashboard.Web.Changes;

namespace ServiceLevelDashboard.Web.Tests.Changes;

public sealed class ChangedFieldsTests
{
    [Theory]
    [InlineData("""{"title":"A","turn":10}""", """{"title":"B","turn":10}""", "title: A > B")]
    [InlineData("""{"title":"A"}""", """{"title":"A","queues":["x"]}""", """queues:  > ["x"]""")]
    [InlineData("""{"title":"A"}""", null, "title: A > ")]
    [InlineData(null, """{"title":"A"}""", "title:  > A")]
    [InlineData("{}", "{}", "")]
    [InlineData("[1]", "[2]", ": [1] > [2]")]
    [InlineData("not JSON", """{"title":"A"}""", """: not JSON > {"title":"A"}""")]
    public void Of_TwoDocuments_AreTheFieldsThatDiffer(string? before, string? after, string expected) =>
        Assert.Equal(expected, string.Join("; ", ChangedFields.Of(before, after).Select(f => $"{f.Name}: {f.Before} > {f.After}")));
}
