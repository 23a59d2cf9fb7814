using System.IO.Compression;
using Microsoft.Net.Http.Headers;

namespace ServiceLevelDashboard.Web.Wall;

/// <summary>An answer that is made and compressed once and sent to all that ask.</summary>
/// <param name="contentType">Its media type.</param>
/// <param name="bytes">The answer as it is.</param>
/// <param name="tag">The entity tag, in quotation marks; null when the answer is never the same.</param>
public sealed class CompressedBody(string contentType, byte[] bytes, string? tag)
{
    private static readonly string Differs = string.Join(
        ", ", HeaderNames.AcceptEncoding, HeaderNames.AcceptLanguage, HeaderNames.Authorization, HeaderNames.Cookie);

    private readonly Lazy<byte[]> _brotli = new(() => Compress(bytes, static to => new BrotliStream(to, CompressionLevel.Optimal)));
    private readonly Lazy<byte[]> _gzip = new(() => Compress(bytes, static to => new GZipStream(to, CompressionLevel.Optimal)));

    /// <summary>Answers: nothing new (304), or the bytes in the best form that the client reads.</summary>
    public async Task WriteAsync(HttpContext context)
    {
        var (request, response) = (context.Request, context.Response);
        // what one may see another may not: no cache between, and in the browser's own only for the same credentials and language
        response.Headers.Vary = Differs;
        response.Headers.CacheControl = tag is null ? "no-store" : "private, no-cache";
        if (tag is not null)
        {
            response.Headers.ETag = tag;
            if (request.Headers.IfNoneMatch.Contains(tag))
            {
                response.StatusCode = StatusCodes.Status304NotModified;
                return;
            }
        }

        response.ContentType = contentType + "; charset=utf-8";
        var (encoding, body) = Choose(request.Headers.AcceptEncoding.ToString());
        if (encoding is not null)
        {
            response.Headers.ContentEncoding = encoding;
        }
        response.ContentLength = body.Length;
        await response.Body.WriteAsync(body, context.RequestAborted);
    }

    private (string? Encoding, byte[] Body) Choose(string accepted) =>
        accepted.Contains("br", StringComparison.Ordinal) ? ("br", _brotli.Value)
        : accepted.Contains("gzip", StringComparison.Ordinal) ? ("gzip", _gzip.Value)
        : (null, bytes);

    private static byte[] Compress(byte[] bytes, Func<Stream, Stream> open)
    {
        using var packed = new MemoryStream();
        using (var packer = open(packed))
        {
            packer.Write(bytes);
        }
        return packed.ToArray();
    }
}
