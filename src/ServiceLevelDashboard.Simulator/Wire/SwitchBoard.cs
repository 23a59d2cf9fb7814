namespace ServiceLevelDashboard.Simulator.Wire;

/// <summary>The organisation's switches as they stand now; one assignment changes them for every later question.</summary>
internal sealed class SwitchBoard(Switches start)
{
    private volatile Switches _current = start;

    public Switches Current
    {
        get => _current;
        set => _current = value;
    }
}
