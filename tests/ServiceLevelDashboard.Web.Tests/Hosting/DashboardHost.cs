using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using ServiceLevelDashboard.Web.Hosting;

namespace ServiceLevelDashboard.Web.Tests.Hosting;

/// <summary>The whole dashboard as a newcomer starts it: without credentials, on the embedded simulator.</summary>
public sealed class DashboardHost : WebApplicationFactory<DataOrigin>
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("sld-host-");

    /// <summary>The folder of the solution: content root of the host.</summary>
    public static string RepositoryRoot { get; } = FindRoot();

    /// <inheritdoc/>
    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.UseContentRoot(RepositoryRoot);
        // a developer's own .env must not decide what is tested
        builder.UseSetting("GENESYS_CLIENT_ID", "");
        builder.UseSetting("GENESYS_URL", "");
        builder.UseSetting("Simulator:Queues", "12");
        builder.UseSetting("History:BackfillDays", "0"); // today is all that these tests look at
        builder.UseSetting("Storage:DataFolder", _data.FullName);
    }

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _data.Delete(recursive: true);
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "ServiceLevelDashboard.sln")))
            folder = folder.Parent ?? throw new InvalidOperationException("The tests do not run inside the repository.");
        return folder.FullName;
    }
}
