using System.Collections.Immutable;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using Microsoft.Extensions.Options;
using MimeKit;
using ServiceLevelDashboard.Delivery.Routes;

namespace ServiceLevelDashboard.Delivery.Mail;

/// <summary>Sends by SMTP. A connection for each mail: mails are few, and a kept connection is one more thing that can be dead.</summary>
internal sealed class MailSender(IOptions<MailOptions> options, MailSecrets secrets, MailTokens tokens, TimeProvider clock) : IMailSender
{
    /// <inheritdoc/>
    public async Task<SendResult> SendAsync(OutgoingMail mail, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(mail);
        var settings = options.Value;
        if (!settings.IsConfigured)
        {
            return SendResult.TryAgain("No mail server is configured. Set Mail__Server and Mail__From.", null); // somebody may set it meanwhile
        }

        string? password = null;
        try
        {
            password = settings.User.Length > 0 && !settings.OAuth.IsConfigured ? secrets.Password : null;
            return await SendAsync(mail, settings, password, cancellationToken).ConfigureAwait(false);
        }
        catch (SmtpCommandException e)
        {
            var answer = FormattableString.Invariant($"{(int)e.StatusCode} {e.Message}");
            return (int)e.StatusCode >= 500 ? SendResult.Refused(answer, password) : SendResult.TryAgain(answer, null, password);
        }
        catch (AuthenticationException e)
        {
            return SendResult.TryAgain($"The mail server refused the sign-in of Mail:User: {e.Message}", null, password);
        }
        catch (SslHandshakeException e)
        {
            return SendResult.TryAgain($"TLS with {settings.Server} failed: {ReasonOf(e)}", null);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return SendResult.TryAgain($"{settings.Server} or the token endpoint did not answer in time.", null);
        }
        catch (RouteUnusableException e)
        {
            return SendResult.TryAgain(e.Message, null);
        }
        catch (Exception e) when (e is IOException or SocketException or ProtocolException or NotSupportedException or TimeoutException
            or CryptographicException or HttpRequestException or ServiceNotConnectedException)
        {
            return SendResult.TryAgain($"{settings.Server}: {e.Message}", null, password);
        }
    }

    private async Task<SendResult> SendAsync(OutgoingMail mail, MailOptions settings, string? password, CancellationToken cancellationToken)
    {
        using var client = new Client(mail.GoesWithoutDeferred)
        {
            // As everywhere else in the program: servers inside a company are seldom able to ask about revocation.
            CheckCertificateRevocation = false,
            Timeout = 60_000, // the longest silence; the attempt as a whole is bounded by who asks for it
        };
        if (settings.AuthorityFile.Length > 0)
        {
            client.ServerCertificateValidationCallback = (_, certificate, _, errors) => IsTrusted(certificate, errors, settings.AuthorityFile);
        }
        var security = settings.ActualSecurity switch
        {
            MailSecurity.Tls => SecureSocketOptions.SslOnConnect,
            MailSecurity.None => SecureSocketOptions.None,
            _ => SecureSocketOptions.StartTls, // never "when available": who is in between could say that it is not
        };
        await client.ConnectAsync(settings.Server, settings.ActualPort, security, cancellationToken).ConfigureAwait(false);
        if (settings.User.Length > 0)
        {
            if (settings.OAuth.IsConfigured)
            {
                var token = await tokens.GetAsync(settings.OAuth, cancellationToken).ConfigureAwait(false);
                try
                {
                    await client.AuthenticateAsync(new SaslMechanismOAuth2(settings.User, token), cancellationToken).ConfigureAwait(false);
                }
                catch (AuthenticationException)
                {
                    tokens.Forget(token); // it may have been withdrawn
                    throw;
                }
            }
            else
            {
                await client.AuthenticateAsync(settings.User, password ?? "", cancellationToken).ConfigureAwait(false);
            }
        }

        using var message = MimeMail.Of(mail, FromOf(settings), clock.GetUtcNow());
        var answer = await client.SendAsync(message, cancellationToken).ConfigureAwait(false);
        try
        {
            await client.DisconnectAsync(quit: true, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or ProtocolException or SocketException or OperationCanceledException)
        {
            // It was taken: how the two part does not matter.
        }

        var left = client.NotAccepted;
        return SendResult.Taken(left.IsEmpty ? answer : $"{answer} But not for {string.Join("; ", left)}", password);
    }

    private static MailboxAddress FromOf(MailOptions settings)
    {
        var from = new System.Net.Mail.MailAddress(settings.From); // checked at the start
        return new MailboxAddress(from.DisplayName, from.Address);
    }

    private static bool IsTrusted(X509Certificate? certificate, SslPolicyErrors errors, string authorityFile)
    {
        if (errors == SslPolicyErrors.None)
        {
            return true;
        }
        if (certificate is not X509Certificate2 leaf || errors != SslPolicyErrors.RemoteCertificateChainErrors)
        {
            return false; // another name than the server's is never right
        }
        using var chain = new X509Chain();
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.ImportFromPemFile(authorityFile);
        return chain.Build(leaf);
    }

    private static string ReasonOf(SslHandshakeException e) => e.InnerException?.Message ?? e.Message.Split('\n')[0];

    /// <summary>The library's client, but that one address that is refused does not keep the mail from the others.</summary>
    private sealed class Client(bool goesWithoutDeferred) : SmtpClient
    {
        private bool _isAnyDeferred;

        /// <summary>Who did not take it, with what the server said.</summary>
        public ImmutableArray<string> NotAccepted { get; private set; } = [];

        protected override void OnRecipientNotAccepted(MimeMessage message, MailboxAddress mailbox, SmtpResponse response)
        {
            var isDeferred = (int)response.StatusCode < 500;
            if (isDeferred && !goesWithoutDeferred)
            {
                base.OnRecipientNotAccepted(message, mailbox, response); // throws: all of them later
            }
            _isAnyDeferred |= isDeferred;
            NotAccepted = NotAccepted.Add(FormattableString.Invariant($"{mailbox.Address}: {(int)response.StatusCode} {response.Response}"));
        }

        protected override void OnNoRecipientsAccepted(MimeMessage message) => throw new SmtpCommandException(
            SmtpErrorCode.RecipientNotAccepted,
            _isAnyDeferred ? SmtpStatusCode.MailboxBusy : SmtpStatusCode.MailboxUnavailable,
            string.Join("; ", NotAccepted));
    }
}
