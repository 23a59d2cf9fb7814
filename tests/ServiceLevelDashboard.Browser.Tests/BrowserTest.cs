using System.Collections.Concurrent;
using System.Reflection;
using System.Text.RegularExpressions;
using Xunit.v3;

[assembly: ServiceLevelDashboard.Browser.Tests.NamesWhatIsKept]

namespace ServiceLevelDashboard.Browser.Tests;

/// <summary>What can be asked afterwards why a test failed.</summary>
internal interface IEvidence
{
    /// <summary>Writes what it knows into files.</summary>
    /// <param name="path">Where, without an extension.</param>
    /// <param name="since">When the test began.</param>
    Task KeepAsync(string path, DateTimeOffset since);
}

/// <summary>
/// A test that opens pages. They and the servers behind them stay until it has ended and are closed then, the last one first. Of a test that failed they
/// are first kept as files, in a folder that its message names.
/// </summary>
public abstract partial class BrowserTest : IAsyncDisposable
{
    private readonly DateTimeOffset _began = TimeProvider.System.GetUtcNow();
    private readonly ConcurrentStack<(object What, bool IsShared)> _opened = new();

    private static BrowserTest? Running => TestContext.Current.TestClassInstance switch
    {
        null => null, // a fixture, which closes itself what it opens
        BrowserTest test => test,
        var other => throw new InvalidOperationException($"{other.GetType().Name} opens pages that nobody closes: derive it from {nameof(BrowserTest)}."),
    };

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (TestContext.Current is { TestState.Result: TestResult.Failed, Test: { } test })
        {
            var folder = FolderOf(test.TestDisplayName);
            Directory.CreateDirectory(folder);
            var number = 0;
            foreach (var evidence in _opened.Select(o => o.What).OfType<IEvidence>().Distinct())
            {
                await evidence.KeepAsync(Path.Combine(folder, $"{++number}"), _began);
            }
        }

        foreach (var own in _opened.Where(o => !o.IsShared).Select(o => o.What).OfType<IAsyncDisposable>())
        {
            await own.DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }

    /// <summary>Something that the running test has opened and that is closed with it.</summary>
    internal static T Opened<T>(T opened)
        where T : IAsyncDisposable
    {
        Running?._opened.Push((opened, false));
        return opened;
    }

    /// <summary>Something of a fixture that the running test uses: it is asked as well and stays open.</summary>
    internal static T Used<T>(T used)
        where T : IEvidence
    {
        Running?._opened.Push((used, true));
        return used;
    }

    internal static string FolderOf(string test) => Path.Combine(Repository.Root, "artifacts", "failures", FileName().Replace(test, "-").Trim('-'));

    [GeneratedRegex("^ServiceLevelDashboard.Browser.Tests.|[^A-Za-z0-9_]+")]
    private static partial Regex FileName();
}

/// <summary>Adds to a failure where its evidence will be: once the pages are closed, it is too late to say so.</summary>
[AttributeUsage(AttributeTargets.Assembly)]
internal sealed class NamesWhatIsKeptAttribute : BeforeAfterTestAttribute
{
    public override void After(MethodInfo methodUnderTest, IXunitTest test)
    {
        if (TestContext.Current.TestState?.Result == TestResult.Failed)
        {
            Assert.Fail($"The pages, their consoles and the servers' logs are kept in {BrowserTest.FolderOf(test.TestDisplayName)}");
        }
    }
}
