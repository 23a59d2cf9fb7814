using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using ServiceLevelDashboard.Web.Hosting;
using ServiceLevelDashboard.Web.Tests.Hosting;

namespace ServiceLevelDashboard.Web.Tests.Languages;

/// <summary>A dashboard that answers everybody in the made-up language.</summary>
public sealed class PseudoHost : IAsyncDisposable
{
    private readonly DashboardHost _host = new();

    public PseudoHost()
    {
        PseudoTexts.Install();
        Speaking = _host.WithWebHostBuilder(builder => builder.ConfigureTestServices(services => services.PostConfigure<RequestLocalizationOptions>(static o =>
        {
            o.SetDefaultCulture(PseudoTexts.Language);
            o.RequestCultureProviders = [];
        })));
    }

    /// <summary>The dashboard.</summary>
    internal WebApplicationFactory<DataOrigin> Speaking { get; }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Speaking.DisposeAsync();
        await _host.DisposeAsync();
    }
}
