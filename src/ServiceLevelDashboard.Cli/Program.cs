using System.Globalization;
using ServiceLevelDashboard.Cli;

CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.InvariantCulture;
CultureInfo.DefaultThreadCurrentCulture = CultureInfo.DefaultThreadCurrentUICulture = CultureInfo.InvariantCulture;
return await Sld.RunAsync(
    args,
    Terminal.OfProcess(),
    () => ShellConfiguration.Read(Environment.CurrentDirectory, AppContext.BaseDirectory),
    TimeProvider.System,
    CancellationToken.None);
