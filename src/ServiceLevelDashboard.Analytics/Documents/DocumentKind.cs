using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Analytics.Documents;

/// <summary>One sort of thing that people make: how it is called in the store, written and checked.</summary>
/// <typeparam name="T">What a document holds; immutable.</typeparam>
/// <param name="Name">The kind's name in the store, for ever: <c>board</c>.</param>
/// <param name="Json">Writes and reads it. Forbid unknown members, so that a misspelt one is found.</param>
/// <param name="Problems">
/// What is wrong with a document under a key and how to mend it, one sentence each that names the field; empty when it can be used.
/// </param>
/// <param name="Typed">
/// The names and other lines in it that people type, if there are any: checked when one is written, and not when it is read or stays as it was, so that what
/// is kept stays.
/// </param>
public sealed record DocumentKind<T>(
    string Name, JsonTypeInfo<T> Json, Func<string, T, ImmutableArray<string>> Problems, Func<string, T, ImmutableArray<TypedName>> Typed)
    where T : class
{
    /// <summary>What is wrong with a document; empty when it can be used.</summary>
    internal ImmutableArray<string> ProblemsOf(string key, T value) => Problems(key, value) is { IsDefaultOrEmpty: false } problems ? problems : [];

    /// <summary>Reads a stored document.</summary>
    /// <exception cref="UnusableDocumentException">It cannot be used; the message says why.</exception>
    internal Document<T> Read(StoredDocument stored)
    {
        T value;
        try
        {
            value = JsonSerializer.Deserialize(stored.Json, Json) ?? throw new JsonException("It is empty.");
        }
        catch (JsonException e)
        {
            throw new UnusableDocumentException(e.Message, stored.Version, e);
        }

        var problems = ProblemsOf(stored.Key, value);
        return problems.IsEmpty
            ? new Document<T>(stored.Key, value, stored.Version, stored.ChangedAt)
            : throw new UnusableDocumentException(string.Join(' ', problems), stored.Version);
    }
}

/// <summary>A document as it was last read.</summary>
/// <typeparam name="T">What it holds.</typeparam>
/// <param name="Key">Which one.</param>
/// <param name="Value">What it holds.</param>
/// <param name="Version">1 when first written, one more with each change; 0 before it is written.</param>
/// <param name="ChangedAt">When it was last changed.</param>
public sealed record Document<T>(string Key, T Value, int Version, DateTimeOffset ChangedAt)
    where T : class;

/// <summary>What came of writing or removing a document.</summary>
/// <param name="Outcome">Whether it was done, and if not why.</param>
/// <param name="Problems">What is wrong with the document; empty unless the outcome is <see cref="SaveOutcome.Invalid"/>.</param>
public sealed record SaveResult(SaveOutcome Outcome, ImmutableArray<string> Problems)
{
    /// <summary>The names for which it was refused, for those who say it in another language than <see cref="Problems"/> do.</summary>
    public ImmutableArray<TypedName> Names { get; init; } = [];

    /// <summary>Whether it was done.</summary>
    public bool IsSaved => Outcome == SaveOutcome.Saved;

    internal static SaveResult Of(SaveOutcome outcome) => new(outcome, []);
}

/// <summary>Whether a change was made.</summary>
public enum SaveOutcome
{
    /// <summary>It was made, and the book shows it.</summary>
    Saved,

    /// <summary>The document cannot be used as it is; nothing was changed.</summary>
    Invalid,

    /// <summary>Somebody else has changed or removed it since it was read, or made it first; nothing was changed, and the book shows theirs.</summary>
    Conflict,

    /// <summary>The archive cannot be written at present; nothing was changed.</summary>
    Unavailable,
}
