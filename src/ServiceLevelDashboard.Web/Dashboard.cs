using ServiceLevelDashboard.Web.Hardening;
using ServiceLevelDashboard.Web.Hosting;

namespace ServiceLevelDashboard.Web;

/// <summary>The program from its start to its end.</summary>
internal static class Dashboard
{
    /// <summary>Runs until it is asked to stop.</summary>
    /// <param name="args">The command line.</param>
    /// <param name="output">Where help goes.</param>
    /// <param name="error">Where it is said why the program did not start.</param>
    /// <param name="stop">Asks it to stop, as a signal does.</param>
    /// <returns>The exit code: 0 when it was asked to stop, else one of <see cref="StartFailure"/>.</returns>
    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter error, CancellationToken stop)
    {
        if (Usage.IsAskedFor(args))
        {
            await output.WriteLineAsync(Usage.Text);
            return 0;
        }

        try
        {
            OpenFiles.Check(OpenFiles.Find());
            Machine.Check();
            var builder = ProgramFiles.CreateBuilder(args);
            foreach (var warning in builder.AddDotEnvFile())
            {
                await error.WriteLineAsync(warning);
            }
            await using var simulator = await builder.StartSimulatorWithoutCredentialsAsync();
            builder.AddServiceLevelDashboard(isEmbedded: simulator is not null);
            await using var app = builder.Build();
            app.UseServiceLevelDashboard();
            await app.CheckArchiveAsync();
            await RunAsync(app, stop);
            return 0;
        }
        catch (OperationCanceledException)
        {
            return 0; // asked to stop before it had started
        }
        // The top: whatever kept the program from starting is said in a sentence, and told from being asked to stop.
        catch (Exception failure) when (failure is not HostAbortedException)
        {
            var (sentence, exitCode) = StartFailure.Of(failure);
            await error.WriteLineAsync(sentence);
            return exitCode;
        }
    }

    /// <summary>Runs until it is asked to stop. Whoever calls disposes of it.</summary>
    internal static async Task RunAsync(WebApplication app, CancellationToken stop)
    {
        try
        {
            await app.StartAsync(stop);
        }
        catch
        {
            // What was begun before it failed ends before what it works with is disposed of, which the host does not see to.
            await app.StopAsync(CancellationToken.None);
            throw;
        }
        await app.WaitForShutdownAsync(stop);
    }
}
