using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Genesys.Connection;
using ServiceLevelDashboard.Genesys.Wire;

namespace ServiceLevelDashboard.Genesys.Calls;

/// <summary>
/// The one access token that all calls share. Asked for by whoever needs it first; the others wait for the same request.
/// Renewed after nine tenths of its life.
/// </summary>
internal sealed class AccessTokens
{
    private const double UsedLife = 0.9;

    private const long LargestAnswer = 64 * 1024;

    private readonly Exchange _exchange;
    private readonly QuotaGovernor _governor;
    private readonly Redaction _redaction;
    private readonly TimeProvider _time;
    private readonly GenesysEndpoint _endpoint;
    private readonly TimeSpan _timeout;
    private readonly AuthenticationHeaderValue _credentials;
    private readonly Lock _lock = new();
    private Task<Token>? _token;

    public AccessTokens(GenesysOptions options, GenesysEndpoint endpoint, Exchange exchange, QuotaGovernor governor, Redaction redaction, TimeProvider time)
    {
        _exchange = exchange;
        _governor = governor;
        _redaction = redaction;
        _time = time;
        _endpoint = endpoint;
        _timeout = options.AttemptTimeout;
        var basic = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{options.ClientId}:{options.ClientSecret}"));
        _redaction.AddCredential(options.ClientSecret);
        _redaction.AddCredential(basic);
        _credentials = new AuthenticationHeaderValue("Basic", basic);
    }

    /// <summary>The token in force, or a new one.</summary>
    /// <exception cref="AuthenticationFailedException">The credentials were refused.</exception>
    /// <exception cref="AttemptFailedException">The request failed in a way that may pass.</exception>
    public async Task<string> GetAsync(CancellationToken cancellationToken)
    {
        Task<Token> token;
        lock (_lock)
        {
            if (_token is null || _token.IsFaulted || _token.IsCanceled || (_token.IsCompletedSuccessfully && IsSpent(_token.Result)))
            {
                _token = RequestAsync();
            }
            token = _token;
        }

        // The request belongs to all who wait for it: a caller that gives up must not end it.
        return (await token.WaitAsync(cancellationToken).ConfigureAwait(false)).Value;
    }

    /// <summary>Drops a token that the service refused, unless it has been renewed in the meantime.</summary>
    public void Forget(string refused)
    {
        lock (_lock)
        {
            if (_token is { IsCompletedSuccessfully: true } token && token.Result.Value == refused)
            {
                _token = null;
            }
        }
    }

    private bool IsSpent(Token token) => _time.GetElapsedTime(token.ObtainedAt) >= token.Life * UsedLife;

    private async Task<Token> RequestAsync()
    {
        using var timeout = new CancellationTokenSource(_timeout, _time);
        try
        {
            using var permit = await _governor.AcquireAsync(1, timeout.Token).ConfigureAwait(false);
            if (!permit.IsAcquired)
            {
                throw new AttemptFailedException("there was no quota left for a token");
            }
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(_endpoint.Login, "oauth/token"));
            request.Headers.Authorization = _credentials;
            request.Content = new FormUrlEncodedContent([new("grant_type", "client_credentials")]);
            var asked = _time.GetTimestamp();
            var answer = await _exchange.RunAsync(request, LargestAnswer, ReadAsync, timeout.Token).ConfigureAwait(false);
            _redaction.AddToken(answer.Value.Value);
            return answer.Value with { ObtainedAt = asked };
        }
        catch (OperationCanceledException e) when (timeout.IsCancellationRequested)
        {
            throw new AttemptFailedException("no token came in time", e);
        }
        catch (RefusedResponseException e)
        {
            throw Refusal(e);
        }
    }

    private static async ValueTask<Token> ReadAsync(Stream body, CancellationToken cancellationToken)
    {
        var wire = await JsonSerializer.DeserializeAsync(body, WireJson.Default.WireToken, cancellationToken).ConfigureAwait(false);
        if (string.IsNullOrEmpty(wire?.AccessToken) || wire.ExpiresIn is not > 0)
        {
            throw new JsonException("The answer holds no token.");
        }
        return new Token(wire.AccessToken, TimeSpan.FromSeconds(Math.Min(wire.ExpiresIn.Value, TimeSpan.FromDays(2).TotalSeconds)), 0);
    }

    private ContactCentreException Refusal(RefusedResponseException refused)
    {
        var isRefusal = refused.Status == HttpStatusCode.Unauthorized
            || (refused.Status == HttpStatusCode.BadRequest && refused.Error.OAuthError is not null);
        var region = _endpoint.Region is { } known ? $"GENESYS_REGION (now {known.Key}: a client exists in one region only)" : "GENESYS_URL";
        if (refused.Status == HttpStatusCode.Forbidden && refused.Error.Summary is { } reason)
        {
            // A proxy would answer with a page of its own; this is the service's own word.
            return new AuthenticationFailedException(
                $"{_endpoint.Login.Host} does not let this OAuth client in: 403 ({reason}). Check that the client (GENESYS_CLIENT_ID) is active and may be used "
                + $"from this network (Admin > Integrations > OAuth; an allow list of addresses), that its organisation is not disabled, and {region}.",
                refused.CorrelationId, refused);
        }

        if (!isRefusal)
        {
            return new UnavailableException(
                $"{_endpoint.Login.Host} {refused.Message} instead of giving a token. Check the region, GENESYS_URL and any proxy on the way.",
                refused.CorrelationId, refused);
        }

        var detail = refused.Error.Summary is { } summary ? $" ({summary})" : "";
        return new AuthenticationFailedException(
            $"The credentials were refused{detail}. Check GENESYS_CLIENT_ID, GENESYS_CLIENT_SECRET and {region}, and that the OAuth client "
            + "is active and of the grant type Client Credentials (Admin > Integrations > OAuth).",
            refused.CorrelationId, refused);
    }

    /// <summary>Not printable by accident: a record's text would hold the token.</summary>
    private readonly record struct Token(string Value, TimeSpan Life, long ObtainedAt)
    {
        public override string ToString() => "token";
    }
}
