using System.Reflection;

/// <summary>Tells on standard error, as the process ends, which assemblies it has loaded. The runtime looks for this name outside of any namespace.</summary>
internal static class StartupHook
{
    /// <summary>What each line begins with.</summary>
    public const string Heading = "loaded: ";

    public static void Initialize() => AppDomain.CurrentDomain.ProcessExit += static (_, _) => Tell(AppDomain.CurrentDomain.GetAssemblies());

    // apart: the console is loaded as soon as this is compiled
    private static void Tell(Assembly[] loaded)
    {
        foreach (var assembly in loaded)
        {
            Console.Error.WriteLine(Heading + assembly.GetName().Name);
        }
    }
}
