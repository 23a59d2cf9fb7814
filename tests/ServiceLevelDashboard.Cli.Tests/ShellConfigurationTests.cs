using ServiceLevelDashboard.Domain;

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
    public void Read_EnvFileAsUtf16_IsReadRight()
    {
        File.WriteAllText(Path.Combine(_directory, ".env"), "SLD_TEST_NAME=Zürich\n", System.Text.Encoding.Unicode);

        Assert.Equal("Zürich", ShellConfiguration.Read(_directory, AppContext.BaseDirectory)["SLD_TEST_NAME"]);
    }

    [Fact]
    public void Read_EnvFileAsWindows1252_IsRefusedNamingTheLine()
    {
        File.WriteAllText(Path.Combine(_directory, ".env"), "A=1\nSLD_TEST_NAME=Zürich\n", System.Text.Encoding.Latin1);

        var refused = Assert.Throws<UnreadableTextException>(() => ShellConfiguration.Read(_directory, AppContext.BaseDirectory));
        Assert.Contains(".env, line 2: this is not UTF-8 text.", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_NoEnvFile_GivesTheEnvironment() =>
        Assert.Equal(Environment.GetEnvironmentVariable("PATH"), ShellConfiguration.Read(_directory, AppContext.BaseDirectory)["PATH"]);
}
