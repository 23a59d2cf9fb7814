using Microsoft.Extensions.Logging.Abstractions;
using ServiceLevelDashboard.Analytics.Documents;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Delivery.Mail;
using ServiceLevelDashboard.Delivery.Outgoing;
using ServiceLevelDashboard.Delivery.Reports;
using ServiceLevelDashboard.Delivery.Routes;
using ServiceLevelDashboard.Delivery.Tests.Reports;

namespace ServiceLevelDashboard.Delivery.Tests.Outgoing;

/// <summary>To whom a report goes, and what becomes of one that cannot be made.</summary>
public sealed class ReportSenderTests : IReportMailer, IMailSender
{
    private static readonly DateTimeOffset Now = new(2026, 11, 29, 7, 0, 0, TimeSpan.Zero);

    private static readonly Schedule Morning = new()
    {
        Name = "Morning",
        Cron = "0 8 * * *",
        Zone = "Europe/Berlin",
        Role = "viewer",
        Routes = ["office"],
        Addresses = ["anna@example.org"],
    };

    private readonly List<OutgoingMail> _sent = [];
    private Exception? _failure;

    Task<ReportMail> IReportMailer.MakeAsync(OutboxMessage message, CancellationToken cancellationToken) => _failure is not null
        ? throw _failure
        : Task.FromResult(new ReportMail("Subject", "Text", "<p>Html</p>", []) { To = message.Route == "office" ? [] : Morning.Addresses });

    Task<SendResult> IMailSender.SendAsync(OutgoingMail mail, CancellationToken cancellationToken)
    {
        _sent.Add(mail);
        return Task.FromResult(SendResult.Taken("250 taken"));
    }

    [Fact]
    public async Task Send_ByARouteAndToOwnAddresses_ReachesBothUnderTheMessagesId()
    {
        var messages = ReportMessage.Of("morning", Morning, Now, Now);

        foreach (var message in messages)
        {
            Assert.Equal(SendOutcome.Taken, (await SendAsync(message)).Outcome);
        }

        Assert.Equal(["office@example.org", "anna@example.org"], _sent.SelectMany(m => m.To));
        Assert.Equal(messages.Select(m => m.Id), _sent.Select(m => m.Id));
    }

    [Fact]
    public async Task Send_RouteThatIsGone_IsRefused() => Assert.Equal(
        SendOutcome.Refused, (await SendAsync(ReportMessage.Of("morning", Morning, Now, Now)[0], new Route { Name = "x", Kind = RouteKind.Slack })).Outcome);

    [Theory]
    [InlineData(true, SendOutcome.Refused)]
    [InlineData(false, SendOutcome.TryAgain)]
    public async Task Send_ReportThatCannotBeMade_IsGivenUpOrTriedAgain(bool isGone, SendOutcome outcome)
    {
        _failure = isGone ? new ReportGoneException("The schedule was removed.") : new UnavailableException("away");

        Assert.Equal(outcome, (await SendAsync(ReportMessage.Of("morning", Morning, Now, Now)[1])).Outcome);
        Assert.Empty(_sent);
    }

    private async Task<SendResult> SendAsync(OutboxMessage message, Route? route = null)
    {
        var stop = TestContext.Current.CancellationToken;
        using var routes = new DocumentCache<Route>(new MemoryDocuments(), Route.Documents, TimeProvider.System, NullLogger<DocumentCache<Route>>.Instance);
        await routes.SaveAsync(
            "office", route ?? new Route { Name = "The office", Kind = RouteKind.Mail, To = ["office@example.org"] }, 0, Actor.Program, stop);
        return await new ReportSender(routes, this, TimeProvider.System, [this]).SendAsync(
            new OutboxEntry(message, OutboxState.Waiting, 1, null, null), stop);
    }
}
