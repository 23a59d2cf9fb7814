namespace ServiceLevelDashboard.Analytics.Instances;

/// <summary>Which of several instances asks the contact centre and does what only one may do.</summary>
public interface ILeadership
{
    /// <summary>The term in which this instance leads; null while another does, or nobody is known to. A term that has run out is none.</summary>
    Term? Current { get; }

    /// <summary>Who leads as far as is known, in words for a person; null before the first look.</summary>
    string? Holder { get; }

    /// <summary>Told after this instance began or ceased to lead; do little in it.</summary>
    event Action? Changed;

    /// <summary>Waits until this instance leads.</summary>
    Task<Term> WaitAsync(CancellationToken cancellationToken);

    /// <summary>Ends a term before its time: the archive refused a write of it, since another instance leads.</summary>
    void End(Term term);
}

/// <summary>A time during which this instance leads.</summary>
/// <param name="Epoch">The lease's epoch; 0 where there are no other instances.</param>
/// <param name="Ended">Cancelled when it is over.</param>
public sealed record Term(long Epoch, CancellationToken Ended);
