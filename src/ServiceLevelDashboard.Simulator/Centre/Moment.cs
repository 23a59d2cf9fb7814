namespace ServiceLevelDashboard.Simulator.Centre;

/// <summary>What goes on in one line at one instant.</summary>
/// <param name="Waiting">Contacts waiting.</param>
/// <param name="Interacting">Contacts with an agent.</param>
/// <param name="Agents">Agents on duty; 0 when not known.</param>
/// <param name="LongestWaitingMs">How long the one that waits longest has waited, in milliseconds; 0 when none waits.</param>
/// <param name="LongestInteractingMs">How long the longest conversation has lasted, in milliseconds; 0 when there is none.</param>
internal readonly record struct Moment(int Waiting, int Interacting, int Agents, long LongestWaitingMs, long LongestInteractingMs)
{
    /// <summary>The moment of a line.</summary>
    public static Moment Of(IOrganisation organisation, TrafficLine line, long atMs)
    {
        var (waiting, interacting, agents, longestWaiting, longestInteracting) = (0, 0, 0, 0L, 0L);
        foreach (var day in line.DaysTouching(atMs, atMs + 1))
        {
            var contacts = organisation.Day(line, day);
            agents = contacts.AgentsAt(atMs) ?? agents;
            foreach (ref readonly var contact in contacts.Touching(atMs, atMs + 1))
            {
                if (contact.WaitEndMs > atMs)
                {
                    waiting++;
                    longestWaiting = Math.Max(longestWaiting, atMs - contact.ArrivalMs);
                }
                else if (contact.HandleEndMs > atMs)
                {
                    interacting++;
                    longestInteracting = Math.Max(longestInteracting, atMs - contact.WaitEndMs);
                }
            }
        }

        return new Moment(waiting, interacting, agents, longestWaiting, longestInteracting);
    }
}
