namespace ServiceLevelDashboard.Domain;

/// <summary>
/// A name, or another text of one line, that somebody types for others to read. One checker for all of them: accounts, roles, tokens, screens, boards, groups,
/// sites and notes. It is refused with what to mend, unlike a name from another system, which is made plain (<see cref="PlainName"/>). Worked:
/// <c>"ann\u202Enna"</c> is <see cref="NameProblem.NotPlain"/>.
/// </summary>
/// <param name="Field">The field's name, as documents and files write it.</param>
/// <param name="Text">What was typed; blanks around it do not count.</param>
/// <param name="Longest">Most UTF-16 units.</param>
public readonly record struct TypedName(string Field, string? Text, int Longest)
{
    /// <summary>What is wrong with it; null when nothing is.</summary>
    public NameProblem? Problem
    {
        get
        {
            var text = Text?.Trim() ?? "";
            var plain = PlainName.OneLine(text);
            return plain.Length == 0 ? NameProblem.Empty
                : text.Length > Longest ? NameProblem.TooLong
                : plain != text ? NameProblem.NotPlain
                : null;
        }
    }

    /// <summary>What is wrong with it and how to mend it, with the field's name; null when nothing is.</summary>
    public string? Sentence => Problem switch
    {
        NameProblem.Empty => $"{Field} is empty; give it at least one visible character.",
        NameProblem.TooLong => FormattableString.Invariant($"{Field} is longer than {Longest} characters; shorten it."),
        NameProblem.NotPlain => $"{Field} holds a line break, an invisible character or several blanks in a row; write it on one line.",
        _ => null,
    };
}

/// <summary>What is wrong with a typed name.</summary>
public enum NameProblem
{
    /// <summary>Nothing of it can be seen.</summary>
    Empty,

    /// <summary>It is too long.</summary>
    TooLong,

    /// <summary>
    /// It is not what it looks like: it holds a line break, a control character, one that is invisible or reverses the text, a tower of marks, or blanks that
    /// are not single.
    /// </summary>
    NotPlain,
}
