using System.Text;
using Microsoft.Extensions.Configuration;

namespace ServiceLevelDashboard.Cli.Tests;

/// <summary>Runs a command line inside the test and keeps what it wrote.</summary>
internal sealed record ShellRun(int ExitCode, string Out, string Error)
{
    public static Task<ShellRun> OfAsync(IEnumerable<KeyValuePair<string, string?>> variables, params string[] args) =>
        OfAsync(variables, TimeProvider.System, TestContext.Current.CancellationToken, args);

    public static async Task<ShellRun> OfAsync(
        IEnumerable<KeyValuePair<string, string?>> variables, TimeProvider clock, CancellationToken cancellationToken, params string[] args)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(variables).Build();
        using var output = new MemoryStream();
        await using var error = new StringWriter { NewLine = "\n" };
        var code = await Sld.RunAsync(args, new Terminal(output, error, IsErrorTerminal: false), () => configuration, clock, cancellationToken);
        return new ShellRun(code, Encoding.UTF8.GetString(output.ToArray()), error.ToString());
    }
}
