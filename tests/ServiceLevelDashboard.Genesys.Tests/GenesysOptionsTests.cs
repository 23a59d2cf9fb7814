using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Genesys.Connection;

namespace ServiceLevelDashboard.Genesys.Tests;

public sealed class GenesysOptionsTests
{
    [Fact]
    public void From_VariablesAndSection_VariablesWin()
    {
        var options = From(("GENESYS_CLIENT_ID", " id "), ("GENESYS_CLIENT_SECRET", "secret"), ("Genesys:ClientId", "other"), ("Genesys:Retries", "5"));

        Assert.Equal(("id", "secret", 5), (options.ClientId, options.ClientSecret, options.Retries));
        Assert.Empty(options.Validate());
    }

    [Fact]
    public void From_SecretFile_ItsContentWithoutTheLineEnd()
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, "from-file\n");

            Assert.Equal("from-file", From(("GENESYS_CLIENT_SECRET_FILE", file)).ClientSecret);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void Validate_SecretFileMissing_NamesVariableAndPath()
    {
        var problem = Assert.Single(From(("GENESYS_CLIENT_ID", "id"), ("GENESYS_CLIENT_SECRET_FILE", "/nowhere/secret")).Validate());

        Assert.Contains("GENESYS_CLIENT_SECRET_FILE", problem, StringComparison.Ordinal);
        Assert.Contains("/nowhere/secret", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Validate_NothingConfigured_NamesBothVariables() =>
        Assert.Collection(
            From().Validate(),
            problem => Assert.Contains("GENESYS_CLIENT_ID", problem, StringComparison.Ordinal),
            problem => Assert.Contains("GENESYS_CLIENT_SECRET", problem, StringComparison.Ordinal));

    [Theory]
    [InlineData("Sdk", "-p:GenesysSdk=true")] // this build is without it
    [InlineData("rest", "Set it to Streaming")]
    public void Validate_ClientThatIsNotThere_SaysWhatToDo(string client, string advice) =>
        Assert.Contains(advice, Assert.Single(Valid(options => options.Client = client).Validate()), StringComparison.Ordinal);

    [Fact]
    public void Validate_UnknownRegion_ListsTheKnownOnes()
    {
        var problem = Assert.Single(Valid(options => options.Region = "eu-west-9").Validate());

        Assert.Contains("'eu-west-9'", problem, StringComparison.Ordinal);
        Assert.All(GenesysRegions.All, region => Assert.Contains($"{region.Key} ({region.Domain})", problem, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("http://127.0.0.1:5080", true)]
    [InlineData("http://localhost:5080/base", true)]
    [InlineData("http://[::1]:5080", true)]
    [InlineData("https://gateway.example/genesys/", true)]
    [InlineData("http://gateway.example", false)]
    [InlineData("ftp://127.0.0.1", false)]
    [InlineData("https://user:password@gateway.example", false)]
    [InlineData("gateway", false)]
    public void Validate_Url_PlainHttpForLoopbackOnly(string url, bool isValid) =>
        Assert.Equal(isValid, Valid(options => options.Url = url).Validate().Count == 0);

    [Fact]
    public void Validate_NumbersOutOfRange_NamesEach()
    {
        var options = Valid(o =>
        {
            o.QuotaPerMinute = 0;
            o.QuotaShare = double.NaN;
            o.Retries = 11;
            o.AttemptTimeout = TimeSpan.Zero;
            o.TotalTimeout = TimeSpan.FromTicks(-1);
        });

        Assert.Equal(
            ["Genesys:QuotaPerMinute", "Genesys:QuotaShare", "Genesys:Retries", "Genesys:AttemptTimeout", "Genesys:TotalTimeout"],
            options.Validate().Select(problem => problem.Split(' ')[0]));
    }

    [Fact]
    public void Constructor_UnusableOptions_Throws() =>
        Assert.Throws<OptionsValidationException>(() => new GenesysContactCentre(new GenesysOptions(), TimeProvider.System, NullLoggerFactory.Instance));

    [Fact]
    public void AddGenesys_ValidConfiguration_GivesOneContactCentre()
    {
        using var services = new ServiceCollection().AddLogging().AddGenesys(Configuration(
            ("GENESYS_CLIENT_ID", "id"), ("GENESYS_CLIENT_SECRET", "secret"), ("GENESYS_URL", "http://127.0.0.1:5080/base"))).BuildServiceProvider();

        var centre = services.GetRequiredService<GenesysContactCentre>();

        Assert.Same(centre, services.GetRequiredService<IContactCentre>());
        Assert.Equal(new Uri("http://127.0.0.1:5080/base/"), centre.Endpoint.Api);
        Assert.Null(centre.Endpoint.Region);
        Assert.Equal((0, 150, 300), (centre.Quota.CallsLastMinute, centre.Quota.GovernorPerMinute, centre.Quota.LimitPerMinute));
    }

    private static GenesysOptions Valid(Action<GenesysOptions> change)
    {
        var options = new GenesysOptions { ClientId = "id", ClientSecret = "secret" };
        change(options);
        return options;
    }

    private static GenesysOptions From(params (string Key, string? Value)[] settings) => GenesysOptions.From(Configuration(settings));

    private static IConfigurationRoot Configuration(params (string Key, string? Value)[] settings) =>
        new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(setting => setting.Key, setting => setting.Value)).Build();
}
