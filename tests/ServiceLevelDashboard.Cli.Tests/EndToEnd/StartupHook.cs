/// <summary>Tells on standard error, as the process ends, which assemblies it has loaded. The runtime looks for this name outside of any namespace.</summary>
internal static class StartupHook
{
    /// <summary>What each line begins with.</summary>
    public const string Heading = "loaded: ";

    public static void Initialize() => AppDomain.CurrentDomain.ProcessExit += static (_, _) =>
    {
        foreach (var assembly in AppDomain.CurrentDomain.GetAssemblies())
        {
            Console.Error.WriteLine(Heading + assembly.GetName().Name);
        }
    };
}
