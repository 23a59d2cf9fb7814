using ServiceLevelDashboard.Cli;

return ProgramVersion.TryAnswer(args) ? 0 : await Sld.RunAsync(args);
