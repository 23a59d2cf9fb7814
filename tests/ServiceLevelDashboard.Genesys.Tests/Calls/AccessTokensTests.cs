using System.Net;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Genesys.Connection;

namespace ServiceLevelDashboard.Genesys.Tests.Calls;

public sealed class AccessTokensTests
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task GetQueues_ManyAtOnce_ShareOneToken()
    {
        var release = new TaskCompletionSource();
        var service = new FakeService { Answer = (_, _) => FakeService.Json("""{"entities":[],"total":0,"pageCount":0}""") };
        using var gate = new GatedHandler(service, release.Task);
        using var centre = new GenesysContactCentre(
            new GenesysOptions { ClientId = "id", ClientSecret = FakeService.Secret }, service.Clock, service.Logs, gate);

        var calls = Enumerable.Range(0, 20).Select(_ => Task.Run(() => centre.GetQueuesAsync(Ct), Ct)).ToArray();
        await gate.FirstRequest.Soon();
        release.SetResult();
        await Task.WhenAll(calls).Soon();

        Assert.Equal(1, service.TokensGiven);
        Assert.Equal(20, service.Asked.Count);
        Assert.Equal(21, centre.Quota.CallsTotal);
    }

    [Fact]
    public async Task GetQueues_NineTenthsOfTheLifeOver_RenewsBefore()
    {
        var service = NoQueues();
        service.TokenLifeSeconds = 1000;
        using var centre = service.NewCentre();

        await centre.GetQueuesAsync(Ct).Soon();
        service.Clock.Advance(TimeSpan.FromSeconds(899));
        await centre.GetQueuesAsync(Ct).Soon();
        Assert.Equal(1, service.TokensGiven);
        service.Clock.Advance(TimeSpan.FromSeconds(1));
        await centre.GetQueuesAsync(Ct).Soon();

        Assert.Equal(2, service.TokensGiven);
        Assert.Equal("token-no-2", service.Asked[^1].Token);
    }

    [Fact]
    public async Task GetQueues_TokenRefused_RenewsOnceAndAsksAgain()
    {
        var service = new FakeService();
        service.Answer = (request, _) => request.Token == "token-no-1"
            ? FakeService.Json("""{"code":"credentials.expired","status":401}""", HttpStatusCode.Unauthorized)
            : FakeService.Json("""{"entities":[],"total":0,"pageCount":0}""");
        using var centre = service.NewCentre();

        Assert.Empty(await centre.GetQueuesAsync(Ct).Soon());
        Assert.Equal((2, 2), (service.TokensGiven, service.Asked.Count));
    }

    [Fact]
    public async Task GetQueues_EveryTokenRefused_AsksTwiceOnly()
    {
        var service = new FakeService { Answer = (_, _) => FakeService.Json("""{"code":"bad.credentials","status":401}""", HttpStatusCode.Unauthorized) };
        using var centre = service.NewCentre();

        var e = await Assert.ThrowsAsync<AuthenticationFailedException>(() => centre.GetQueuesAsync(Ct).Soon());

        Assert.Equal((2, 2), (service.TokensGiven, service.Asked.Count));
        Assert.Contains("eu-west-1", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(HttpStatusCode.BadRequest)]
    [InlineData(HttpStatusCode.Unauthorized)]
    public async Task GetQueues_CredentialsRefused_OneAttemptAndWhatToCheck(HttpStatusCode status)
    {
        var service = new FakeService { TokenAnswer = () => FakeService.Body("token-refused.json", status) };
        using var centre = service.NewCentre();

        var e = await Assert.ThrowsAsync<AuthenticationFailedException>(() => centre.GetQueuesAsync(Ct).Soon());

        Assert.Equal(1, service.TokensGiven);
        Assert.Empty(service.Asked);
        foreach (var word in new[] { "GENESYS_CLIENT_ID", "GENESYS_CLIENT_SECRET", "GENESYS_REGION", "eu-west-1", "authentication failed" })
        {
            Assert.Contains(word, e.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task GetQueues_ClientForbiddenByTheService_NamesClientAndOrganisation()
    {
        var service = new FakeService
        {
            TokenAnswer = () => FakeService.Json("""{"message":"You are not authorized to perform the requested action.","code":"not.authorized","status":403}""", HttpStatusCode.Forbidden),
        };
        using var centre = service.NewCentre();

        var e = await Assert.ThrowsAsync<AuthenticationFailedException>(() => centre.GetQueuesAsync(Ct).Soon());

        foreach (var word in new[] { "client", "GENESYS_CLIENT_ID", "organisation", "GENESYS_REGION", "not.authorized" })
        {
            Assert.Contains(word, e.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task GetQueues_ForbiddenByAPageThatIsNotTheServices_HintsAtTheProxy()
    {
        var service = new FakeService { TokenAnswer = () => FakeService.Json("<html>blocked</html>", HttpStatusCode.Forbidden) };
        using var centre = service.NewCentre();

        var e = await Assert.ThrowsAsync<UnavailableException>(() => centre.GetQueuesAsync(Ct).Soon());

        Assert.Contains("proxy", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GetQueues_TokenServiceFailsOnce_IsTriedAgain()
    {
        var service = NoQueues();
        var failures = 1;
        service.TokenAnswer = () => failures-- > 0 ? FakeService.Json("busy", HttpStatusCode.ServiceUnavailable) : FakeService.Json("""{"access_token":"t","expires_in":300}""");
        using var centre = service.NewCentre();

        await service.RunAsync(centre.GetQueuesAsync(Ct));

        Assert.Equal(2, service.TokensGiven);
    }

    [Fact]
    public async Task AuthenticateAsync_ServiceDown_SaysSoAfterOneAttempt()
    {
        var service = new FakeService { TokenAnswer = () => FakeService.Json("busy", HttpStatusCode.ServiceUnavailable) };
        using var centre = service.NewCentre();

        await Assert.ThrowsAsync<UnavailableException>(() => centre.AuthenticateAsync(Ct).Soon());
        Assert.Equal(1, service.TokensGiven);
    }

    private static FakeService NoQueues() => new() { Answer = (_, _) => FakeService.Json("""{"entities":[],"total":0,"pageCount":0}""") };

    /// <summary>Holds every request back until it is released.</summary>
    private sealed class GatedHandler(HttpMessageHandler inner, Task release) : DelegatingHandler(inner)
    {
        private readonly TaskCompletionSource _first = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task FirstRequest => _first.Task;

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            _first.TrySetResult();
            await release;
            return await base.SendAsync(request, cancellationToken);
        }
    }
}
