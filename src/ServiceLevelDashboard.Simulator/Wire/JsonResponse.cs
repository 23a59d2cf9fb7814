using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace ServiceLevelDashboard.Simulator.Wire;

/// <summary>Writes small answers and the platform's error body.</summary>
internal static class JsonResponse
{
    public const string CorrelationHeader = "ININ-Correlation-Id";
    public const string ContentType = "application/json";

    /// <summary>Writes one object.</summary>
    public static Task WriteAsync(HttpResponse response, int status, Action<Utf8JsonWriter> properties)
    {
        response.StatusCode = status;
        response.ContentType = ContentType;
        using var json = new Utf8JsonWriter(response.BodyWriter);
        json.WriteStartObject();
        properties(json);
        json.WriteEndObject();
        json.Flush();
        return response.BodyWriter.FlushAsync(response.HttpContext.RequestAborted).AsTask();
    }

    /// <summary>Writes the platform's error body; its context id is the correlation id of the headers.</summary>
    public static Task WriteErrorAsync(HttpResponse response, WireException error)
    {
        if (error.RetryAfter is { } seconds)
        {
            response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        }
        return WriteAsync(response, error.Status, json =>
        {
            json.WriteString("message", error.Message);
            json.WriteString("code", error.Code);
            json.WriteNumber("status", error.Status);
            json.WriteString("contextId", response.Headers[CorrelationHeader].ToString());
            json.WriteStartArray("details");
            json.WriteEndArray();
            json.WriteStartArray("errors");
            json.WriteEndArray();
        });
    }
}
