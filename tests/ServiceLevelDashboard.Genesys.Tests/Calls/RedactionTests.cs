using ServiceLevelDashboard.Genesys.Calls;

namespace ServiceLevelDashboard.Genesys.Tests.Calls;

public sealed class RedactionTests
{
    [Theory]
    [InlineData("authorization: Basic eTp5", "authorization: Basic ***")]
    [InlineData("Authorization: Bearer a", "Authorization: Bearer ***")]
    [InlineData("sent grant_type=client_credentials&client_secret=y&x=1", "sent grant_type=client_credentials&client_secret=***&x=1")]
    [InlineData("{'client_secret': 'y', 'b': 1}", "{'client_secret': '***', 'b': 1}")]
    [InlineData("GENESYS_CLIENT_SECRET=y", "GENESYS_CLIENT_SECRET=y")]
    [InlineData("the header was Bearer abc1", "the header was Bearer ***")]
    [InlineData("No authentication bearer token specified in authorization header.", "No authentication bearer token specified in authorization header.")]
    [InlineData("response.entity.too.large", "response.entity.too.large")]
    public void Apply_ShortSecret_GoesByItsPlaceAlone(string text, string expected)
    {
        var redaction = new Redaction();
        redaction.AddCredential("y");

        Assert.Equal(expected, redaction.Apply(text));
    }

    [Fact]
    public void Apply_LongSecrets_GoWhereverTheyStand()
    {
        var redaction = new Redaction();
        redaction.AddCredential("eight888");
        redaction.AddToken("token-of-today");

        Assert.Equal("x***y *** seven77", redaction.Apply("xeight888y token-of-today seven77"));
    }

    [Fact]
    public void Apply_ManyTokens_ForgetsTheOldestAndNoCredential()
    {
        var redaction = new Redaction();
        redaction.AddCredential("eight888");
        foreach (var number in Enumerable.Range(10, 10))
        {
            redaction.AddToken($"token-no-{number}");
        }

        Assert.Equal("*** token-no-10 ***", redaction.Apply("eight888 token-no-10 token-no-19"));
    }
}
