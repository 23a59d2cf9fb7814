using System.Globalization;

namespace ServiceLevelDashboard.Domain.Tests;

/// <summary>Reads the Markdown tables of <c>docs/</c>: the worked numbers live there and nowhere else.</summary>
internal static class DocTable
{
    private const string NoValue = "–";

    /// <summary>The rows of a table under a heading.</summary>
    /// <param name="document">File name in <c>docs/</c>.</param>
    /// <param name="heading">Text of the heading, without its marks.</param>
    /// <param name="index">Which of the tables before the next heading, from 0.</param>
    public static IReadOnlyList<DocRow> Under(string document, string heading, int index = 0)
    {
        using var stream = typeof(DocTable).Assembly.GetManifestResourceStream(document)
            ?? throw new InvalidOperationException($"{document} is not embedded.");
        using var reader = new StreamReader(stream);
        var section = reader.ReadToEnd().Split('\n')
            .SkipWhile(line => line.TrimStart('#').Trim() != heading || !line.StartsWith('#'))
            .Skip(1)
            .TakeWhile(line => !line.StartsWith('#'));

        var tables = new List<List<string[]>>();
        var inTable = false;
        foreach (var line in section)
        {
            if (line.StartsWith('|'))
            {
                if (!inTable)
                {
                    tables.Add([]);
                }
                tables[^1].Add([.. line.Trim().Trim('|').Split('|').Select(cell => cell.Trim().Trim('`'))]);
            }

            inTable = line.StartsWith('|');
        }

        var table = tables[index];
        return [.. table.Skip(2).Select(cells => new DocRow(table[0], cells))];
    }

    internal sealed class DocRow(string[] columns, string[] cells)
    {
        public string this[string column] => cells[Array.IndexOf(columns, column) is var at and >= 0
            ? at
            : throw new ArgumentException($"No column \"{column}\" in {string.Join(", ", columns)}.")];

        public int Int(string column) => int.Parse(this[column], CultureInfo.InvariantCulture);

        public decimal? Decimal(string column) =>
            this[column] == NoValue ? null : decimal.Parse(this[column], CultureInfo.InvariantCulture);

        public TimeSpan? Seconds(string column) => Decimal(column) is { } seconds ? TimeSpan.FromTicks((long)(seconds * TimeSpan.TicksPerSecond)) : null;

        public long Milliseconds(string column) => (long)((Decimal(column) ?? 0) * 1000);

        public bool Flag(string column) => this[column] switch
        {
            "yes" or "on" or "with" => true,
            "no" or "off" or "without" => false,
            var other => throw new FormatException($"\"{other}\" in {column} is neither yes nor no."),
        };

        public DateTimeOffset Utc(string column) =>
            DateTimeOffset.ParseExact(this[column], "yyyy-MM-ddTHH:mm", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

        /// <summary>Compares at the number of decimals that the page shows; an en dash is no value.</summary>
        public void AssertShows(string column, decimal? actual) => Assert.Equal(
            this[column],
            actual is { } value
                ? Math.Round(value, Decimals(this[column]), MidpointRounding.AwayFromZero).ToString("F" + Decimals(this[column]), CultureInfo.InvariantCulture)
                : NoValue);

        public void AssertShowsSeconds(string column, TimeSpan? actual) =>
            AssertShows(column, actual is { } value ? (decimal)value.Ticks / TimeSpan.TicksPerSecond : null);

        public override string ToString() => string.Join(" | ", cells);

        // A value where the page has none is shown in full.
        private static int Decimals(string cell) => cell == NoValue ? 6 : cell.Length - 1 - (cell.IndexOf('.') is var dot and >= 0 ? dot : cell.Length - 1);
    }
}
