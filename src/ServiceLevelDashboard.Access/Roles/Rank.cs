namespace ServiceLevelDashboard.Access.Roles;

/// <summary>What somebody may do; each may do what those before it may.</summary>
public enum Rank
{
    /// <summary>Nothing.</summary>
    Nobody,

    /// <summary>A screen on a wall: looks at its boards.</summary>
    Screen,

    /// <summary>Looks.</summary>
    Viewer,

    /// <summary>Changes boards, messages, annotations and screens.</summary>
    Supervisor,

    /// <summary>Changes everything.</summary>
    Administrator,
}
