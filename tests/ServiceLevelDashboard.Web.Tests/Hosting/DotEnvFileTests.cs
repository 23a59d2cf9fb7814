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

    /// <summary>The command line, the environment, <c>.env</c>, then appsettings.json.</summary>
    [Fact]
    public void AddDotEnvFile_OtherSources_GoBeforeItInTheirOrder()
    {
        var (name, text) = ("SLD_TEST_ORDER", "SLD_TEST_ORDER=file\nAllowedHosts=file\nGENESYS_CLIENT_ID=file\nASPNETCORE_URLS=http://127.0.0.1:1\n");
        File.WriteAllText(Path.Combine(_folder.FullName, "appsettings.json"), """{ "AllowedHosts": "json", "OnlyThere": "json" }""");
        Environment.SetEnvironmentVariable(name, "environment"); // of this test alone
        try
        {
            var configuration = Read(text, "--GENESYS_CLIENT_ID=line");

            Assert.Equal(
                ["line", "environment", "file", "json"],
                new[] { "GENESYS_CLIENT_ID", name, "AllowedHosts", "OnlyThere" }.Select(key => configuration[key]));
            Assert.Equal("http://127.0.0.1:1", configuration["urls"]);
            Assert.Equal("http://127.0.0.1:2", Read(text, "--urls=http://127.0.0.1:2")["urls"]);
        }
        finally
        {
            Environment.SetEnvironmentVariable(name, null);
        }
    }

    [Theory]
    [InlineData("A=1\nGENESYS_CLIENT_SECRET=\"abc\nB=2\n", 2)]
    [InlineData("A='b\n", 1)]
    [InlineData("A=\"b\" # \"\nexport C='\n", 2)]
    public void AddDotEnvFile_QuoteNotClosed_IsRefusedNamingTheLine(string text, int line)
    {
        var refused = Assert.Throws<StartRefusedException>(() => Read(text));

        Assert.EndsWith(FormattableString.Invariant($".env, line {line}: the quote is not closed. Close it on the same line, or write the value without quotes."), refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("abc", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AddDotEnvFile_WhatTheRuntimeReadsBefore_IsNamed()
    {
        File.WriteAllText(Path.Combine(_folder.FullName, ".env"), "DOTNET_gcServer=1\nSSL_CERT_FILE=/x\nASPNETCORE_ENVIRONMENT=Development\nSite__TimeZone=UTC\n");

        var said = Builder().AddDotEnvFile();

        Assert.Equal(["DOTNET_gcServer", "SSL_CERT_FILE", "ASPNETCORE_ENVIRONMENT"], said.Select(static s => s.Split(": ")[1].Split(' ')[0]));
        Assert.All(said, static s => Assert.EndsWith("does not count there, since it is read before the program begins. Set it in the environment.", s, StringComparison.Ordinal));
    }

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
