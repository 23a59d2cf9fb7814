namespace ServiceLevelDashboard.Domain;

/// <summary>Reads values of enumerations as people write them: by name alone. The platform also takes numbers, and so values that have no meaning.</summary>
public static class EnumName
{
    /// <summary>The value of a name.</summary>
    /// <param name="name">The name, in upper or lower case; null and empty mean no value.</param>
    /// <returns>The value; null when there is none of this name, for numbers too: <c>7</c> and <c>1</c> are no names.</returns>
    public static T? Find<T>(string? name)
        where T : struct, Enum
    {
        var index = Array.FindIndex(Enum.GetNames<T>(), known => known.Equals(name, StringComparison.OrdinalIgnoreCase));
        return index < 0 ? null : Enum.GetValues<T>()[index];
    }
}
