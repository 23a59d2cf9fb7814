using System.Globalization;
using ServiceLevelDashboard.PlainTiles;

// What anybody would write first: a component for each tile, drawn again when its queue has changed. It is the peer of bench/page/run and
// does nothing else: no filters, no order, no sign-in. --period seconds, --queues count, --one-in so many queues changes with each tick,
// --intervals of the day have passed.
var builder = WebApplication.CreateBuilder(args);
builder.Logging.SetMinimumLevel(LogLevel.Error);
builder.Services.AddRazorComponents().AddInteractiveServerComponents();
builder.Services.AddSingleton(TimeProvider.System);
builder.Services.AddSingleton(provider => new Ticking(
    provider.GetRequiredService<TimeProvider>(), TimeSpan.FromSeconds(double.Parse(builder.Configuration["period"] ?? "1", CultureInfo.InvariantCulture)),
    builder.Configuration.GetValue("queues", 40), builder.Configuration.GetValue("one-in", 4), builder.Configuration.GetValue("intervals", 68)));
await using var app = builder.Build();
app.UseAntiforgery();
app.MapRazorComponents<App>().AddInteractiveServerRenderMode(static options =>
    options.ConfigureWebSocketAcceptContext = static (_, socket) =>
    {
        socket.DisableServerContextTakeover = true; // as the dashboard does, and as the clients of the bench read
        return Task.CompletedTask;
    });
app.Lifetime.ApplicationStarted.Register(() => Console.WriteLine($"ready {Environment.ProcessId}"));
await app.RunAsync();
