using Bunit;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.FileProviders;
using ServiceLevelDashboard.Web.Api;
using ServiceLevelDashboard.Web.Tests.Hosting;

namespace ServiceLevelDashboard.Web.Tests.Api;

public sealed class ApiPageTests : PageContext
{
    [Fact]
    public void Page_Opened_ShowsEveryAddressWithItsParametersAndAnExample()
    {
        Services.AddSingleton<IWebHostEnvironment>(new Files());

        var page = Render<ApiPage>();

        Assert.Contains("GET /api/v1/report", page.FindAll("h2").Select(static h => h.TextContent));
        var report = page.FindAll("section").Single(static s => s.QuerySelector("h2")!.TextContent == "GET /api/v1/report");
        Assert.Contains("threshold", report.QuerySelectorAll("tbody th").Select(static h => h.TextContent));
        Assert.Contains("429", report.QuerySelectorAll("dt").Select(static t => t.TextContent));
        Assert.All(page.FindAll("section"), static section => Assert.Matches("^[[{]", section.QuerySelector("pre")!.TextContent));
    }

    private sealed class Files : IWebHostEnvironment
    {
        public string WebRootPath { get; set; } = Path.Combine(RepositoryFolder.FullName, "wwwroot");

        public IFileProvider WebRootFileProvider { get; set; } = new PhysicalFileProvider(Path.Combine(RepositoryFolder.FullName, "wwwroot"));

        public string ApplicationName { get; set; } = "";

        public IFileProvider ContentRootFileProvider { get; set; } = new NullFileProvider();

        public string ContentRootPath { get; set; } = "";

        public string EnvironmentName { get; set; } = "";
    }
}
