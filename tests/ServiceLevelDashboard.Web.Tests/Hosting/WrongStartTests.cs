using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Data.Sqlite;

namespace ServiceLevelDashboard.Web.Tests.Hosting;

/// <summary>A wrong start ends with exit code 2 and one sentence that names the setting or the cause; never with a stack trace, and never with 0.</summary>
[Trait("Length", "Long")]
public sealed class WrongStartTests : IDisposable
{
    /// <summary>What real figures need, beside what is wrong.</summary>
    private const string Real = "--GENESYS_CLIENT_ID=a --GENESYS_CLIENT_SECRET=b --GENESYS_URL=http://127.0.0.1:9 --Site:TimeZone=UTC";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sld-start-");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Delete(recursive: true);

    /// <summary>Through the program's own entry, in this process.</summary>
    [Theory]
    [InlineData("--Security:Proxies=abc", "Security:Proxies holds 'abc'")]
    [InlineData("--Security:Embedders=abc", "Security:Embedders holds 'abc'")]
    [InlineData("--Security:SignIn=7", "Security:SignIn")]
    [InlineData("--Security:Connections=1", "Security:Connections is 1")]
    [InlineData("--Security:AnyoneOnTheNetworkMaySeeEverything=ja " + Real, "Security__AnyoneOnTheNetworkMaySeeEverything is 'ja'")]
    [InlineData("--Security:KeyFile={folder}/none", "Security__KeyFile")]
    [InlineData("--Security:KeyFolder={folder}/file/keys", "Security__KeyFolder")]
    [InlineData("--Security:OpenId:Authority=https://x.example --Security:OpenId:ClientSecretFile=/none " + Real, "Security:OpenId")]
    [InlineData("--Storage:PostgreSql=abc", "Storage:PostgreSql is no connection string")]
    [InlineData("--Storage:PostgreSql=Hoost=db;Password=not-to-be-said", "Storage:PostgreSql is no connection string")]
    [InlineData("--Storage:RetentionMonths=0", "Storage:RetentionMonths is 0")]
    [InlineData("--Storage:RetentionMonths=abc", "Storage__RetentionMonths is 'abc'")]
    [InlineData("--Storage:DataFolder={folder}/file/data", "Storage__DataFolder")]
    [InlineData("--Site:TimeZone=Mars/Base", "Site__TimeZone is 'Mars/Base'")]
    [InlineData(Real + " --Site:TimeZone=Mars/Base", "Site:TimeZone is 'Mars/Base'")]
    [InlineData("--GENESYS_CLIENT_ID=a --GENESYS_CLIENT_SECRET=b", "Site:TimeZone is not set")]
    [InlineData("--GENESYS_CLIENT_ID=a --GENESYS_CLIENT_SECRET_FILE=/none --Site:TimeZone=UTC", "GENESYS_CLIENT_SECRET_FILE")]
    [InlineData("--GENESYS_CLIENT_ID=a --Site:TimeZone=UTC", "GENESYS_CLIENT_SECRET")]
    [InlineData(Real + " --GENESYS_URL=gateway", "GENESYS_URL")]
    [InlineData(Real + " --Genesys:Retries=abc", "Genesys__Retries is 'abc'")]
    [InlineData("--Simulator:Queues=abc", "Simulator__Queues is 'abc'")]
    [InlineData("--Simulator:Queues=-5", "Simulator__Queues is -5")]
    [InlineData("--Refresh:Granularity=abc", "Refresh:Granularity is 'abc'")]
    [InlineData("--History:BackfillDays=abc", "History__BackfillDays is 'abc'")]
    [InlineData("--Logging:LogLevel:Default=Loud", "below Logging is 'Loud'")]
    [InlineData("--PathBase=https://host/sld", "PathBase is 'https://host/sld'")]
    [InlineData("--urls=abc", "'abc' is no address to listen on")]
    [InlineData("--urls=http://127.0.0.1:99999", "'http://127.0.0.1:99999' is no address to listen on")]
    [InlineData("--urls=http://127.0.0.1:0/path", "is no address to listen on")]
    [InlineData("--urls=ftp://127.0.0.1:0", "is no address to listen on")]
    [InlineData("--urls= --http_ports=abc", "is no address to listen on")]
    [InlineData("--urls=https://127.0.0.1:0", "Https__Certificate")]
    [InlineData("--urls=https://127.0.0.1:0 --Https:Certificate=/none", "Https__Certificate")]
    [InlineData("--urls=https://127.0.0.1:0 --Https:Certificate={folder}/server.pfx --Https:PasswordFile={folder}/file", "Https__PasswordFile")]
    [InlineData("--urls=http://192.0.2.1:0", "this machine does not have the address")]
    [InlineData("--urls=http://0.0.0.0:0 --Security:SignIn=Never " + Real, "sign-in is off")]
    [InlineData("--FORWARDEDHEADERS_ENABLED=true", "Security__Proxies")]
    public async Task Start_Wrong_EndsWithTwoAndASentence(string given, string names)
    {
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "file"), "in the way", Cancellation);
        if (given.Contains("server.pfx", StringComparison.Ordinal))
        {
            await WriteCertificateAsync();
        }
        string[] always =
        [
            $"--contentRoot={_folder.FullName}", $"--Storage:DataFolder={_folder.FullName}/data", "--urls=http://127.0.0.1:0",
            "--Logging:Console:LogLevel:Default=None",
        ];
        var args = given.Replace("{folder}", _folder.FullName, StringComparison.Ordinal).Split(" --").Select(static (a, i) => i == 0 ? a : "--" + a);
        using var patience = Patience.Bound(Cancellation); // one that starts all the same ends with 0

        await using var error = new StringWriter();
        var code = await Dashboard.RunAsync([.. always, .. args], TextWriter.Null, error, patience.Token);

        AssertSentence(code, error.ToString(), names);
        Assert.DoesNotContain("not-to-be-said", error.ToString(), StringComparison.Ordinal);
    }

    /// <summary>As processes, several at a time: what only a process of its own can have wrong, and what must not lead to an abort.</summary>
    [Fact]
    public async Task Start_OfAProcess_EndsWithTwoAndASentence()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);
        var server = Environment.GetEnvironmentVariable("SLD_TEST_POSTGRESQL");
        (string Given, string Names, Action<string>? Prepare)[] starts =
        [
            ($"ASPNETCORE_URLS=http://127.0.0.1:{port}", "Another program listens there", null),
            ("DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1", "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT", null),
            ("TZDIR=/none", "tzdata", null),
            ("ASPNETCORE_CONTENTROOT=/none", "ASPNETCORE_CONTENTROOT", null),
            ("Storage__DataFolder={folder}", "written by a newer version", NewerArchive),
            ("X=1", "appsettings.json", static folder => File.WriteAllText(Path.Combine(folder, "appsettings.json"), "{ no json")),
            ("X=3", "appsettings.json, line 2: this is not UTF-8 text", static folder =>
                File.WriteAllText(Path.Combine(folder, "appsettings.json"), "{\n\"Boards\": { \"a\": { \"Title\": \"Zürich\" } } }", System.Text.Encoding.Latin1)),
            ("X=4", ".env, line 1: this is not UTF-8 text", static folder =>
                File.WriteAllText(Path.Combine(folder, ".env"), "X=ü\n", System.Text.Encoding.Latin1)),
            ("X=3", ".env, line 2: the quote is not closed", static folder => File.WriteAllText(Path.Combine(folder, ".env"), "A=1\nB=\"c\n")),
            ("X=2", "Simulator__Queues is 'many'", static folder => File.WriteAllText(Path.Combine(folder, ".env"), "Simulator__Queues=many\n")),
            .. string.IsNullOrEmpty(server) ? Array.Empty<(string, string, Action<string>?)>()
                : [($"Storage__PostgreSql={server};Username=nobody-of-this-name", "Correct Username and Password", null)],
        ];
        var wrong = new List<string>();
        await Parallel.ForEachAsync(
            starts,
            new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = Cancellation },
            async (start, cancellationToken) =>
            {
                await using var run = ProgramRun.Start("ServiceLevelDashboard.Web", ["ASPNETCORE_URLS=http://127.0.0.1:0", start.Given], [], start.Prepare);
                var code = await run.ExitCodeAsync(cancellationToken);
                if (code != 2
                    || !run.Said.Contains(start.Names, StringComparison.Ordinal) || run.Said.Contains("   at ", StringComparison.Ordinal))
                {
                    lock (wrong)
                    {
                        wrong.Add($"{start.Given}: {code} {run.Said}");
                    }
                }
            });

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    /// <summary>A database that is away may come back, and figures do not need it: the program starts and says so without a stack trace.</summary>
    [Fact]
    public async Task Start_PostgreSqlAway_ListensAndSaysSo()
    {
        await using var run = ProgramRun.Start(
            "ServiceLevelDashboard.Web",
            ["ASPNETCORE_URLS=http://127.0.0.1:0", "Simulator__Queues=2", "Storage__PostgreSql=Host=127.0.0.1;Port=1;Username=x;Password=not-to-be-said"],
            []);
        await run.AddressAsync(Cancellation);

        run.Ask("-TERM");

        Assert.Equal(0, await run.ExitCodeAsync(Cancellation));
        Assert.Contains("Check that the server runs, and that Storage:PostgreSql leads to it.", run.Said, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Said, StringComparison.Ordinal);
        Assert.DoesNotContain("not-to-be-said", run.Said, StringComparison.Ordinal);
    }

    private static void AssertSentence(int code, string said, string names)
    {
        Assert.True(code == 2, $"{code}: {said}");
        Assert.StartsWith("Not started: ", said, StringComparison.Ordinal);
        Assert.Contains(names, said, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", said, StringComparison.Ordinal);
        Assert.Single(said.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    private static void NewerArchive(string folder)
    {
        var archive = Directory.CreateDirectory(Path.Combine(folder, "simulated-1-40-Europe-London"));
        using var connection = new SqliteConnection($"Data Source={Path.Combine(archive.FullName, "archive.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = """
            CREATE TABLE "__EFMigrationsHistory" ("MigrationId" TEXT PRIMARY KEY, "ProductVersion" TEXT NOT NULL);
            INSERT INTO "__EFMigrationsHistory" VALUES ('29990101000000_FromTheFuture', '99.0');
            """;
        command.ExecuteNonQuery();
    }

    private async Task WriteCertificateAsync()
    {
        using var rsa = RSA.Create(2048);
        using var certificate = new CertificateRequest("CN=start", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            .CreateSelfSigned(new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(2090, 1, 1, 0, 0, 0, TimeSpan.Zero));
        await File.WriteAllBytesAsync(
            Path.Combine(_folder.FullName, "server.pfx"), certificate.Export(X509ContentType.Pkcs12, "another password"), Cancellation);
    }
}
