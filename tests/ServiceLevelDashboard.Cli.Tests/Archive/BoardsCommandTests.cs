namespace ServiceLevelDashboard.Cli.Tests.Archive;

/// <summary>Boards from a file into an archive and back.</summary>
public sealed class BoardsCommandTests : IDisposable
{
    private const string Two = "boards:\n  floor:\n    title: \"Floor 2\"\n    lines: 2\n  hall: {}\n";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sld-boards-");

    public void Dispose()
    {
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Import_ThenExport_GivesTheFileBackAndWritesOnlyWhatDiffers()
    {
        var file = Write(Two);
        Assert.Equal(2, (await RunAsync("boards", "export")).ExitCode); // no archive yet
        var dry = await RunAsync("boards", "import", file, "--dry-run");
        Assert.Contains("new: floor", dry.Error, StringComparison.Ordinal);
        Assert.Contains("Nothing was changed.", dry.Error, StringComparison.Ordinal);
        Assert.Equal(3, (await RunAsync("boards", "export")).ExitCode); // and none in it

        var first = await RunAsync("boards", "import", file);
        var second = await RunAsync("boards", "import", file);
        var changed = await RunAsync("boards", "import", Write("boards:\n  hall:\n    order: attention\n"));
        var export = await RunAsync("boards", "export");

        Assert.Equal((0, 0, 0, 0), (first.ExitCode, second.ExitCode, changed.ExitCode, export.ExitCode));
        Assert.Contains("2 boards written.", first.Error, StringComparison.Ordinal);
        Assert.Contains("already as in the file", second.Error, StringComparison.Ordinal);
        Assert.Contains("changed: hall\n1 board written.", changed.Error.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.Equal(
            Two.Replace("hall: {}", "hall:\n    order: attention", StringComparison.Ordinal),
            export.Out.Replace("title: Floor 2", "title: \"Floor 2\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Import_OneMistake_WritesNothingAndNamesItByItsLine()
    {
        var file = Write("boards:\n  good: {}\n  bad:\n    lines: 9\n    ordr: name\n");

        var import = await RunAsync("boards", "import", file);
        var check = await RunAsync("boards", "check", file);

        Assert.Equal((8, 8), (import.ExitCode, check.ExitCode));
        Assert.Equal(import.Error, check.Error);
        Assert.Contains($"{file}:4: ", check.Error, StringComparison.Ordinal);
        Assert.Contains($"{file}:5: ", check.Error, StringComparison.Ordinal);
        Assert.Contains("2 mistakes: nothing of this file can be imported.", check.Error, StringComparison.Ordinal);
        Assert.Empty(_folder.GetFiles("archive.db", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task Check_FileInAnotherEncoding_IsReadRightOrRefused()
    {
        var file = Write("");
        File.WriteAllText(file, "boards:\n  a:\n    title: Zürich\n", System.Text.Encoding.Unicode);
        var utf16 = await RunAsync("boards", "check", file);
        File.WriteAllText(file, "boards:\n  a:\n    title: Zürich\n", System.Text.Encoding.Latin1);
        var windows = await RunAsync("boards", "check", file);

        Assert.Equal((0, ExitCode.Usage), (utf16.ExitCode, windows.ExitCode));
        Assert.Contains($"{file}, line 3: this is not UTF-8 text.", windows.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_GoodFile_NeedsNoArchive() =>
        Assert.Contains("2 boards and no mistake.", (await RunAsync("boards", "check", Write(Two))).Error, StringComparison.Ordinal);

    [Fact]
    public async Task Check_NoSuchFile_SaysSo()
    {
        var run = await RunAsync("boards", "check", Path.Combine(_folder.FullName, "absent.yaml"));

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("absent.yaml", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("boards", "--help", "import")]
    [InlineData("boards", "import", "--help", "--dry-run")]
    [InlineData("boards", "export", "--help", "--output")]
    public async Task Help_EachCommand_NamesWhatThereIs(params string[] words) =>
        Assert.Contains(words[^1], (await RunAsync(words[..^1])).Out, StringComparison.Ordinal);

    private string Write(string yaml)
    {
        var file = Path.Combine(_folder.FullName, Path.GetRandomFileName() + ".yaml");
        File.WriteAllText(file, yaml);
        return file;
    }

    private Task<ShellRun> RunAsync(params string[] arguments) =>
        ShellRun.OfAsync(new Dictionary<string, string?> { ["Storage:DataFolder"] = _folder.FullName }, arguments);
}
