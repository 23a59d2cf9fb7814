using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using ServiceLevelDashboard.Access.Accounts;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Cli.Archive;

namespace ServiceLevelDashboard.Cli.Tests.Archive;

/// <summary>The way back in for who has the data folder.</summary>
public sealed class AccountsCommandTests : IDisposable
{
    private const string Password = "correct horse battery";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sld-accounts-");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Recover_WithoutAnArchive_MakesNone()
    {
        var run = await RunAsync("accounts", "recover", "root");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("Name the dashboard's data folder with --data", run.Error, StringComparison.Ordinal);
        Assert.Empty(_folder.GetFiles("*", SearchOption.AllDirectories));
    }

    [Theory]
    [InlineData("root")] // shut out and demoted
    [InlineData("new one")]
    public async Task Recover_NobodyCanAdminister_GivesALinkThatMakesAnAdministratorOnce(string name)
    {
        await using var services = Services();
        var people = services.GetRequiredService<People>();
        await people.AddAsync("root", "viewer", Actor.Person("1", "gone"), Cancel);
        var id = Assert.Single(await people.ListAsync(Cancel)).Id;
        await people.ChangeAsync(id, "viewer", isDisabled: true, Actor.Person("1", "gone"), Cancel);

        var first = await RunAsync("accounts", "recover", name, "--address", "https://dashboard.example/sld");
        var second = await RunAsync("accounts", "recover", name);

        Assert.Equal((0, 0), (first.ExitCode, second.ExitCode));
        Assert.StartsWith("https://dashboard.example/sld/invitation?person=", first.Out, StringComparison.Ordinal);
        Assert.StartsWith("/invitation?person=", second.Out, StringComparison.Ordinal);
        Assert.Contains($"{name} is an administrator. This link works once, within an hour", first.Error, StringComparison.Ordinal);
        Assert.False((await AcceptAsync(people, first.Out)).IsDone); // the newer ended it
        Assert.True((await AcceptAsync(people, second.Out)).IsDone);
        Assert.False((await AcceptAsync(people, second.Out)).IsDone);
        Assert.NotNull(await people.SignInAsync(name, Password, Cancel));
        var account = Assert.Single(await people.ListAsync(Cancel), a => a.UserName == name);
        Assert.Equal(("administrator", false), (account.Role, account.IsDisabled));
        var trail = await services.GetRequiredService<IChangeLog>().ReadAsync(null, 20, Cancel);
        Assert.Equal(["account", "invitation", "invitation"], trail.Where(c => c.Who == Actor.Shell("sld accounts recover")).Select(c => c.Kind).Order());
    }

    [Fact]
    public async Task Recover_WhereAccountsAreOff_SaysWhatElseIsNeeded()
    {
        await using var services = Services();
        Assert.False(await services.GetRequiredService<People>().AnyAsync(Cancel)); // and the archive is there

        var run = await RunAsync(
            [
                KeyValuePair.Create("Security:OpenId:Authority", (string?)"https://id.example"),
                KeyValuePair.Create("Security:OpenId:ClientId", (string?)"sld"),
                KeyValuePair.Create("Security:OpenId:Roles:administrator", (string?)"admins"),
            ],
            "accounts", "recover", "root");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("Security__LocalAccounts=true", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2, "accounts", "recover", "  ")]
    [InlineData(2, "accounts", "recover", "root", "--address", "dashboard")]
    public async Task Recover_WrongUse_SaysWhatToGive(int code, params string[] args)
    {
        await using var services = Services();
        Assert.False(await services.GetRequiredService<People>().AnyAsync(Cancel)); // and the archive is there

        var run = await RunAsync(args);

        Assert.Equal(code, run.ExitCode);
        Assert.Matches("Give up to 64 characters|Accepted: an address such as", run.Error);
    }

    private static Task<PeopleResult> AcceptAsync(People people, string link)
    {
        var query = Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(link.Trim()[link.IndexOf('?', StringComparison.Ordinal)..]);
        return people.AcceptAsync(query["person"], query["token"], Password, Cancel);
    }

    private ServiceProvider Services()
    {
        var configuration = new ConfigurationBuilder().Build();
        var terminal = new Terminal(Stream.Null, TextWriter.Null, IsErrorTerminal: false);
        return ArchiveAccess.Services(new Shell(terminal, configuration, TimeProvider.System), _folder.FullName, null);
    }

    private Task<ShellRun> RunAsync(params string[] args) => RunAsync([], args);

    private Task<ShellRun> RunAsync(KeyValuePair<string, string?>[] variables, params string[] args) =>
        ShellRun.OfAsync([.. variables, KeyValuePair.Create("Storage:DataFolder", (string?)_folder.FullName)], args);
}
