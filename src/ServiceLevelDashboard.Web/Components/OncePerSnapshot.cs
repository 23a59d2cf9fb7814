using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.CompilerServices;
using ServiceLevelDashboard.Analytics;

namespace ServiceLevelDashboard.Web.Components;

/// <summary>
/// What is worked out once for all who look at the same figures in one language and ask the same; forgotten with the figures. Questions must be few: what
/// each visitor may choose for himself, such as a part of the day, is none.
/// </summary>
internal static class OncePerSnapshot
{
    private static readonly ConditionalWeakTable<object, ConcurrentDictionary<Question, object>> Known = [];

    /// <summary>An answer.</summary>
    /// <param name="snapshot">The figures.</param>
    /// <param name="question">All that the answer depends on beside the figures, the language and its own type; equal for equal questions.</param>
    /// <param name="answer">Works it out. Two who ask at the same moment may both do so.</param>
    public static T Of<T>(Snapshot snapshot, object? question, Func<T> answer)
        where T : class => Find(snapshot, question, answer);

    /// <summary>The same of one queue, which lives on from snapshot to snapshot while its figures stay.</summary>
    public static T Of<T>(QueueSummary queue, object? question, Func<T> answer)
        where T : class => Find(queue, question, answer);

    private static T Find<T>(object figures, object? question, Func<T> answer)
        where T : class =>
        (T)Known.GetOrCreateValue(figures).GetOrAdd(
            new Question(typeof(T), question, CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture), static (_, answer) => answer(), answer);

    private readonly record struct Question(Type Answer, object? Of, CultureInfo Format, CultureInfo Words);
}
