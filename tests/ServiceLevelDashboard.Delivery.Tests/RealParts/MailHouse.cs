using System.Security.Cryptography.X509Certificates;
using MailKit;
using MailKit.Net.Imap;
using MailKit.Security;
using MimeKit;
using ServiceLevelDashboard.Delivery.Tests.Mail;

namespace ServiceLevelDashboard.Delivery.Tests.RealParts;

/// <summary>
/// Postfix and Dovecot as private instances on loopback: mail for ann@example.test is taken after STARTTLS and a sign-in, and lies in a mailbox that is read
/// by IMAP.
/// </summary>
public sealed class MailHouse : IAsyncLifetime
{
    public const string Address = "ann@example.test";
    public const string Password = "the-mailbox-password";

    private const string Owner = "5000"; // of the mailbox: a number that is nobody's

    private readonly string _folder = Directory.CreateTempSubdirectory("sld-postfix-").FullName;
    private readonly TestCertificates _certificates = new();
    private OwnProcess? _postfix;
    private OwnProcess? _dovecot;
    private int _imap;
    private string? _certificate;

    /// <summary>Why it is not here; null when it is.</summary>
    public static string? Missing =>
        OwnProcess.Find("postfix") is null || OwnProcess.Find("dovecot") is null ? "Postfix and Dovecot are not installed (dovecot-imapd)."
        : Environment.UserName != "root" ? "Postfix wants to be started by root."
        : null;

    public int Port { get; private set; }

    public string AuthorityFile => _certificates.AuthorityFile;

    public async ValueTask InitializeAsync()
    {
        if (Missing is not null)
        {
            return;
        }
        (Port, _imap) = (TestMailServer.FreePort(), TestMailServer.FreePort());
        // Both work as users of their own, who must be able to reach the folder.
        await OwnProcess.RunAsync("/bin/chmod", "o+rx", _folder);
        foreach (var name in new[] { "postfix", "queue", "data", "mail", "run" })
        {
            Directory.CreateDirectory(Path.Combine(_folder, name));
        }
        await OwnProcess.RunAsync("/bin/chown", "postfix", Path.Combine(_folder, "data"));
        await OwnProcess.RunAsync("/bin/chown", $"{Owner}:{Owner}", Path.Combine(_folder, "mail"));
        using (var certificate = _certificates.For("localhost"))
        {
            _certificate = certificate.GetCertHashString();
            await WriteAsync("cert.pem", certificate.ExportCertificatePem());
            await WriteAsync("key.pem", certificate.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem()); // it has one
        }
        await WriteAsync("postfix/main.cf", PostfixMain);
        await WriteAsync("postfix/master.cf", PostfixMaster);
        await WriteAsync("dovecot.conf", Dovecot);
        _postfix = OwnProcess.Start(OwnProcess.Find("postfix")!, "-c", Path.Combine(_folder, "postfix"), "start-fg"); // there, or Missing had said so
        await OwnProcess.WaitForPortAsync(Port); // Dovecot's socket for sign-ins lies in Postfix' queue, which it has made by now
        _dovecot = OwnProcess.Start(OwnProcess.Find("dovecot")!, "-F", "-c", Path.Combine(_folder, "dovecot.conf"));
        await OwnProcess.WaitForPortAsync(_imap);
    }

    /// <summary>The mails in the mailbox, as soon as there are so many.</summary>
    public async Task<List<MimeMessage>> ReadAsync(int count)
    {
        using var client = new ImapClient { CheckCertificateRevocation = false };
        client.ServerCertificateValidationCallback = (_, certificate, _, _) => certificate?.GetCertHashString() == _certificate;
        await client.ConnectAsync("localhost", _imap, SecureSocketOptions.StartTls, TestContext.Current.CancellationToken);
        await client.AuthenticateAsync("ann", Password, TestContext.Current.CancellationToken);
        var inbox = client.Inbox!; // every mailbox has one
        await inbox.OpenAsync(FolderAccess.ReadOnly, TestContext.Current.CancellationToken);
        await OwnProcess.WaitForAsync(async () =>
        {
            await client.NoOpAsync(TestContext.Current.CancellationToken);
            return inbox.Count >= count;
        });
        var mails = new List<MimeMessage>();
        for (var n = 0; n < inbox.Count; n++)
        {
            mails.Add(await inbox.GetMessageAsync(n, TestContext.Current.CancellationToken));
        }
        await client.DisconnectAsync(quit: true, TestContext.Current.CancellationToken);
        return mails;
    }

    public async ValueTask DisposeAsync()
    {
        if (_postfix is not null)
        {
            await OwnProcess.RunAsync(OwnProcess.Find("postfix")!, "-c", Path.Combine(_folder, "postfix"), "stop");
            await _postfix.DisposeAsync();
        }
        if (_dovecot is not null)
        {
            await _dovecot.DisposeAsync();
        }
        _certificates.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private Task WriteAsync(string name, string text) => File.WriteAllTextAsync(Path.Combine(_folder, name), text);

    private string PostfixMain => $"""
        compatibility_level = 3.6
        queue_directory = {_folder}/queue
        data_directory = {_folder}/data
        command_directory = /usr/sbin
        daemon_directory = /usr/lib/postfix/sbin
        mail_owner = postfix
        setgid_group = postdrop
        maillog_file = {_folder}/mail.log
        maillog_file_prefixes = {_folder}
        inet_interfaces = 127.0.0.1
        inet_protocols = ipv4
        myhostname = mail.example.test
        mydestination =
        alias_maps =
        smtpd_peername_lookup = no
        virtual_mailbox_domains = example.test
        virtual_mailbox_base = {_folder}/mail
        virtual_mailbox_maps = static:ann/
        virtual_uid_maps = static:{Owner}
        virtual_gid_maps = static:{Owner}
        smtpd_tls_security_level = encrypt
        smtpd_tls_chain_files = {_folder}/key.pem, {_folder}/cert.pem
        smtpd_tls_auth_only = yes
        smtpd_sasl_auth_enable = yes
        smtpd_sasl_type = dovecot
        smtpd_sasl_path = private/auth
        smtpd_relay_restrictions = permit_sasl_authenticated, reject
        smtpd_recipient_restrictions = permit_sasl_authenticated, reject

        """;

    private string PostfixMaster => $"""
        127.0.0.1:{Port} inet n - n - - smtpd
        cleanup unix n - n - 0 cleanup
        qmgr unix n - n 300 1 qmgr
        tlsmgr unix - - n 1000? 1 tlsmgr
        rewrite unix - - n - - trivial-rewrite
        bounce unix - - n - 0 bounce
        defer unix - - n - 0 bounce
        trace unix - - n - 0 bounce
        proxymap unix - - n - - proxymap
        error unix - - n - - error
        retry unix - - n - - error
        virtual unix - n n - - virtual
        anvil unix - - n - 1 anvil
        postlog unix-dgram n - n - 1 postlogd

        """;

    private string Dovecot => $$"""
        base_dir = {{_folder}}/run
        state_dir = {{_folder}}/run
        log_path = {{_folder}}/dovecot.log
        protocols = imap
        listen = 127.0.0.1
        ssl = required
        ssl_cert = <{{_folder}}/cert.pem
        ssl_key = <{{_folder}}/key.pem
        mail_location = maildir:{{_folder}}/mail/ann
        first_valid_uid = {{Owner}}
        passdb {
          driver = static
          args = password={{Password}}
        }
        userdb {
          driver = static
          args = uid={{Owner}} gid={{Owner}} home={{_folder}}/mail
        }
        service imap-login {
          inet_listener imap {
            port = {{_imap}}
          }
          inet_listener imaps {
            port = 0
          }
        }
        service auth {
          unix_listener {{_folder}}/queue/private/auth {
            mode = 0660
            user = postfix
            group = postfix
          }
        }

        """;
}
