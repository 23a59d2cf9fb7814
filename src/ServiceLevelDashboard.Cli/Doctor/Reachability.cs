using System.Net.Sockets;
using ServiceLevelDashboard.Genesys.Connection;

namespace ServiceLevelDashboard.Cli.Doctor;

/// <summary>Finds out whether a host answers at all, and if not, at which step it ends: name, connection, TLS or proxy.</summary>
internal static class Reachability
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Asks the host for its front page without credentials; any answer counts.</summary>
    public static async Task<DoctorCheck> CheckAsync(string name, Uri address, CancellationToken cancellationToken)
    {
        using var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, Proxy = new OutboundProxy(HttpClient.DefaultProxy) };
        using var http = new HttpClient(handler) { Timeout = Patience };
        try
        {
            using var answer = await http.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            return new DoctorCheck(name, CheckStatus.Ok, $"{address.Authority} answers.");
        }
        catch (HttpRequestException e)
        {
            var (cause, fix) = Explain(e, address);
            return new DoctorCheck(name, CheckStatus.Fail, $"{address.Authority} does not answer.", cause, fix);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new DoctorCheck(name, CheckStatus.Fail, $"{address.Authority} does not answer.",
                $"No answer within {Patience.TotalSeconds:0} s: a firewall drops the connection, or the host is down.",
                $"Allow outgoing connections to {address.Authority}, or set HTTPS_PROXY to the proxy of your network.");
        }
    }

    private static (string Cause, string Fix) Explain(HttpRequestException failure, Uri address) => failure.HttpRequestError switch
    {
        HttpRequestError.NameResolutionError => (
            $"The name {address.Host} cannot be resolved.",
            "Check GENESYS_REGION (or GENESYS_URL) and the DNS of this machine."),
        HttpRequestError.SecureConnectionError => (
            $"The TLS handshake failed: {Innermost(failure)}",
            "If a proxy of your network re-encrypts traffic, add its certificate authority to this machine's trusted ones. Check the clock as well."),
        HttpRequestError.ProxyTunnelError => (
            $"The proxy refused the connection: {failure.Message}",
            $"Check HTTPS_PROXY and ask for access to {address.Authority}."),
        _ when failure.InnerException is SocketException { SocketErrorCode: SocketError.ConnectionRefused } => (
            $"Nothing listens at {address.Authority}.",
            "Check GENESYS_URL. If it is a simulator: is it still running, and on this port?"),
        _ => (
            $"The connection failed: {Innermost(failure)}",
            $"Allow outgoing connections to {address.Authority}, or set HTTPS_PROXY to the proxy of your network."),
    };

    private static string Innermost(Exception e) => e.GetBaseException().Message;
}
