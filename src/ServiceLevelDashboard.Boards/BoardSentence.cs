using System.Globalization;

namespace ServiceLevelDashboard.Boards;

/// <summary>Fills the sentences of the resource files, in the reader's formats.</summary>
internal static class BoardSentence
{
    public static string Filled(string text, params ReadOnlySpan<object?> values) => string.Format(CultureInfo.CurrentCulture, text, values);
}
