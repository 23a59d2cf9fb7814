using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Web.Resources;

/// <summary>Says what is wrong with a name that somebody typed, and the fix. Pure.</summary>
internal static class NameWords
{
    /// <summary>A sentence that names the field; null when nothing is wrong.</summary>
    public static string? Of(TypedName name) => name.Problem switch
    {
        NameProblem.Empty => Format.Text(Text.NameEmpty, Label(name.Field)),
        NameProblem.TooLong => Format.Text(Text.NameTooLong, Label(name.Field), name.Longest),
        NameProblem.NotPlain => Format.Text(Text.NameNotPlain, Label(name.Field)),
        _ => null,
    };

    private static string Label(string field) => field switch
    {
        "place" => Text.FieldPlace,
        "text" => Text.FieldText,
        "leftOutBecause" => Text.FieldReason,
        "title" => Text.FieldTitle,
        "message" => Text.FieldMessage,
        _ => Text.FieldName,
    };
}
