using ServiceLevelDashboard.Web;
using ServiceLevelDashboard.Web.Hosting;

if (Usage.IsAskedFor(args))
{
    Console.WriteLine(Usage.Text);
    return 0;
}

try
{
    var builder = WebApplication.CreateBuilder(args);
    await using var simulator = await builder.StartSimulatorWithoutCredentialsAsync();
    builder.AddServiceLevelDashboard(isEmbedded: simulator is not null);
    await using var app = builder.Build();
    app.UseServiceLevelDashboard();
    await app.RunAsync();
    return 0;
}
catch (StartRefusedException refused)
{
    await Console.Error.WriteLineAsync(refused.Message);
    return 2;
}
