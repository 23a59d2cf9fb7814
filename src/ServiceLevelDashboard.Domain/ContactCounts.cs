namespace ServiceLevelDashboard.Domain;

/// <summary>
/// What happened to the contacts of one queue and media type, in one interval or in any sum of them. Bucketed by event: an
/// offer counts where it arrived, an answer where it was answered, so in one interval <see cref="Answered"/> may exceed
/// <see cref="Offered"/>. Nothing is clamped. All zero means that nothing happened; "not known" is the absence of a row.
/// </summary>
public sealed record ContactCounts
{
    /// <summary>Nothing happened. The zero of the addition: it has no bands and no figures of Genesys' own, and takes the other side's.</summary>
    public static readonly ContactCounts Zero = new();

    /// <summary>Contacts that entered the queue (<c>nOffered</c>).</summary>
    public int Offered { get; init; }

    /// <summary>Answered contacts with the time that each had waited (<c>tAnswered</c>): their mean is the speed of answer.</summary>
    public DurationStatistics AnswerWait { get; init; }

    /// <summary>Abandoned contacts, short ones included, with the time that each had waited (<c>tAbandon</c>).</summary>
    public DurationStatistics AbandonWait { get; init; }

    /// <summary>Contacts that left the queue by another way (voicemail, callback, another queue), with their wait (<c>tFlowOut</c>).</summary>
    public DurationStatistics FlowOutWait { get; init; }

    /// <summary>Abandons within the organisation's own short-abandon limit: a part of <see cref="Abandoned"/> (<c>tShortAbandon</c>).</summary>
    public int ShortAbandoned { get; init; }

    /// <summary>Answered after the threshold that was in force at the time (<c>nOverSla</c>); abandons are not in it.</summary>
    public int OverSla { get; init; }

    /// <summary>All waits, however they ended (<c>tWait</c>).</summary>
    public DurationStatistics Wait { get; init; }

    /// <summary>Talk times, posted when the talk ended (<c>tTalkComplete</c>).</summary>
    public DurationStatistics Talk { get; init; }

    /// <summary>Handle times (talk, hold, after-call work), posted when handling ended (<c>tHandle</c>).</summary>
    public DurationStatistics Handle { get; init; }

    /// <summary>Counts by wait, or null when none were asked for.</summary>
    public Bands? Bands { get; init; }

    /// <summary>Genesys' own numerator and denominator, or null when it gave none (nothing to divide, or an outbound queue).</summary>
    public GenesysServiceLevel? Genesys { get; init; }

    /// <summary>Callbacks that call the customer first, and their calls.</summary>
    public CustomerFirstCounts CustomerFirst { get; init; } = CustomerFirstCounts.None;

    /// <summary>
    /// Answers of which Genesys said neither a level nor how many were late, and whose late ones were counted by their waits at the queue's target: in
    /// <see cref="OverSla"/>.
    /// </summary>
    public int LateByWait { get; init; }

    /// <summary>Answers of which nobody knows how many were late: they are outside of Genesys' formula, with all of their interval.</summary>
    public int Unjudged { get; init; }

    /// <summary>
    /// Whether a level can be made of any of these contacts. Callbacks that call the customer first alone are not measured; nothing at all is.
    /// </summary>
    public bool IsMeasured => CustomerFirst.Offered == 0 || Offered > CustomerFirst.Offered;

    /// <summary>
    /// Who says how many were late. Counts that are judged alike can be added and keep their levels, whatever the definition; a sum of others is judged by
    /// those of them that Genesys judged.
    /// </summary>
    public CountsJudge JudgedBy => Genesys is not null || Answered + Abandoned + FlowOut == 0 ? CountsJudge.Genesys
        : Unjudged > 0 && LateByWait == 0 ? CountsJudge.Nobody
        : CountsJudge.Waits;

    /// <summary>Answered contacts.</summary>
    public int Answered => AnswerWait.Count;

    /// <summary>Abandoned contacts, short ones included.</summary>
    public int Abandoned => AbandonWait.Count;

    /// <summary>Contacts that flowed out.</summary>
    public int FlowOut => FlowOutWait.Count;

    /// <summary>Whether anything happened at all.</summary>
    public bool IsZero => Offered == 0 && Answered == 0 && Abandoned == 0 && FlowOut == 0
        && ShortAbandoned == 0 && OverSla == 0 && Wait.Count == 0 && Talk.Count == 0 && Handle.Count == 0 && CustomerFirst == CustomerFirstCounts.None;

    /// <summary>
    /// Both together. A side that is wholly zero and has no bands takes over the other side's bands; otherwise the edges must
    /// be equal, or the sum has no bands (bounds would be lost silently if unequal bands were mixed).
    /// </summary>
    /// <exception cref="OverflowException">A count of the sum is larger than 2,147,483,647.</exception>
    public static ContactCounts operator +(ContactCounts a, ContactCounts b)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        var sum = new Tally(a);
        sum.Add(b);
        return sum.ToCounts();
    }

    /// <summary>Named form of the addition.</summary>
    public static ContactCounts Add(ContactCounts a, ContactCounts b) => a + b;

    /// <summary>Sum of many; <see cref="Zero"/> of none.</summary>
    /// <exception cref="OverflowException">A count of the sum is larger than 2,147,483,647.</exception>
    public static ContactCounts Sum(IEnumerable<ContactCounts> counts)
    {
        ArgumentNullException.ThrowIfNull(counts);
        var sum = new Tally(Zero);
        foreach (var next in counts)
        {
            sum.Add(next);
        }

        return sum.ToCounts();
    }

    /// <summary>A sum under way: the counts of a day are added up for every queue at every turn, and none of the steps between is kept.</summary>
    private struct Tally(ContactCounts first)
    {
        private int _offered = first.Offered, _shortAbandoned = first.ShortAbandoned, _overSla = first.OverSla, _lateByWait = first.LateByWait,
        _unjudged = first.Unjudged;
        private DurationStatistics _answerWait = first.AnswerWait, _abandonWait = first.AbandonWait, _flowOutWait = first.FlowOutWait;
        private DurationStatistics _wait = first.Wait, _talk = first.Talk, _handle = first.Handle;
        private CustomerFirstCounts _customerFirst = first.CustomerFirst;
        private GenesysServiceLevel? _genesys = first.Genesys;
        private Bands? _bands = first.Bands;
        private bool _isZero = first.IsZero;

        public void Add(ContactCounts next)
        {
            try
            {
                AddChecked(next);
            }
            catch (OverflowException e)
            {
                throw new OverflowException("More contacts than one sum can count: figures of this range cannot be true.", e);
            }
        }

        private void AddChecked(ContactCounts next)
        {
            _offered += next.Offered;
            _answerWait += next.AnswerWait;
            _abandonWait += next.AbandonWait;
            _flowOutWait += next.FlowOutWait;
            _shortAbandoned += next.ShortAbandoned;
            _overSla += next.OverSla;
            _wait += next.Wait;
            _talk += next.Talk;
            _handle += next.Handle;
            _customerFirst += next.CustomerFirst;
            _lateByWait += next.LateByWait;
            _unjudged += next.Unjudged;
            _genesys = GenesysServiceLevel.Sum(_genesys, next.Genesys);
            _bands = SumOfBands(_bands, _isZero, next.Bands, next.IsZero);
            _isZero &= next.IsZero;
        }

        public readonly ContactCounts ToCounts() => new()
        {
            Offered = _offered,
            AnswerWait = _answerWait,
            AbandonWait = _abandonWait,
            FlowOutWait = _flowOutWait,
            ShortAbandoned = _shortAbandoned,
            OverSla = _overSla,
            Wait = _wait,
            Talk = _talk,
            Handle = _handle,
            CustomerFirst = _customerFirst,
            LateByWait = _lateByWait,
            Unjudged = _unjudged,
            Genesys = _genesys,
            Bands = _bands,
        };
    }

    private static Bands? SumOfBands(Bands? a, bool isZeroA, Bands? b, bool isZeroB)
    {
        if (a is null)
        {
            return isZeroA ? b : null;
        }
        if (b is null)
        {
            return isZeroB ? a : null;
        }
        return a.Edges.Equals(b.Edges) ? a + b : null;
    }
}

/// <summary>Who says how many answers were late.</summary>
public enum CountsJudge
{
    /// <summary>Genesys, by figures of its own; or nothing is there to be judged.</summary>
    Genesys,

    /// <summary>The counts themselves.</summary>
    Waits,

    /// <summary>Nobody knows.</summary>
    Nobody,
}
