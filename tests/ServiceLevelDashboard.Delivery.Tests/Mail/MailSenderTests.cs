using System.Net;
using System.Net.Sockets;
using System.Text;
using CsCheck;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using MimeKit;
using ServiceLevelDashboard.Delivery.Mail;
using ServiceLevelDashboard.Delivery.Routes;
using SmtpServer.Protocol;

namespace ServiceLevelDashboard.Delivery.Tests.Mail;

public sealed class MailSenderTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 10, 45, 0, TimeSpan.Zero);

    private static readonly OutgoingMail Mail = new()
    {
        Id = "alert 1/firing",
        To = ["ann@example.com", "bob@example.com"],
        Subject = "[Critical] Billing: 61 %",
        Text = "61 % (239 of 391) – below 80 %",
        Html = "<p>61 %&nbsp;<b>Ü</b></p>",
        Attachments = [new MailAttachment("day.csv", "text/csv", Encoding.UTF8.GetBytes("a,b\r\n1,2\r\n"))],
        Thread = "alert 1",
    };

    private readonly TestCertificates _certificates = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _certificates.Dispose();

    [Fact]
    public async Task Send_ByAnOpenRelay_ArrivesAsItIs()
    {
        await using var server = new TestMailServer();

        var first = await SendAsync(server.Port, Mail);
        var second = await SendAsync(server.Port, Mail);

        Assert.Equal(SendOutcome.Taken, first.Outcome);
        Assert.Contains("taken", first.Answer, StringComparison.Ordinal);
        Assert.Equal(SendOutcome.Taken, second.Outcome);
        var (message, again) = (server.Taken.First(), server.Taken.Last());
        Assert.Equal(("[Critical] Billing: 61 %", "61 % (239 of 391) – below 80 %", "<p>61 %&nbsp;<b>Ü</b></p>"),
            (message.Subject, message.TextBody?.TrimEnd(), message.HtmlBody?.TrimEnd()));
        Assert.Equal(["ann@example.com", "bob@example.com"], message.To.Mailboxes.Select(m => m.Address));
        Assert.Equal("Service levels", Assert.Single(message.From.Mailboxes).Name);
        Assert.Equal("day.csv", Assert.Single(message.Attachments).ContentDisposition?.FileName);
        Assert.Equal(message.MessageId, again.MessageId); // by which a second one is dropped
        Assert.EndsWith("@dashboard.example", message.MessageId, StringComparison.Ordinal);
        Assert.Single(message.References);
        Assert.Equal("auto-generated", message.Headers["Auto-Submitted"]);
        Assert.Empty(server.SignedIn);
    }

    [Theory]
    [InlineData("StartTls", false)]
    [InlineData("Tls", true)]
    public async Task Send_OverTlsAndSignedIn_Arrives(string security, bool isTls)
    {
        using var certificate = _certificates.For("localhost");
        await using var server = new TestMailServer(certificate, isTls);

        var result = await SendAsync(server.Port, Mail, ("Security", security), ("User", "dashboard"), ("Password", "right password"),
            ("AuthorityFile", _certificates.AuthorityFile));

        Assert.Equal((SendOutcome.Taken, "dashboard"), (result.Outcome, Assert.Single(server.SignedIn)));
        Assert.Single(server.Taken);
    }

    [Theory]
    [InlineData("localhost", false)] // an authority that nobody knows
    [InlineData("other.example", true)] // another server's name
    public async Task Send_CertificateThatIsNotTheServers_SaysNothingToIt(string host, bool isAuthorityKnown)
    {
        using var certificate = _certificates.For(host);
        await using var server = new TestMailServer(certificate);

        var result = await SendAsync(server.Port, Mail, ("Security", "StartTls"), ("User", "dashboard"), ("Password", "right password"),
            ("AuthorityFile", isAuthorityKnown ? _certificates.AuthorityFile : ""));

        Assert.Equal(SendOutcome.TryAgain, result.Outcome);
        Assert.StartsWith("TLS with localhost failed", result.Answer, StringComparison.Ordinal);
        Assert.Empty(server.SignedIn);
    }

    [Fact]
    public async Task Send_ServerWithoutStartTls_IsNotSpokenToInTheClear()
    {
        await using var server = new TestMailServer();

        var result = await SendAsync(server.Port, Mail, ("Security", "StartTls"));

        Assert.Equal(SendOutcome.TryAgain, result.Outcome);
        Assert.Empty(server.Taken);
    }

    [Fact]
    public async Task Send_WrongPassword_IsSaidWithoutIt()
    {
        await using var server = new TestMailServer();

        var result = await SendAsync(server.Port, Mail, ("User", "dashboard"), ("Password", "wrong password"));

        Assert.Equal(SendOutcome.TryAgain, result.Outcome);
        Assert.Contains("sign-in", result.Answer, StringComparison.Ordinal);
        Assert.DoesNotContain("wrong password", result.Answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Send_Greylisted_IsToBeTriedAgainAndThenTaken()
    {
        await using var server = new TestMailServer();
        var isFirst = true;
        server.OnRecipient = _ => isFirst ? new SmtpResponse((SmtpReplyCode)451, "4.7.1 come back later") : null;

        var first = await SendAsync(server.Port, Mail);
        isFirst = false;
        var second = await SendAsync(server.Port, Mail);

        Assert.Equal((SendOutcome.TryAgain, SendOutcome.Taken), (first.Outcome, second.Outcome));
        Assert.Contains("451", first.Answer, StringComparison.Ordinal);
        Assert.Contains("come back later", first.Answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(421, SendOutcome.TryAgain)]
    [InlineData(450, SendOutcome.TryAgain)]
    [InlineData(552, SendOutcome.Refused)]
    [InlineData(554, SendOutcome.Refused)]
    public async Task Send_MessageNotTaken_IsTriedAgainOrNot(int code, SendOutcome outcome)
    {
        await using var server = new TestMailServer();
        server.OnMessage = () => Task.FromResult<SmtpResponse?>(new SmtpResponse((SmtpReplyCode)code, "5.3.4 too large\u0007"));

        var result = await SendAsync(server.Port, Mail);

        Assert.Equal(outcome, result.Outcome);
        Assert.StartsWith($"{code} ", result.Answer, StringComparison.Ordinal);
        Assert.DoesNotContain('\u0007', result.Answer);
    }

    [Fact]
    public async Task Send_OneOfTwoUnknown_ReachesTheOther()
    {
        await using var server = new TestMailServer();
        server.OnRecipient = static to => to.StartsWith("ann", StringComparison.Ordinal) ? new SmtpResponse((SmtpReplyCode)550, "no such user") : null;

        var result = await SendAsync(server.Port, Mail);

        Assert.Equal(SendOutcome.Taken, result.Outcome);
        Assert.Contains("ann@example.com: 550 no such user", result.Answer, StringComparison.Ordinal);
        Assert.Single(server.Taken);
    }

    [Fact]
    public async Task Send_OneOfTwoToComeLater_ReachesNobodyAtFirstAndTheOtherInTheEnd()
    {
        await using var server = new TestMailServer();
        server.OnRecipient = static to => to.StartsWith("ann", StringComparison.Ordinal) ? new SmtpResponse((SmtpReplyCode)450, "busy") : null;

        Assert.Equal(SendOutcome.TryAgain, (await SendAsync(server.Port, Mail)).Outcome);
        Assert.Empty(server.Taken);
        Assert.Equal(SendOutcome.Taken, (await SendAsync(server.Port, Mail with { GoesWithoutDeferred = true })).Outcome);
        Assert.Single(server.Taken);

        server.OnRecipient = static _ => new SmtpResponse((SmtpReplyCode)450, "busy");
        Assert.Equal(SendOutcome.TryAgain, (await SendAsync(server.Port, Mail with { GoesWithoutDeferred = true })).Outcome);
        server.OnRecipient = static _ => new SmtpResponse((SmtpReplyCode)550, "unknown");
        Assert.Equal(SendOutcome.Refused, (await SendAsync(server.Port, Mail)).Outcome);
    }

    [Fact]
    public async Task Send_CutInTheMiddleOfData_IsToBeTriedAgain()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var served = CutAsync(listener);

        var result = await SendAsync(((IPEndPoint)listener.LocalEndpoint).Port, Mail);

        await served;
        Assert.Equal(SendOutcome.TryAgain, result.Outcome);
    }

    [Fact]
    public async Task Send_ServerThatDoesNotAnswer_EndsWhenAskedTo()
    {
        await using var server = new TestMailServer();
        var isAsked = new TaskCompletionSource();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var never = new TaskCompletionSource<SmtpResponse?>();
        server.OnMessage = () =>
        {
            isAsked.SetResult();
            return never.Task;
        };

        var sending = SendAsync(server.Port, Mail, stop.Token);
        await isAsked.Task;
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending);
        never.SetResult(null);
    }

    [Fact]
    public async Task Send_NobodyListens_IsToBeTriedAgain() =>
        Assert.Equal(SendOutcome.TryAgain, (await SendAsync(TestMailServer.FreePort(), Mail)).Outcome);

    [Fact]
    public async Task Send_WithoutAServer_SaysWhatToSet()
    {
        var result = await SendAsync(25, Mail, ("Server", ""));

        Assert.Equal(SendOutcome.TryAgain, result.Outcome);
        Assert.Contains("Mail__Server", result.Answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Send_SignedInByAToken_AsksForItOnceAndAnewWhenItIsRefused()
    {
        await using var endpoint = await Receiver.StartAsync();
        var tokens = 0;
        endpoint.Answer = (_, response) => response.WriteAsync($$"""{"token_type":"Bearer","expires_in":3600,"access_token":"token{{++tokens}}"}""");
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        using var mails = SenderOf(
            port, ("User", "levels@dashboard.example"), ("OAuth:TokenEndpoint", endpoint.Address + "/token"), ("OAuth:ClientId", "app"),
            ("OAuth:ClientSecret", "of the app"), ("OAuth:Scope", "smtp"));

        var results = new List<SendOutcome>();
        foreach (var accepted in new[] { "token1", "token1", "token2", "token2" })
        {
            var served = ServeAsync(listener, line => line.StartsWith("AUTH XOAUTH2", StringComparison.Ordinal)
                ? Encoding.ASCII.GetString(Convert.FromBase64String(line.Split(' ')[2]))
                    == $"user=levels@dashboard.example\u0001auth=Bearer {accepted}\u0001\u0001" ? "235 in" : "535 out"
                : null);
            results.Add((await mails.Sender.SendAsync(Mail, Cancel)).Outcome);
            await served;
        }

        Assert.Equal([SendOutcome.Taken, SendOutcome.Taken, SendOutcome.TryAgain, SendOutcome.Taken], results);
        Assert.Equal(2, tokens);
        var asked = Encoding.ASCII.GetString(endpoint.All.First().Body);
        Assert.Equal("grant_type=client_credentials&client_id=app&client_secret=of+the+app&scope=smtp", asked);
    }

    [Fact]
    public async Task Send_TokenEndpointRefuses_IsToBeTriedAgainAndSaidWithoutTheSecret()
    {
        await using var endpoint = await Receiver.StartAsync();
        endpoint.Answer = static (_, response) =>
        {
            response.StatusCode = 401;
            return response.WriteAsync("invalid_client: of the app");
        };
        await using var server = new TestMailServer();

        var result = await SendAsync(server.Port, Mail, ("User", "levels@dashboard.example"), ("OAuth:TokenEndpoint", endpoint.Address),
            ("OAuth:ClientId", "app"), ("OAuth:ClientSecret", "of the app"));

        Assert.Equal(SendOutcome.TryAgain, result.Outcome);
        Assert.Contains("401", result.Answer, StringComparison.Ordinal);
        Assert.DoesNotContain("of the app", result.Answer, StringComparison.Ordinal);
    }

    [Fact]
    public void Message_OfAnyText_HasNoHeaderMoreThanOurs()
    {
        string[] hostile = ["a\r\nBcc: eve@evil.example", "a\nb\r\n\r\n<script>", "\u2028x\u0000", "=?utf-8?q?x?="];
        var texts = Gen.OneOf(Gen.String, Gen.Int[0, 3].Select(n => hostile[n]));
        Gen.Select(texts, texts, texts).Sample((subject, id, file) =>
        {
            using var message = MimeMail.Of(
                Mail with { Subject = subject, Id = id, Thread = id + "x", Attachments = [new MailAttachment(file, "text/csv", new byte[1])] },
                new MailboxAddress("x", "x@dashboard.example"),
                Now);
            using var wire = new MemoryStream();
            message.WriteTo(wire, TestContext.Current.CancellationToken);
            wire.Position = 0;
            using var read = MimeMessage.Load(wire, TestContext.Current.CancellationToken);

            Assert.Equal(
                ["Auto-Submitted", "Date", "From", "MIME-Version", "Message-Id", "References", "Subject", "To", "X-Auto-Response-Suppress"],
                read.Headers.Select(h => h.Field).Where(f => !f.StartsWith("Content-", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
            Assert.Equal(["ann@example.com", "bob@example.com"], read.To.Mailboxes.Select(m => m.Address));
            Assert.DoesNotContain(read.Subject ?? "", static c => char.IsControl(c));
            Assert.Equal(Mail.Text, read.TextBody?.TrimEnd());
        }, iter: 300);
    }

    [Theory]
    [InlineData("dashboard.example", "From")]
    [InlineData("a@b\r\nBcc: c@d.example", "From")]
    public void Problems_OfASetting_NameIt(string from, string key) =>
        Assert.Contains(key, Assert.Single(new MailOptions { Server = "mail.example", From = from }.Problems()), StringComparison.Ordinal);

    [Fact]
    public void Problems_PasswordInTheClear_IsRefusedOffThisMachine()
    {
        var options = new MailOptions { Server = "mail.example", From = "a@b.example", Security = "None", User = "u", Password = "p" };
        Assert.Contains("Security", Assert.Single(options.Problems()), StringComparison.Ordinal);
        options.Server = "127.0.0.1";
        Assert.Empty(options.Problems());
        Assert.Empty(new MailOptions().Problems());
    }

    internal static Task<SendResult> SendAsync(int port, OutgoingMail mail, params (string Key, string Value)[] settings) =>
        SendAsync(port, mail, Cancel, settings);

    private static async Task<SendResult> SendAsync(
        int port, OutgoingMail mail, CancellationToken cancellationToken, params (string Key, string Value)[] settings)
    {
        using var mails = SenderOf(port, settings);
        return await mails.Sender.SendAsync(mail, cancellationToken);
    }

    private static SenderUnderTest SenderOf(int port, params (string Key, string Value)[] settings)
    {
        var values = new Dictionary<string, string?>
        {
            ["Mail:Server"] = "localhost",
            ["Mail:Port"] = $"{port}",
            ["Mail:Security"] = "None",
            ["Mail:From"] = "Service levels <levels@dashboard.example>",
        };
        foreach (var (key, value) in settings)
        {
            values[$"Mail:{key}"] = value;
        }
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(values).Build();
        var options = configuration.GetSection("Mail").Get<MailOptions>()!;
        Assert.Empty(options.Problems());
        var secrets = new MailSecrets(configuration);
        var clock = new FakeTimeProvider(Now);
        var tokens = new MailTokens(secrets, clock);
        return new SenderUnderTest(new MailSender(Options.Create(options), secrets, tokens, clock), tokens);
    }

    private sealed record SenderUnderTest(MailSender Sender, MailTokens Tokens) : IDisposable
    {
        public void Dispose() => Tokens.Dispose();
    }

    /// <summary>Talks to one client until it sends the message, and then cuts the line.</summary>
    private static Task CutAsync(TcpListener listener) =>
        ServeAsync(listener, static line => line.StartsWith("Subject", StringComparison.OrdinalIgnoreCase) ? Cut : null);

    private const string Cut = "cut";

    /// <summary>Talks to one client.</summary>
    /// <param name="answer">What is said to a line; null for what a server usually says, and <see cref="Cut"/> to be gone.</param>
    private static async Task ServeAsync(TcpListener listener, Func<string, string?> answer)
    {
        using var client = await listener.AcceptTcpClientAsync(Cancel);
        await using var stream = client.GetStream();
        using var reader = new StreamReader(stream, Encoding.ASCII);
        await SayAsync("220 server.example");
        var isMessage = false;
        while (await reader.ReadLineAsync(Cancel) is { } line)
        {
            var said = answer(line) ?? (isMessage ? line == "." ? "250 taken" : "" : line.Split(' ', ':')[0] switch
            {
                "EHLO" => "250-server.example\r\n250 AUTH XOAUTH2",
                "DATA" => "354 send it",
                "QUIT" => "221 bye",
                _ => "250 go on",
            });
            if (said == Cut)
            {
                return;
            }
            isMessage = line == "DATA" || (isMessage && line != ".");
            if (said.Length > 0)
            {
                await SayAsync(said);
            }
        }

        async Task SayAsync(string text) => await stream.WriteAsync(Encoding.ASCII.GetBytes(text + "\r\n"), Cancel);
    }
}
