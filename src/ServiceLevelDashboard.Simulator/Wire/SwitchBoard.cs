namespace ServiceLevelDashboard.Simulator.Wire;

/// <summary>The organisation's switches as they stand now; one assignment changes them for every later question.</summary>
internal sealed class SwitchBoard(SimulatedSwitches start)
{
    private volatile SimulatedSwitches _current = start;

    public SimulatedSwitches Current
    {
        get => _current;
        set => _current = value;
    }
}
