using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using ServiceLevelDashboard.Storage.Intervals;
using ServiceLevelDashboard.Storage.Opening;

namespace ServiceLevelDashboard.Cli.Archive;

/// <summary><c>sld backup</c> and <c>sld restore</c>: the archive to a file and back, while the dashboard runs.</summary>
internal static class BackupCommands
{
    public static Command Backup(Shell shell) => Of(
        shell,
        "backup",
        "Copy the archive to a file. The dashboard may be running; the copy is of one moment.",
        "The file to write; one that exists is replaced.",
        static async (services, file, cancellationToken) =>
        {
            await services.GetRequiredService<IArchiveFiles>().BackupAsync(file, cancellationToken);
            return $"The archive was copied to {Path.GetFullPath(file)}.";
        });

    public static Command Restore(Shell shell) => Of(
        shell,
        "restore",
        "Replace the archive with a copy made by `sld backup`. The dashboard may be running, and the archive may be damaged. "
            + "The previous archive (SQLite) is kept beside it as archive.db.before-restore.",
        "The file to read.",
        static async (services, file, cancellationToken) =>
        {
            await services.GetRequiredService<IArchiveFiles>().RestoreAsync(file, cancellationToken);
            var now = await services.GetRequiredService<IArchiveExaminer>().ExamineAsync(cancellationToken);
            return $"The archive is again as it was in {Path.GetFullPath(file)}: {ArchiveAccess.RowsOf(now)}. "
                + "The dashboard collects later data again; settings changed since then are lost.";
        });

    private static Command Of(
        Shell shell, string name, string description, string fileDescription,
        Func<IServiceProvider, string, CancellationToken, Task<string>> work)
    {
        var file = new Argument<string>("FILE") { Description = fileDescription };
        var data = ArchiveAccess.Data();
        var url = CommonOptions.Url();
        var command = new Command(name, description) { file, data, url };
        command.SetAction(async (given, cancellationToken) =>
        {
            await using var services = ArchiveAccess.Services(shell, given.GetValue(data), given.GetValue(url));
            var path = given.GetRequiredValue(file);
            shell.Terminal.Say(await work(services, path, cancellationToken));
            return ExitCode.Ok;
        });
        return command;
    }
}
