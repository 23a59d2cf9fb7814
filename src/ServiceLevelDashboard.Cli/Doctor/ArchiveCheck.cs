using Microsoft.Extensions.DependencyInjection;
using ServiceLevelDashboard.Analytics.Past;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Cli.Archive;
using ServiceLevelDashboard.Storage.Intervals;

namespace ServiceLevelDashboard.Cli.Doctor;

/// <summary>Whether all that the archive holds can be read and is what was written.</summary>
internal static class ArchiveCheck
{
    /// <summary>Reads the whole archive: seconds for each million rows.</summary>
    /// <param name="shell">The shell.</param>
    /// <param name="data">The option <c>--data</c>, or null.</param>
    /// <param name="url">The option <c>--url</c>, or null.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async Task<DoctorCheck> RunAsync(Shell shell, string? data, string? url, CancellationToken cancellationToken)
    {
        try
        {
            await using var services = ArchiveAccess.Services(shell, data, url);
            if (!ArchiveAccess.Exists(services))
            {
                return new DoctorCheck(CheckNames.Archive, CheckStatus.Ok, "Nothing has been kept yet.");
            }
            var examined = await services.GetRequiredService<IArchiveExaminer>().ExamineAsync(cancellationToken);
            return examined.Problems is [var first, ..]
                ? new DoctorCheck(
                    CheckNames.Archive,
                    CheckStatus.Fail,
                    $"Damaged; {ArchiveAccess.RowsOf(examined)} can be read.",
                    examined.Problems.Length == 1 ? first : FormattableString.Invariant($"{first} And {examined.Problems.Length - 1} more."),
                    "Look at the disk, then `sld restore FILE` with the newest copy that `sld backup` made; what is damaged is kept beside it.")
                : new DoctorCheck(CheckNames.Archive, CheckStatus.Ok, $"All of it can be read: {ArchiveAccess.RowsOf(examined)}.");
        }
        catch (ArchiveUnavailableException e)
        {
            // its message may name a host or a folder
            return new DoctorCheck(
                CheckNames.Archive, CheckStatus.Fail, "It cannot be used.", $"{(e.InnerException ?? e).GetType().Name}.",
                "See the dashboard's log; check that the disk has room and the database server runs.");
        }
        catch (UsageException)
        {
            return new DoctorCheck(CheckNames.Archive, CheckStatus.Fail, "The settings of section Storage are wrong.", null, "The dashboard's log says which.");
        }
    }
}
