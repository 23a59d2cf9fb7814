using System.Collections.Immutable;

namespace ServiceLevelDashboard.Delivery.Reports;

/// <summary>A report as a mail, without its sender.</summary>
/// <param name="Subject">One line.</param>
/// <param name="Text">The report as plain text.</param>
/// <param name="Html">The report as a whole page of HTML that loads nothing.</param>
/// <param name="Attachments">The files.</param>
public sealed record ReportMail(string Subject, string Text, string Html, ImmutableArray<ReportAttachment> Attachments)
{
    /// <summary>To whom; empty when it goes by a route, which knows its addresses.</summary>
    public ImmutableArray<string> To { get; init; } = [];
}

/// <summary>A file of a mail.</summary>
/// <param name="Name">The file's name.</param>
/// <param name="Type">Its media type.</param>
/// <param name="Content">Its bytes.</param>
public sealed record ReportAttachment(string Name, string Type, ReadOnlyMemory<byte> Content);

/// <summary>A report can never be made any more: its schedule or its role was removed, or nothing of it may be seen.</summary>
/// <param name="message">Why, safe to show.</param>
public sealed class ReportGoneException(string message) : Exception(message);
