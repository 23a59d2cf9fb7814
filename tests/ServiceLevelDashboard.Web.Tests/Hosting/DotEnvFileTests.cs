using Microsoft.AspNetCore.Builder;
using ServiceLevelDashboard.Web.Hosting;

namespace ServiceLevelDashboard.Web.Tests.Hosting;

public sealed class DotEnvFileTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();

    [Fact]
    public void AddDotEnvFile_Variables_AreReadSectionsToo()
    {
        var configuration = Read("GENESYS_CLIENT_ID=abc\nGENESYS_CLIENT_SECRET=\"s p=c\"\n# a comment\nSite__TimeZone=Europe/Berlin\n");

        Assert.Equal("abc", configuration["GENESYS_CLIENT_ID"]);
        Assert.Equal("s p=c", configuration["GENESYS_CLIENT_SECRET"]);
        Assert.Equal("Europe/Berlin", configuration["Site:TimeZone"]);
    }

    [Fact]
    public void AddDotEnvFile_SecretWithADollarSignOrAHash_IsReadAsItStands() =>
        Assert.Equal("a$HOME#b", Read("GENESYS_CLIENT_SECRET=a$HOME#b\n")["GENESYS_CLIENT_SECRET"]);

    [Fact]
    public void AddDotEnvFile_CommandLine_Wins() =>
        Assert.Equal("given", Read("GENESYS_CLIENT_ID=abc\n", "--GENESYS_CLIENT_ID=given")["GENESYS_CLIENT_ID"]);

    [Fact]
    public void AddDotEnvFile_NoFile_ChangesNothing()
    {
        var builder = Builder();
        var sources = builder.Configuration.Sources.Count;

        builder.AddDotEnvFile();

        Assert.Equal(sources, builder.Configuration.Sources.Count);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private Microsoft.Extensions.Configuration.ConfigurationManager Read(string text, params string[] arguments)
    {
        File.WriteAllText(Path.Combine(_folder.FullName, ".env"), text);
        var builder = Builder(arguments);
        builder.AddDotEnvFile();
        return builder.Configuration;
    }

    private WebApplicationBuilder Builder(params string[] arguments) =>
        WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = _folder.FullName, Args = arguments });
}
