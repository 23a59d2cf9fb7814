using System.ComponentModel;
using System.Diagnostics;

namespace ServiceLevelDashboard.Simulator.Tests;

/// <summary>Runs a script of the repository with node.</summary>
internal static class NodeScript
{
    /// <summary>What the script printed; null when there is no node on this machine.</summary>
    public static async Task<string?> RunAsync(string script, params string[] arguments)
    {
        using var bound = Patience.Bound(TestContext.Current.CancellationToken);
        var start = new ProcessStartInfo("node") { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(Path.Combine(Repository.Root, script));
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }
        using var node = new Process { StartInfo = start };
        try
        {
            node.Start();
        }
        catch (Win32Exception)
        {
            return null;
        }

        try
        {
            var output = node.StandardOutput.ReadToEndAsync(bound.Token);
            var errors = node.StandardError.ReadToEndAsync(bound.Token);
            await node.WaitForExitAsync(bound.Token);
            Assert.True(node.ExitCode == 0, await errors);
            return await output;
        }
        finally
        {
            if (!node.HasExited)
            {
                node.Kill(entireProcessTree: true);
            }
        }
    }
}
