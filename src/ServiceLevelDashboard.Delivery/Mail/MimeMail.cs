using System.Security.Cryptography;
using System.Text;
using MimeKit;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Delivery.Mail;

/// <summary>Makes the message that goes over the wire.</summary>
internal static class MimeMail
{
    private const int LongestSubject = 250;

    /// <summary>The message. The same mail gives the same <c>Message-ID</c>.</summary>
    /// <param name="mail">What is sent.</param>
    /// <param name="from">Who it comes from.</param>
    /// <param name="at">When.</param>
    public static MimeMessage Of(OutgoingMail mail, MailboxAddress from, DateTimeOffset at)
    {
        var message = new MimeMessage
        {
            MessageId = IdOf(mail.Id, from),
            Date = at,
            Subject = PlainName.Line(mail.Subject, LongestSubject),
        };
        message.From.Add(from);
        message.To.AddRange(mail.To.Select(static to => new MailboxAddress(null, to)));
        if (mail.Thread.Length > 0)
        {
            message.References.Add(IdOf(mail.Thread, from));
        }
        // Nobody's absence note is wanted: https://www.rfc-editor.org/rfc/rfc3834 and Exchange's own.
        message.Headers.Add("Auto-Submitted", "auto-generated");
        message.Headers.Add("X-Auto-Response-Suppress", "All");

        var body = new BodyBuilder { TextBody = mail.Text, HtmlBody = mail.Html };
        foreach (var file in mail.Attachments)
        {
            using var content = new MemoryStream(file.Content.ToArray());
            body.Attachments.Add(PlainName.Of(file.Name, "file"), content, ContentType.Parse(file.Type));
        }

        message.Body = body.ToMessageBody();
        return message;
    }

    /// <summary>An id for a header: of any text, on one line, the same each time.</summary>
    private static string IdOf(string id, MailboxAddress from) =>
        $"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(id)).AsSpan(0, 16))}@{from.Domain}";
}
