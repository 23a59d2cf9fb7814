using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Microsoft.Net.Http.Headers;
using ServiceLevelDashboard.Access.Roles;
using ServiceLevelDashboard.Analytics.Past;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Web.Hardening;

namespace ServiceLevelDashboard.Web.Api;

/// <summary>
/// Flat rows of the past for tables and warehouses, from the archive alone. A page is written part after part as it is read, so that neither a long range nor
/// a slow reader costs memory; who reads slowly holds up nobody, since only the reading is expensive work.
/// </summary>
internal static class SeriesEndpoint
{
    private const int RowsOfPiece = 500;

    private static readonly byte[] _arrayStart = "[\n"u8.ToArray(), _between = ",\n"u8.ToArray(), _arrayEnd = "\n]\n"u8.ToArray();

    /// <summary>Answers <c>GET /api/v1/series</c>.</summary>
    public static async Task AnswerAsync(
        HttpContext http, ImmutableArray<Domain.Targets.Queue> listed, Viewer viewer, ExpensiveWork work, PastReader past, IHistory history,
        IDurableIntervalArchive archive, TimeProvider clock)
    {
        var (request, response, cancellationToken) = (http.Request, http.Response, http.RequestAborted);
        var targets = await past.TargetsAsync(cancellationToken);
        var now = clock.GetUtcNow();
        var reader = new SeriesReader(history, targets, now);
        var query = SeriesQuery.Read(request, listed, viewer.Sees, targets, reader.RowsPerDay, now);
        var fingerprint = await FingerprintAsync(reader, query, request, archive, cancellationToken);
        var tag = fingerprint is null ? null : new EntityTagHeaderValue($"\"{fingerprint}\"", isWeak: true);
        var isKnown = tag is not null
            && request.GetTypedHeaders().IfNoneMatch.Any(known => known.Equals(EntityTagHeaderValue.Any) || known.Compare(tag, useStrongComparison: false));
        var parts = isKnown ? [] : reader.PartsOf(query.Request).ToList();
        // What goes wrong with the first part is an answer of its own, so it is read before anything is said of this one.
        var rows = parts.Count == 0 ? [] : await ReadAsync(parts[0]);
        Describe(response, query, tag);
        if (isKnown)
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        response.ContentType = query.IsCsv ? "text/csv; charset=utf-8" : "application/json";
        await using var body = new MemoryStream();
        await using var writer = query.IsCsv ? (IRowWriter)new CsvRows(body, query.Columns) : new JsonRows(body, query.Columns);
        for (var i = 0; i < parts.Count; i++)
        {
            rows = i == 0 ? rows : await ReadAsync(parts[i]);
            foreach (var piece in rows.Chunk(RowsOfPiece))
            {
                foreach (var row in piece)
                {
                    writer.Write(row);
                }
                await SendAsync();
            }
        }

        writer.End();
        await SendAsync();

        Task<IEnumerable<SeriesRow>> ReadAsync(SeriesPart part) =>
            work.RunAsync(viewer, stop => reader.ReadAsync(query.Request, part, stop), cancellationToken);

        async Task SendAsync()
        {
            writer.Flush();
            await response.Body.WriteAsync(body.GetBuffer().AsMemory(0, (int)body.Length), cancellationToken);
            body.SetLength(0);
        }
    }

    /// <summary>Where the next page is, and by what this one is known.</summary>
    private static void Describe(HttpResponse response, SeriesQuery query, EntityTagHeaderValue? tag)
    {
        response.Headers.Append(HeaderNames.Vary, HeaderNames.Accept);
        if (query.Next is { } next)
        {
            response.Headers.Link = $"<{response.HttpContext.Request.PathBase}{ApiEndpoints.Series}{next}>; rel=\"next\"";
        }
        if (tag is not null)
        {
            response.GetTypedHeaders().ETag = tag;
            response.Headers.CacheControl = "private, no-cache"; // kept by who asked, and asked for again each time
        }
    }

    private static async Task<string?> FingerprintAsync(
        SeriesReader reader, SeriesQuery query, HttpRequest request, IDurableIntervalArchive archive, CancellationToken cancellationToken)
    {
        try
        {
            return await reader.FingerprintAsync(query.Request, $"1 {query.IsCsv} {request.QueryString}", archive, cancellationToken);
        }
        catch (ArchiveUnavailableException)
        {
            return null; // what memory holds is not known to be final
        }
    }

    private interface IRowWriter : IAsyncDisposable
    {
        void Write(SeriesRow row);

        void End();

        void Flush();
    }

    private sealed class JsonRows(Stream stream, ImmutableArray<SeriesColumn> columns) : IRowWriter
    {
        private readonly Utf8JsonWriter _json = new(stream, new JsonWriterOptions { SkipValidation = true });
        private bool _isBegun;

        public void Write(SeriesRow row)
        {
            stream.Write(_isBegun ? _between : _arrayStart);
            _isBegun = true;
            SeriesColumns.Write(_json, columns, row);
            _json.Flush();
            _json.Reset();
        }

        public void End() => stream.Write(_isBegun ? _arrayEnd : "[]\n"u8);

        public void Flush() => _json.Flush();

        public ValueTask DisposeAsync() => _json.DisposeAsync();
    }

    private sealed class CsvRows : IRowWriter
    {
        private readonly ImmutableArray<SeriesColumn> _columns;
        private readonly StreamWriter _text;
        private readonly CsvHelper.CsvWriter _csv;

        public CsvRows(Stream stream, ImmutableArray<SeriesColumn> columns)
        {
            _columns = columns;
            _text = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true);
            _csv = SeriesColumns.OpenCsv(_text, columns);
        }

        public void Write(SeriesRow row) => SeriesColumns.Write(_csv, _columns, row);

        public void End()
        {
        }

        public void Flush()
        {
            _csv.Flush();
            _text.Flush();
        }

        public async ValueTask DisposeAsync()
        {
            _csv.Dispose();
            await _text.DisposeAsync();
        }
    }
}
