using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
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
        static (files, file, cancellationToken) => files.BackupAsync(file, cancellationToken),
        file => $"The archive was copied to {file}.");

    public static Command Restore(Shell shell) => Of(
        shell,
        "restore",
        "Put a copy made by `sld backup` in the place of the archive. The dashboard may be running. What stood (SQLite) is kept beside the archive as archive.db.before-restore.",
        "The file to read.",
        static (files, file, cancellationToken) => files.RestoreAsync(file, cancellationToken),
        file => $"The archive is again as it was in {file}.");

    private static Command Of(
        Shell shell, string name, string description, string fileDescription,
        Func<IArchiveFiles, string, CancellationToken, Task> work, Func<string, string> done)
    {
        var file = new Argument<string>("FILE") { Description = fileDescription };
        var data = ArchiveAccess.Data();
        var url = CommonOptions.Url();
        var command = new Command(name, description) { file, data, url };
        command.SetAction(async (given, cancellationToken) =>
        {
            await using var services = ArchiveAccess.Services(shell, given.GetValue(data), given.GetValue(url));
            var path = given.GetRequiredValue(file);
            await work(services.GetRequiredService<IArchiveFiles>(), path, cancellationToken);
            shell.Terminal.Say(done(Path.GetFullPath(path)));
            return ExitCode.Ok;
        });
        return command;
    }
}
