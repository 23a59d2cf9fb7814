using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.FileProviders;
using ServiceLevelDashboard.Web.Addresses;

namespace ServiceLevelDashboard.Web.Api;

/// <summary>The OpenAPI document as the page shows it.</summary>
/// <param name="Description">What is true of all addresses.</param>
/// <param name="Operations">The addresses, in the document's order.</param>
internal sealed record ApiDocument(string Description, ImmutableArray<ApiOperation> Operations)
{
    private static readonly JsonSerializerOptions _asWritten = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Reads the document that is served.</summary>
    public static ApiDocument Read(IFileProvider files)
    {
        using var stream = files.GetFileInfo(ApiUrls.Document).CreateReadStream();
        var root = JsonNode.Parse(stream)!; // it is a part of the program
        return new ApiDocument(
            Text(root["info"], "description"),
            [.. root["paths"]!.AsObject().Select(static path => Operation(path.Key, path.Value!["get"]!))]);
    }

    private static ApiOperation Operation(string path, JsonNode get) => new(
        ApiEndpoints.Root + path,
        Text(get, "summary"),
        [.. get["parameters"]?.AsArray().Select(static p => Parameter(p!)) ?? []],
        [.. get["responses"]!.AsObject().Select(static answer => new ApiAnswer(answer.Key, Text(answer.Value, "description")))],
        get["responses"]!["200"]!["content"]!["application/json"]!["example"]?.ToJsonString(_asWritten));

    private static ApiParameter Parameter(JsonNode parameter) =>
        new(Text(parameter, "name"), Text(parameter, "description"), parameter["schema"]?["default"]?.ToString(), parameter["example"]?.ToString());

    private static string Text(JsonNode? node, string name) => (string?)node?[name] ?? "";
}

/// <summary>An address.</summary>
/// <param name="Path">From the site's root on.</param>
/// <param name="Summary">What it answers.</param>
/// <param name="Parameters">What may be asked.</param>
/// <param name="Answers">Its answers by status.</param>
/// <param name="Example">A good answer; null without one.</param>
internal sealed record ApiOperation(
    string Path, string Summary, ImmutableArray<ApiParameter> Parameters, ImmutableArray<ApiAnswer> Answers, string? Example);

/// <summary>A parameter.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Description">What it means.</param>
/// <param name="Default">What is taken without it; null when that is in the description.</param>
/// <param name="Example">A value; null without one.</param>
internal sealed record ApiParameter(string Name, string Description, string? Default, string? Example);

/// <summary>An answer.</summary>
/// <param name="Status">Its status.</param>
/// <param name="Description">What it means.</param>
internal sealed record ApiAnswer(string Status, string Description);
