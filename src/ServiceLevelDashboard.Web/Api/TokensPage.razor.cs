using Microsoft.AspNetCore.Components;
using ServiceLevelDashboard.Access.Roles;
using ServiceLevelDashboard.Access.Tokens;
using ServiceLevelDashboard.Analytics.Configuration;
using ServiceLevelDashboard.Analytics.Documents;
using ServiceLevelDashboard.Web.Resources;
using ServiceLevelDashboard.Web.Security;

namespace ServiceLevelDashboard.Web.Api;

/// <summary>Where administrators make and revoke tokens. A token is shown once, by the page that made it.</summary>
public sealed partial class TokensPage
{
    private static readonly int[] Terms = [30, 90, 365];

    private string _name = "";
    private string _role = Role.KeyOf(Rank.Viewer);
    private bool _queues = true;
    private bool _report = true;
    private bool _metrics;
    private int _days = 90;
    private string? _said;
    private string? _problem, _scopeProblem;
    private (string Name, string Token)? _made;

    [Inject]
    internal ApiTokens Tokens { get; init; } = null!; // the container sets it

    [Inject]
    internal DocumentCache<ApiToken> Book { get; init; } = null!; // likewise

    [Inject]
    internal RoleRegistry Roles { get; init; } = null!; // likewise

    /// <summary>Who looks.</summary>
    [Inject]
    public required Viewer Viewer { get; init; }

    /// <summary>The present moment.</summary>
    [Inject]
    public required TimeProvider Clock { get; init; }

    /// <summary>The site's zone.</summary>
    [Inject]
    public required DashboardSettings Settings { get; init; }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        Book.Changed -= Render;
        base.Dispose(disposing);
    }

    /// <inheritdoc/>
    protected override void OnInitialized() => Book.Changed += Render;

    private void Render() => _ = InvokeAsync(StateHasChanged);

    private async Task MakeAsync()
    {
        (_said, _made) = (null, null);
        var asked = new[] { (ApiToken.QueuesScope, _queues), (ApiToken.ReportScope, _report), (ApiToken.MetricsScope, _metrics) };
        string[] scopes = [.. asked.Where(static s => s.Item2).Select(static s => s.Item1)];
        _problem = string.IsNullOrWhiteSpace(_name) ? TokensText.NameMissing : null;
        _scopeProblem = scopes.Length == 0 ? TokensText.ScopeMissing : null;
        if (_problem is not null || _scopeProblem is not null || !Viewer.MayAdminister)
        {
            return;
        }
        var (result, token) = await Tokens.MakeAsync(_name, _role, scopes, TimeSpan.FromDays(_days), Viewer.Demand(Rank.Administrator), Disposed);
        if (token is null)
        {
            _problem = result switch
            {
                { Outcome: SaveOutcome.Unavailable } => TokensText.Away,
                { Names: [var name, ..] } => NameWords.Of(name),
                _ => Format.Text(TokensText.Invalid, string.Join(' ', result.Problems)),
            };
            return;
        }

        _made = (_name.Trim(), token);
        _name = "";
    }

    private async Task RevokeAsync(Document<ApiToken> token)
    {
        if (!Viewer.MayAdminister)
        {
            return;
        }
        _made = null;
        var result = await Tokens.RevokeAsync(token.Key, Viewer.Demand(Rank.Administrator), Disposed);
        _said = result.Outcome == SaveOutcome.Unavailable ? TokensText.Away : Format.Text(TokensText.Revoked, token.Value.Name);
    }

    private string Standing(ApiToken token) =>
        Format.Text(token.Until > Clock.GetUtcNow() ? TokensText.Until : TokensText.Ended, When(token.Until));

    private string When(DateTimeOffset instant) => $"{Format.ShortDate(instant, Settings.Zone)} {Format.Time(instant, Settings.Zone)}";

    private static string ScopeName(string scope) => scope switch
    {
        ApiToken.QueuesScope => TokensText.Queues,
        ApiToken.MetricsScope => TokensText.Metrics,
        _ => TokensText.Report,
    };

    private static string RoleName(string key) => Role.BuiltIn.TryGetValue(key, out var role) ? AccountWords.Of(role.Rank) : key;
}
