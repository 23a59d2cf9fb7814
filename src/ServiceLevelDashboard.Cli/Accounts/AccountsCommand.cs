using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using ServiceLevelDashboard.Access.Accounts;
using ServiceLevelDashboard.Access.SignIn;
using ServiceLevelDashboard.Analytics.Past;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Cli.Archive;

namespace ServiceLevelDashboard.Cli.Accounts;

/// <summary><c>sld accounts</c>: the way back in for who has the dashboard's archive when no administrator can sign in any more.</summary>
internal static class AccountsCommand
{
    public static Command Of(Shell shell) => new("accounts", "User accounts of the dashboard.") { Recover(shell) };

    private static Command Recover(Shell shell)
    {
        var name = new Argument<string>("NAME") { Description = "The name to sign in by: of an account that there is, or of a new one." };
        var address = CommonOptions.Of<Uri>(
            "--address", "ADDRESS", "The dashboard's address as browsers know it, so that the link is whole.", "an address such as https://dashboard.example",
            IsAddress);
        var (data, url) = (ArchiveAccess.Data(), CommonOptions.Url());
        var command = new Command(
            "recover",
            "Make somebody an administrator who can sign in, when nobody else can: writes a link at which a password is chosen, once and within an hour. Needs the archive: the data folder, or the database. The dashboard may be running.")
        {
            name, address, data, url,
        };
        command.SetAction(async (given, cancellationToken) =>
        {
            await using var services = ArchiveAccess.Services(shell, given.GetValue(data), given.GetValue(url));
            if (!ArchiveAccess.Exists(services))
            {
                throw new UsageException("There is no archive here. Name the dashboard's data folder with --data, or its database with Storage__PostgreSql.");
            }
            var hasLocalAccounts = HasLocalAccounts(services);
            var result = await services.GetRequiredService<People>()
                .RecoverAsync(given.GetRequiredValue(name), Actor.Shell("sld accounts recover"), cancellationToken);
            if (result.Invitation is not { } invitation)
            {
                throw new UsageException(result == PeopleResult.BadName
                    ? "NAME is no name. Give up to 64 characters on one line, without invisible ones."
                    : "Someone else changed this account at the same moment: nothing was written. Run it again.");
            }

            shell.Terminal.Say($"{given.GetRequiredValue(name).Trim()} is an administrator. This link works once, within an hour; whoever opens it chooses the password:");
            OutputFile.Write(shell.Terminal, null, OutputFile.Text(
                writer => writer.WriteLine($"{given.GetValue(address)?.AbsoluteUri.TrimEnd('/')}/{invitation}")));
            if (!hasLocalAccounts)
            {
                shell.Terminal.Say("People sign in by OpenID Connect alone: start the dashboard with Security__LocalAccounts=true, or the password can't be used.");
            }
            return ExitCode.Ok;
        });
        return command;
    }

    private static bool IsAddress(string text, out Uri value)
    {
        var isAddress = Uri.TryCreate(text, UriKind.Absolute, out var read) && read.Scheme is "http" or "https";
        value = read!; // looked at only when it is one
        return isAddress;
    }

    /// <exception cref="UsageException">A variable of section Security is wrong.</exception>
    private static bool HasLocalAccounts(IServiceProvider services)
    {
        try
        {
            return services.GetRequiredService<IOptions<SecurityOptions>>().Value.HasLocalAccounts;
        }
        catch (OptionsValidationException e)
        {
            throw new UsageException(string.Join('\n', e.Failures));
        }
    }
}
