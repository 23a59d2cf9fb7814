using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using ServiceLevelDashboard.Analytics.Past;
using ServiceLevelDashboard.Genesys;
using ServiceLevelDashboard.Genesys.Connection;

namespace ServiceLevelDashboard.Cli.Invocation;

/// <summary>What every command works with.</summary>
/// <param name="Terminal">Where to write.</param>
/// <param name="Configuration">Variables.</param>
/// <param name="Clock">The clock.</param>
internal sealed record Shell(Terminal Terminal, IConfiguration Configuration, TimeProvider Clock)
{
    /// <summary>How to reach the organisation, not yet checked.</summary>
    /// <param name="url">The option <c>--url</c>, which wins over <c>GENESYS_URL</c>; null when not given.</param>
    public GenesysOptions OptionsFor(string? url)
    {
        var options = GenesysOptions.From(Configuration);
        if (url is not null)
        {
            options.Url = url;
        }
        return options;
    }

    /// <summary>The organisation.</summary>
    /// <exception cref="UsageException">A variable is missing or wrong.</exception>
    public GenesysContactCentre Connect(string? url)
    {
        var options = OptionsFor(url);
        var problems = options.Validate();
        if (problems.Count > 0)
        {
            throw new UsageException(string.Join('\n', problems));
        }
        return new GenesysContactCentre(options, Clock, NullLoggerFactory.Instance);
    }
}
