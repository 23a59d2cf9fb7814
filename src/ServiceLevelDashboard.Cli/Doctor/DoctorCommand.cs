using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using ServiceLevelDashboard.Analytics.Past;
using ServiceLevelDashboard.Cli.Archive;
using ServiceLevelDashboard.Genesys.Recording;

namespace ServiceLevelDashboard.Cli.Doctor;

/// <summary><c>sld doctor</c>: is everything there that a dashboard needs, and if not, what to do.</summary>
internal static class DoctorCommand
{
    public static Command Of(Shell shell)
    {
        var format = CommonOptions.Format("text", "json");
        var url = CommonOptions.Url();
        var bundle = new Option<string?>("--bundle")
        {
            HelpName = "FILE",
            Description =
                "Also write a ZIP file for whoever helps: findings, versions, which settings are given, how the archive stands. No secrets, no personal data.",
        };
        var data = ArchiveAccess.Data();
        var record = new Option<string?>("--record") { HelpName = "FOLDER", Description = "Also write the raw answers, with ids, names and numbers replaced, so that you can send what your organisation really answers. `sld simulate --recording FOLDER` replays them." };
        var command = new Command("doctor", "Check configuration, network, credentials, permissions, queues, targets, traffic, quota, clock, the archive and the routes of messages; say what to do. Reads only; the result holds no secrets and no queue names.") { format, url, data, bundle, record };
        command.SetAction(async (given, cancellationToken) =>
        {
            using var recorder = given.GetValue(record) is { } folder ? new AnswerRecorder(folder, shell.Clock) : null;
            var examination = new Examination(shell.OptionsFor(given.GetValue(url)), shell.Configuration["Site:TimeZone"], shell.Clock, recorder);
            ImmutableArray<DoctorCheck> checks =
            [
                .. await examination.RunAsync(cancellationToken),
                await ArchiveCheck.RunAsync(shell, given.GetValue(data), given.GetValue(url), cancellationToken),
            ];
            if (await RoutesCheck.RunAsync(shell, given.GetValue(data), given.GetValue(url), cancellationToken) is { } routes)
            {
                checks = checks.Add(routes);
            }
            if (recorder is not null)
            {
                var calls = await RecordAsync(recorder, given.GetValue(record)!, cancellationToken); // not null: there is a recorder
                shell.Terminal.Say(FormattableString.Invariant(
                    $"Written: {calls} answers to {given.GetValue(record)}. Ids, names and numbers are replaced; look into them before you send them on."));
            }

            Action<Stream> json = stream => WriteJson(stream, checks);
            var text = OutputFile.Text(writer => WriteText(writer, checks, shell.Clock.GetUtcNow()));
            if (given.GetValue(bundle) is { } file)
            {
                using var bytes = new MemoryStream();
                await SupportBundle.WriteAsync(bytes, shell, given.GetValue(url), text, json, cancellationToken);
                OutputFile.WriteOwn(shell.Terminal, file, stream => bytes.WriteTo(stream));
                shell.Terminal.Say($"Written: {file}. Look into it before you send it on.");
            }

            OutputFile.Write(shell.Terminal, null, given.GetValue(format) == "json" ? json : text);
            return checks.Any(check => check.Status == CheckStatus.Fail) ? ExitCode.CheckFailed : ExitCode.Ok;
        });
        return command;
    }

    private static async Task<int> RecordAsync(AnswerRecorder recorder, string folder, CancellationToken cancellationToken)
    {
        try
        {
            return await recorder.WriteAsync(cancellationToken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"--record {folder} cannot be written: {e.Message}");
        }
    }

    private static void WriteText(TextWriter writer, ImmutableArray<DoctorCheck> checks, DateTimeOffset now)
    {
        var version = typeof(DoctorCommand).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0];
        writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"sld doctor {version}, {now:yyyy-MM-dd HH:mm} UTC"));
        writer.WriteLine();
        List<string[]> rows = [["Check", "Status", "Finding"]];
        foreach (var check in checks)
        {
            rows.Add([check.Name, check.Status.ToString().ToLowerInvariant(), Terminal.Printable(check.Finding)]);
            if (check.Cause is { } cause)
            {
                rows.Add(["", "", $"cause: {Terminal.Printable(cause)}"]);
            }
            if (check.Fix is { } fix)
            {
                rows.Add(["", "", $"fix:   {Terminal.Printable(fix)}"]);
            }
        }

        TextTable.Write(writer, rows);
        writer.WriteLine();
        writer.WriteLine(string.Join(", ", Enum.GetValues<CheckStatus>().Select(status =>
            string.Create(CultureInfo.InvariantCulture, $"{checks.Count(check => check.Status == status)} {status.ToString().ToLowerInvariant()}"))));
    }

    private static void WriteJson(Stream stream, ImmutableArray<DoctorCheck> checks)
    {
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            json.WriteStartObject();
            json.WriteBoolean("healthy", checks.All(check => check.Status != CheckStatus.Fail));
            json.WriteStartArray("checks");
            foreach (var check in checks)
            {
                json.WriteStartObject();
                json.WriteString("name", check.Name);
                json.WriteString("status", check.Status.ToString().ToLowerInvariant());
                json.WriteString("finding", check.Finding);
                json.WriteString("cause", check.Cause);
                json.WriteString("fix", check.Fix);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        stream.Write("\n"u8);
    }
}
