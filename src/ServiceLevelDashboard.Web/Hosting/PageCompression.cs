using System.IO.Compression;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.AspNetCore.ResponseCompression;

namespace ServiceLevelDashboard.Web.Hosting;

/// <summary>
/// Compresses what is made anew for each reader: documents, and the messages of a circuit. Files are compressed when they are built,
/// and the wall's answers once for all screens. Why this is safe, and what it saves: <c>docs/decisions/compression.md</c>.
/// </summary>
internal static class PageCompression
{
    /// <summary>Adds the compression of documents.</summary>
    public static IServiceCollection AddPageCompression(this IServiceCollection services) => services
        .AddResponseCompression(static o =>
        {
            o.MimeTypes = ["text/html"];
            o.EnableForHttps = true;
        })
        .Configure<BrotliCompressionProviderOptions>(static o => o.Level = CompressionLevel.Fastest)
        .Configure<GzipCompressionProviderOptions>(static o => o.Level = CompressionLevel.Fastest);

    /// <summary>Compresses a circuit's messages each by itself: no state is kept for a connection between them.</summary>
    public static void CompressCircuits(this ServerComponentsEndpointOptions options) =>
        options.ConfigureWebSocketAcceptContext = static (_, socket) =>
        {
            socket.DisableServerContextTakeover = true;
            return Task.CompletedTask;
        };
}
