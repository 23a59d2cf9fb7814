using System.Collections;
using System.Reflection;
using System.Runtime.CompilerServices;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Analytics.Tests.Instances;

/// <summary>Compares two values field by field, through records, arrays and dictionaries, down to numbers and texts.</summary>
internal static class Same
{
    /// <summary>Fails with the path to the first difference.</summary>
    public static void AssertSame(object? a, object? b) => Assert.Null(DifferenceOf(a, b, "", new HashSet<(int, int)>()));

    private static string? DifferenceOf(object? a, object? b, string path, HashSet<(int, int)> seen)
    {
        if (ReferenceEquals(a, b))
        {
            return null;
        }
        if (a is null || b is null || a.GetType() != b.GetType())
        {
            return $"{path}: {a ?? "null"} and {b ?? "null"}";
        }
        var type = a.GetType();
        if (type.IsPrimitive || type.IsEnum || a is string or decimal or DateTimeOffset or TimeSpan or DateOnly or TimeOnly or TimeZoneInfo or EdgeSet or Type)
        {
            return a.Equals(b) ? null : $"{path}: {a} and {b}";
        }
        if (!type.IsValueType && !seen.Add((RuntimeHelpers.GetHashCode(a), RuntimeHelpers.GetHashCode(b))))
        {
            return null;
        }
        if (a is IDictionary dictionary)
        {
            return OfDictionaries(dictionary, (IDictionary)b, path, seen);
        }
        if (a is IEnumerable list)
        {
            object?[] left = [.. list.Cast<object?>()], right = [.. ((IEnumerable)b).Cast<object?>()];
            return left.Length != right.Length ? $"{path}: {left.Length} and {right.Length} items"
                : left.Select((item, i) => DifferenceOf(item, right[i], $"{path}[{i}]", seen)).FirstOrDefault(static d => d is not null);
        }

        for (var level = type; level is not null && level != typeof(object); level = level.BaseType)
        {
            foreach (var field in level.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            {
                if (DifferenceOf(field.GetValue(a), field.GetValue(b), $"{path}.{field.Name}", seen) is { } difference)
                {
                    return difference;
                }
            }
        }

        return null;
    }

    private static string? OfDictionaries(IDictionary a, IDictionary b, string path, HashSet<(int, int)> seen)
    {
        if (a.Count != b.Count)
        {
            return $"{path}: {a.Count} and {b.Count} items";
        }
        foreach (DictionaryEntry entry in a)
        {
            if (!b.Contains(entry.Key) || DifferenceOf(entry.Value, b[entry.Key], $"{path}[{entry.Key}]", seen) is not null)
            {
                return b.Contains(entry.Key) ? DifferenceOf(entry.Value, b[entry.Key], $"{path}[{entry.Key}]", []) : $"{path}: no {entry.Key}";
            }
        }
        return null;
    }
}
