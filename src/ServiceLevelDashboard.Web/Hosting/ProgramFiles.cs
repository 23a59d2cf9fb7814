using Microsoft.Extensions.Configuration.Json;
using Microsoft.Extensions.FileProviders;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Web.Hosting;

/// <summary>
/// Where the program's own files are: <c>wwwroot</c> and <c>appsettings.json</c> lie beside it, from whichever folder it is started. An
/// <c>appsettings.json</c> of the working directory goes before it.
/// </summary>
internal static class ProgramFiles
{
    private static readonly string Folder = AppContext.BaseDirectory;

    /// <summary>The builder of the program, with all settings but <c>.env</c>.</summary>
    public static WebApplicationBuilder CreateBuilder(string[] args)
    {
        var webRoot = Path.Combine(Folder, "wwwroot");
        var options = new WebApplicationOptions
        {
            // settings are read at the start: to watch their files would cost the system's watchers, which may be used up
            Args = ["--hostBuilder:reloadConfigOnChange=false", .. args],
            // a folder that was built and not published has none: its files are found by the list that the build made
            WebRootPath = Directory.Exists(webRoot) ? webRoot : null,
        };
        try
        {
            var builder = WebApplication.CreateBuilder(options);
            AddOwnSettings(builder);
            CheckText(builder);
            return builder;
        }
        catch (UnreadableTextException e)
        {
            throw new StartRefusedException(e.Message);
        }
        catch (DirectoryNotFoundException e)
        {
            throw new StartRefusedException($"there is no folder {e.Message} Correct ASPNETCORE_CONTENTROOT or --contentRoot.");
        }
    }

    /// <summary>The platform would read what is no UTF-8 with other letters in its place, and say nothing.</summary>
    private static void CheckText(WebApplicationBuilder builder)
    {
        foreach (var source in builder.Configuration.Sources.OfType<JsonConfigurationSource>())
        {
            if (source is { FileProvider: { } files, Path: { } name } && files.GetFileInfo(name) is { Exists: true, PhysicalPath: { } path })
            {
                FileText.Check(path, File.ReadAllBytes(path));
            }
        }
    }

    private static void AddOwnSettings(WebApplicationBuilder builder)
    {
        var sources = builder.Configuration.Sources;
        var files = new PhysicalFileProvider(Folder);
        var place = sources.ToList().FindIndex(static source => source is JsonConfigurationSource);
        foreach (var name in new[] { $"appsettings.{builder.Environment.EnvironmentName}.json", "appsettings.json" })
        {
            sources.Insert(Math.Max(place, 0), new JsonConfigurationSource { FileProvider = files, Path = name, Optional = true });
        }
    }
}
