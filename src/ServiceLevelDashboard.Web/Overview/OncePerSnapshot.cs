using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.CompilerServices;
using ServiceLevelDashboard.Analytics;

namespace ServiceLevelDashboard.Web.Overview;

/// <summary>What is worked out of a snapshot once for all who look at it in one language and ask the same; forgotten with the snapshot.</summary>
internal static class OncePerSnapshot
{
    private static readonly ConditionalWeakTable<Snapshot, ConcurrentDictionary<Question, object>> Known = [];

    /// <summary>An answer.</summary>
    /// <param name="snapshot">The figures.</param>
    /// <param name="question">All that the answer depends on beside the figures, the language and its own type; equal for equal questions.</param>
    /// <param name="answer">Works it out. Two who ask at the same moment may both do so.</param>
    public static T Of<T>(Snapshot snapshot, object? question, Func<T> answer)
        where T : class =>
        (T)Known.GetOrCreateValue(snapshot).GetOrAdd(
            new Question(typeof(T), question, CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture), static (_, answer) => answer(), answer);

    private readonly record struct Question(Type Answer, object? Of, CultureInfo Format, CultureInfo Words);
}
