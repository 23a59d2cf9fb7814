namespace ServiceLevelDashboard.Domain;

/// <summary>Identifies a queue. The contact centre's own id, compared exactly (ordinal); never shown where a name is known.</summary>
/// <param name="Value">The id as the contact centre writes it, for instance <c>0f6d3c1e-5d6a-4f0e-9a53-0b1c2d3e4f01</c>.</param>
public readonly record struct QueueId(string Value)
{
    /// <inheritdoc/>
    public override string ToString() => Value;
}
