namespace ServiceLevelDashboard.Domain;

/// <summary>
/// The kind of contact. An open set: the contact centre may add names at any time, so an unknown one is kept as it is written.
/// Lower case, for instance <c>voice</c>.
/// </summary>
/// <param name="Name">The analytics name, lower case. (A queue's settings call voice <c>call</c>; that word stops at the wire.)</param>
public readonly record struct MediaType(string Name)
{
    /// <summary>Telephone calls.</summary>
    public static readonly MediaType Voice = new("voice");

    /// <summary>Calls that the customer asked to be given back.</summary>
    public static readonly MediaType Callback = new("callback");

    /// <summary>Web chat.</summary>
    public static readonly MediaType Chat = new("chat");

    /// <summary>E-mail.</summary>
    public static readonly MediaType Email = new("email");

    /// <summary>Messaging (SMS, web messaging and others).</summary>
    public static readonly MediaType Message = new("message");

    /// <inheritdoc/>
    public override string ToString() => Name;
}
