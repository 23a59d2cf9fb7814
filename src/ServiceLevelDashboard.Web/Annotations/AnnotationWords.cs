using System.Collections.Immutable;
using ServiceLevelDashboard.Analytics.Contracts;
using ServiceLevelDashboard.Analytics.Documents;
using ServiceLevelDashboard.Domain;
using ServiceLevelDashboard.Web.Charts;
using ServiceLevelDashboard.Web.Resources;

namespace ServiceLevelDashboard.Web.Annotations;

/// <summary>Words annotations, and makes the notes of a chart.</summary>
internal static class AnnotationWords
{
    /// <summary>What happened in a range and concerns any of some queues, oldest first.</summary>
    public static ImmutableArray<TrendNote> Notes(DocumentCache<Annotation> book, Interval range, IEnumerable<QueueId> queues)
    {
        var concerned = queues.ToHashSet();
        return
        [
            .. book.All.Values.Select(static d => d.Value)
                .Where(a => a.Span.Overlaps(range) && (a.Queues.IsEmpty || a.Queues.Any(concerned.Contains)))
                .OrderBy(static a => a.Start).ThenBy(static a => a.Text, StringComparer.Ordinal)
                .Select(static a => new TrendNote(a.Start, a.End, Short(a))),
        ];
    }

    /// <summary>"Outage: line down", and that it is left out when it is.</summary>
    public static string Short(Annotation annotation) => Format.Text(
        annotation.LeftOutBecause.Length > 0
            ? AnnotationText.ShortLeftOut
            : AnnotationText.Short, Of(annotation.Kind), annotation.Text, annotation.LeftOutBecause);

    /// <summary>The word of a kind.</summary>
    public static string Of(AnnotationKind kind) => kind switch
    {
        AnnotationKind.Outage => AnnotationText.Outage,
        AnnotationKind.Campaign => AnnotationText.Campaign,
        AnnotationKind.IvrChange => AnnotationText.IvrChange,
        _ => AnnotationText.Other,
    };
}
