using ServiceLevelDashboard.Analytics.Documents;

namespace ServiceLevelDashboard.Analytics.Tests.Documents;

public sealed class DocumentKeysTests
{
    [Theory]
    [InlineData("Café & Bar", "cafe-bar")]
    [InlineData("  Süd  ", "sud")]
    [InlineData("Rechnung/Mahnung", "rechnung-mahnung")]
    [InlineData("客服", "new")]
    public void Of_Name_IsReadable(string name, string key) => Assert.Equal(key, DocumentKeys.Of(name, static _ => false));

    [Fact]
    public void Of_NameThatIsTaken_GetsTheNextFreeNumber() =>
        Assert.Equal("south-3", DocumentKeys.Of("South", static key => key is "south" or "south-2"));
}
