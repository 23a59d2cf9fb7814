using System.Buffers;
using System.Globalization;
using System.Text.Json;
using ModelContextProtocol.Protocol;
using ServiceLevelDashboard.Access.Roles;
using ServiceLevelDashboard.Analytics;
using ServiceLevelDashboard.Analytics.Past;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Domain;
using ServiceLevelDashboard.Web.Addresses;
using ServiceLevelDashboard.Web.Hardening;

namespace ServiceLevelDashboard.Web.Mcp;

/// <summary>
/// One call of a tool: who asks, which queue is meant, and how an answer is put. Names are written as JSON values of the structured content and nowhere
/// else: no text holds one, so that what somebody called a queue is never read as a sentence of ours.
/// </summary>
/// <param name="http">The request that bore it.</param>
internal sealed class ToolCall(HttpContext http)
{
    /// <summary>What a tool says of its queue.</summary>
    public const string QueueHelp = "Id of a queue from list_queues (or its exact name).";

    /// <summary>What a tool says of its media type.</summary>
    public const string MediaHelp = "Media type: voice, callback, chat, email, message or another type's name.";

    /// <summary>The call that is under way.</summary>
    public static ToolCall Of(IHttpContextAccessor accessor) => new(accessor.HttpContext ?? throw new InvalidOperationException("There is no request."));

    /// <summary>Which queues may be seen.</summary>
    public Viewer Viewer { get; } = http.RequestServices.GetRequiredService<Viewer>();

    /// <summary>The present moment.</summary>
    public DateTimeOffset Now { get; } = http.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow();

    /// <summary>The figures of now, as they may be seen.</summary>
    public SnapshotState State => Service<ISnapshots>().For(Viewer.Sees);

    /// <summary>A service of this request.</summary>
    public T Service<T>()
        where T : notnull => http.RequestServices.GetRequiredService<T>();

    /// <summary>Does what a tool is asked for; what cannot be done is an answer that says why.</summary>
    /// <param name="scope">The scope that a token must have.</param>
    /// <param name="work">What it does; expensive work of the visitor, one at a time.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<CallToolResult> AnswerAsync(string scope, Func<CancellationToken, Task<CallToolResult>> work, CancellationToken cancellationToken)
    {
        if (!Principals.MayAskFor(http.User, scope))
        {
            return Refusal($"The token lacks the scope {scope}. An administrator makes one that has it.");
        }
        try
        {
            return await Service<ExpensiveWork>().RunAsync(Viewer, work, cancellationToken);
        }
        catch (UsageException e)
        {
            return Refusal(e.Message); // of what the caller gave: names of queues are looked up here and are in no such message
        }
        catch (TooMuchWorkException e)
        {
            return Refusal(e.Message);
        }
        catch (ThrottledException)
        {
            return Refusal("The contact centre's quota is used up for the moment. Ask again later.");
        }
        catch (ContactCentreException)
        {
            return Refusal("The contact centre gave no usable answer. Ask again later.");
        }
        catch (ArchiveUnavailableException)
        {
            return Refusal("The archive cannot be read at present. Ask again later.");
        }
    }

    /// <summary>The queue that an id or a name means.</summary>
    /// <exception cref="UsageException">None is meant that may be seen, or several are; the message holds no name of any.</exception>
    public Domain.Targets.Queue QueueOf(string text)
    {
        var listed = State.Snapshot?.Listed ?? throw new UsageException("There are no figures yet. Ask again in a minute.");
        if (listed.GetValueOrDefault(new QueueId(text.Trim())) is { } byId)
        {
            return byId;
        }
        return listed.Values.Where(q => q.Name.Equals(text.Trim(), StringComparison.OrdinalIgnoreCase)).ToArray() is [var only]
            ? only
            : throw new UsageException("queue names no queue that may be seen, or several. Call list_queues and give an id.");
    }

    /// <summary>The queue and media type of now; null where nothing of it is known today.</summary>
    public (Snapshot Snapshot, QueueSummary Summary)? Today(string queue, string media)
    {
        var key = new QueueMedia(QueueOf(queue).Id, MediaOf(media));
        return State.Snapshot is { } snapshot && snapshot.Find(key) is { } summary ? (snapshot.At(summary), summary) : null;
    }

    /// <summary>A media type.</summary>
    /// <exception cref="UsageException">It is none.</exception>
    public static MediaType MediaOf(string media) => media.Trim().ToLowerInvariant() is { Length: > 0 } name && name.All(char.IsAsciiLetter)
        ? new MediaType(name)
        : throw new UsageException("media is no media type. Accepted: voice, callback, chat, email, message or another type's name.");

    /// <summary>How old figures are: what is final is of the range's end, else they are as old as the last fetch. Null when nothing was fetched.</summary>
    public TimeSpan? AgeOf(Interval range, bool isProvisional, IEnumerable<DateTimeOffset> fetched)
    {
        DateTimeOffset? last = isProvisional ? fetched.Select(static at => (DateTimeOffset?)at).Max() : range.End;
        return last is { } known ? Now - (known < range.End ? known : range.End) : null;
    }

    /// <summary>The address of the page that takes a figure apart.</summary>
    public string ExplanationOf(QueueId queue, MediaType media, Interval range) =>
        $"{http.Request.Scheme}://{http.Request.Host}{http.Request.PathBase}/{ExplainUrls.Of(new QueueMedia(queue, media), range)}";

    /// <summary>An answer: a short text without names, and everything as an object.</summary>
    public static CallToolResult Answer(string text, Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }
        using var document = JsonDocument.Parse(buffer.WrittenMemory);
        return new CallToolResult { Content = [new TextContentBlock { Text = text }], StructuredContent = document.RootElement.Clone() };
    }

    /// <summary>An answer that says why there is none.</summary>
    public static CallToolResult Refusal(string text) => new() { Content = [new TextContentBlock { Text = text }], IsError = true };

    /// <summary>Which queue and media type an answer is of.</summary>
    public static void WriteQueue(Utf8JsonWriter json, Domain.Targets.Queue queue, MediaType media)
    {
        json.WriteStartObject("queue");
        json.WriteString("id", queue.Id.Value);
        json.WriteString("name", queue.Name);
        json.WriteString("division", queue.Division?.Name);
        json.WriteEndObject();
        json.WriteString("mediaType", media.Name);
    }

    /// <summary>A level with its counts, as a report writes it.</summary>
    public static void WriteLevel(Utf8JsonWriter json, ServiceLevelBounds level)
    {
        WriteNumber(json, "numerator", level.Exact?.Numerator);
        WriteNumber(json, "denominator", level.Exact?.Denominator);
        WriteNumber(json, "serviceLevel", level.Exact?.Ratio);
        WriteNumber(json, "serviceLevelLower", level.Lower.Ratio);
        WriteNumber(json, "serviceLevelUpper", level.Upper.Ratio);
    }

    /// <summary>What a level is measured by.</summary>
    public static void WriteMeasure(Utf8JsonWriter json, ServiceLevelDefinition definition, decimal? thresholdSeconds, decimal? targetRatio)
    {
        json.WriteString("definition", definition.Formula.Id());
        WriteNumber(json, "thresholdSeconds", thresholdSeconds);
        WriteNumber(json, "targetRatio", targetRatio);
    }

    /// <summary>When a figure is of, how old it is, whether it may still change, and where it is explained.</summary>
    public static void WriteStanding(Utf8JsonWriter json, Interval range, TimeSpan? age, bool isProvisional, string explanation)
    {
        json.WriteString("from", range.Start.UtcDateTime);
        json.WriteString("to", range.End.UtcDateTime);
        WriteNumber(json, "ageSeconds", age is { } known ? Math.Round((decimal)known.TotalSeconds) : null);
        json.WriteBoolean("provisional", isProvisional);
        json.WriteString("explanation", explanation);
    }

    /// <summary>A number, or null.</summary>
    public static void WriteNumber(Utf8JsonWriter json, string name, decimal? number)
    {
        if (number is { } known)
        {
            json.WriteNumber(name, known);
        }
        else
        {
            json.WriteNull(name);
        }
    }

    /// <summary>A level in words: <c>82.35 % (28 of 34)</c>; both ends where only bounds are known, and that there is none.</summary>
    public static string Words(ServiceLevelBounds level, decimal? target) => level.Exact is { } exact
        ? Words(exact, target)
        : $"{Words(level.Lower, target)} to {Words(level.Upper, target)}";

    /// <summary>A level that is known as a ratio alone, such as a forecast's.</summary>
    public static string Words(decimal ratio, decimal? target) =>
        string.Create(CultureInfo.InvariantCulture, $"{DisplayPercent.Of(ratio, target, 0)} %");

    private static string Words(ServiceLevel level, decimal? target) => DisplayPercent.Of(level, target, 2) is { } shown
        ? string.Create(CultureInfo.InvariantCulture, $"{shown} % ({level.Numerator} of {level.Denominator})")
        : "none (0 of 0)";
}
