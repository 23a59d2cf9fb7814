namespace ServiceLevelDashboard.Cli.Tests;

public sealed class ShellConfigurationTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("sld-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public void Read_EnvFile_GivesItsVariablesWithoutCommentsAndUnchanged()
    {
        File.WriteAllText(
            Path.Combine(_directory, ".env"),
            "# comment\nSLD_TEST_SECRET=a$b#c=d   # its comment\nexport SLD_TEST_QUOTED=\"two words\"\nSldTest__TimeZone=Europe/Berlin\n");

        var configuration = ShellConfiguration.Read(_directory, AppContext.BaseDirectory);

        Assert.Equal("a$b#c=d", configuration["SLD_TEST_SECRET"]);
        Assert.Equal("two words", configuration["SLD_TEST_QUOTED"]);
        Assert.Equal("Europe/Berlin", configuration["SldTest:TimeZone"]);
    }

    [Fact]
    public void Read_NoEnvFile_GivesTheEnvironment() =>
        Assert.Equal(Environment.GetEnvironmentVariable("PATH"), ShellConfiguration.Read(_directory, AppContext.BaseDirectory)["PATH"]);
}
