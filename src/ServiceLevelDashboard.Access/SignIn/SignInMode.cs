namespace ServiceLevelDashboard.Access.SignIn;

/// <summary>Whether visitors have to sign in; otherwise whoever sits at this machine may do everything, and who comes over the network may look.</summary>
/// <param name="IsAsked">Whether they have to.</param>
public sealed record SignInMode(bool IsAsked);
