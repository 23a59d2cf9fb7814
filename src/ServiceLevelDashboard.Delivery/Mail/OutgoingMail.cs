using System.Collections.Immutable;
using ServiceLevelDashboard.Delivery.Routes;

namespace ServiceLevelDashboard.Delivery.Mail;

/// <summary>A mail to be sent.</summary>
public sealed record OutgoingMail
{
    /// <summary>The message's id: the same for the same event however often it is sent. The <c>Message-ID</c> is made of it.</summary>
    public required string Id { get; init; }

    /// <summary>To whom: plain addresses, at least one.</summary>
    public required ImmutableArray<string> To { get; init; }

    /// <summary>The subject; line breaks in it become blanks.</summary>
    public required string Subject { get; init; }

    /// <summary>The mail as plain text.</summary>
    public required string Text { get; init; }

    /// <summary>The mail as a page of HTML that loads nothing.</summary>
    public required string Html { get; init; }

    /// <summary>Files that go with it.</summary>
    public ImmutableArray<MailAttachment> Attachments { get; init; } = [];

    /// <summary>What mails about the same thing have in common, so that mail programs show them together; empty for none.</summary>
    public string Thread { get; init; } = "";

    /// <summary>
    /// Whether those who take it get it although the server wants to be asked later about others: not at first, since these would get nothing, and those twice.
    /// </summary>
    public bool GoesWithoutDeferred { get; init; }
}

/// <summary>A file of a mail.</summary>
/// <param name="Name">Its name; hostile input until encoded.</param>
/// <param name="Type">Its media type, such as <c>text/csv</c>.</param>
/// <param name="Content">Its bytes.</param>
public sealed record MailAttachment(string Name, string Type, ReadOnlyMemory<byte> Content);

/// <summary>Sends mails by the configured server.</summary>
public interface IMailSender
{
    /// <summary>Sends one mail. Never throws but by being cancelled: what went wrong is in the result.</summary>
    Task<SendResult> SendAsync(OutgoingMail mail, CancellationToken cancellationToken);
}
