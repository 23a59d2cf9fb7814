using ServiceLevelDashboard.Delivery.Export;

namespace ServiceLevelDashboard.Web.Export;

/// <summary>A table as the answer of an address.</summary>
internal static class ExportAnswer
{
    /// <summary>What an address says that asks for CSV for people; a program that leaves it out gets what it always got.</summary>
    public const string ReadableKey = "readable", Readable = "yes";

    /// <summary>The answer; 404 for another format.</summary>
    public static IResult Of(ExportTable table, string format, string? readable)
    {
        if (format is not (ExportFile.Csv or ExportFile.Excel))
        {
            return Results.NotFound();
        }
        var (content, type, name) = format == ExportFile.Csv && readable != Readable
            ? (ExportFile.Bytes(writer => ExportFile.WriteCsv(writer, table)), ExportFile.CsvType, ExportFile.NameOf(table, format))
            : ExportFile.Make(table, format);
        return Results.File(content, type, name);
    }
}
