namespace ServiceLevelDashboard.Access.Roles;

/// <summary>Somebody may not do what was asked for, or may not any more; nothing was changed.</summary>
/// <param name="least">What it takes.</param>
public sealed class NotAllowedException(Rank least) : Exception($"This takes the rank {least}.");
