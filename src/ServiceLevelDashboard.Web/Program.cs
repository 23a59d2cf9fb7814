using ServiceLevelDashboard.Web;

return await Dashboard.RunAsync(args, Console.Out, Console.Error, CancellationToken.None);
