using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.JSInterop;
using ServiceLevelDashboard.Web.Interop;

namespace ServiceLevelDashboard.Web.Tests.Interop;

public sealed class ScriptModuleTests : BunitContext
{
    private const string Path = "./some.js";

    private readonly LogLines _log = new();
    private readonly BunitJSModuleInterop _browser;
    private readonly ScriptModule _module;

    public ScriptModuleTests()
    {
        JSInterop.Mode = JSRuntimeMode.Strict;
        _browser = JSInterop.SetupModule(Path);
        _browser.Mode = JSRuntimeMode.Strict;
        Services.AddSingleton<ILogger<ScriptModule>>(_log);
        Services.AddScoped<Scripts>();
        _module = Services.GetRequiredService<Scripts>().Open(Path);
    }

    [Fact]
    public async Task Call_Done_SaysSo()
    {
        _browser.SetupVoid("draw", "a").SetVoidResult();

        Assert.True(await _module.CallAsync("draw", "a"));
        Assert.Empty(_log);
    }

    [Fact]
    public async Task Call_ScriptFails_IsNotDoneAndLogged()
    {
        _browser.SetupVoid("draw").SetException(new JSException("Cannot read properties of null (reading 'appendChild')"));

        Assert.False(await _module.CallAsync("draw"));
        Assert.Contains("draw", Assert.Single(_log), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Call_NoAnswerInTime_IsNotDoneAndLogged()
    {
        _browser.SetupVoid("draw").SetException(new TaskCanceledException());

        Assert.False(await _module.CallAsync("draw"));
        Assert.Single(_log);
    }

    [Fact]
    public async Task Call_ReaderHasLeft_IsNotDoneAndNothingToLog()
    {
        _browser.SetupVoid("draw").SetException(new JSDisconnectedException("gone"));

        Assert.False(await _module.CallAsync("draw"));
        Assert.Empty(_log);
    }

    [Fact]
    public async Task Call_ComponentDisposedMeanwhile_IsNotDone()
    {
        var drawing = _browser.SetupVoid("draw");
        var call = _module.CallAsync("draw");

        await _module.DisposeAsync();
        drawing.SetVoidResult();

        Assert.False(await call);
    }

    [Fact]
    public async Task Call_ComponentDisposedBefore_ReachesNoBrowser()
    {
        await _module.DisposeAsync();

        Assert.False(await _module.CallAsync("draw"));
        Assert.Empty(JSInterop.Invocations);
    }

    [Fact]
    public async Task Dispose_WithALastCall_MakesItAndLogsWhatFails()
    {
        _browser.SetupVoid("draw").SetVoidResult();
        _browser.SetupVoid("dispose", "a").SetException(new JSException("broken"));
        await _module.CallAsync("draw");

        await _module.DisposeAsync("dispose", "a");

        Assert.Single(_browser.Invocations["dispose"]);
        Assert.Single(_log);
    }

    [Fact]
    public async Task Dispose_NothingCalled_LoadsNothing()
    {
        await _module.DisposeAsync("dispose");

        Assert.Empty(JSInterop.Invocations);
    }

    /// <summary>The page was closed meanwhile: its circuit would be kept until somebody stopped waiting for it.</summary>
    [Fact]
    public void Dispose_ModuleThatNeverComes_IsNotWaitedFor()
    {
        var module = new ScriptModule(new SilentBrowser(), Path, _log);
        _ = module.CallAsync("draw");

        var disposal = module.DisposeAsync("dispose").AsTask();

        Assert.True(disposal.IsCompletedSuccessfully);
    }

#pragma warning disable RS0030 // it is a browser that ScriptModule is tested against, which bUnit's is not: that one always loads a module
    private sealed class SilentBrowser : IJSRuntime
#pragma warning restore RS0030
    {
        public ValueTask<TValue> InvokeAsync<TValue>(string identifier, object?[]? args) => InvokeAsync<TValue>(identifier, default, args);

        public ValueTask<TValue> InvokeAsync<TValue>(string identifier, CancellationToken cancellationToken, object?[]? args) =>
            new(new TaskCompletionSource<TValue>().Task);
    }

    private sealed class LogLines : List<string>, ILogger<ScriptModule>
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Add(formatter(state, exception));
    }
}
