using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace ServiceLevelDashboard.Storage.Migrations.PostgreSql
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "coverage",
                columns: table => new
                {
                    No = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    Scope = table.Column<string>(type: "text", nullable: false),
                    Minutes = table.Column<int>(type: "integer", nullable: false),
                    EdgeSetNo = table.Column<int>(type: "integer", nullable: false),
                    From = table.Column<long>(type: "bigint", nullable: false),
                    To = table.Column<long>(type: "bigint", nullable: false),
                    FetchedAt = table.Column<long>(type: "bigint", nullable: false),
                    Settled = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_coverage", x => x.No);
                });

            migrationBuilder.CreateTable(
                name: "edge_sets",
                columns: table => new
                {
                    No = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    Edges = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_edge_sets", x => x.No);
                });

            migrationBuilder.CreateTable(
                name: "intervals",
                columns: table => new
                {
                    Minutes = table.Column<int>(type: "integer", nullable: false),
                    Start = table.Column<long>(type: "bigint", nullable: false),
                    LineNo = table.Column<int>(type: "integer", nullable: false),
                    EdgeSetNo = table.Column<int>(type: "integer", nullable: false),
                    Figures = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_intervals", x => new { x.Minutes, x.Start, x.LineNo });
                });

            migrationBuilder.CreateTable(
                name: "lines",
                columns: table => new
                {
                    No = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    QueueId = table.Column<string>(type: "text", nullable: false),
                    Media = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_lines", x => x.No);
                });

            migrationBuilder.CreateTable(
                name: "revisions",
                columns: table => new
                {
                    No = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    LineNo = table.Column<int>(type: "integer", nullable: false),
                    Minutes = table.Column<int>(type: "integer", nullable: false),
                    Start = table.Column<long>(type: "bigint", nullable: false),
                    SeenAt = table.Column<long>(type: "bigint", nullable: false),
                    OldEdgeSetNo = table.Column<int>(type: "integer", nullable: false),
                    OldFigures = table.Column<byte[]>(type: "bytea", nullable: true),
                    NewEdgeSetNo = table.Column<int>(type: "integer", nullable: false),
                    NewFigures = table.Column<byte[]>(type: "bytea", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_revisions", x => x.No);
                });

            migrationBuilder.CreateIndex(
                name: "IX_coverage_Minutes_From",
                table: "coverage",
                columns: new[] { "Minutes", "From" });

            migrationBuilder.CreateIndex(
                name: "IX_edge_sets_Edges",
                table: "edge_sets",
                column: "Edges",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_lines_QueueId_Media",
                table: "lines",
                columns: new[] { "QueueId", "Media" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_revisions_Start_LineNo",
                table: "revisions",
                columns: new[] { "Start", "LineNo" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "coverage");

            migrationBuilder.DropTable(
                name: "edge_sets");

            migrationBuilder.DropTable(
                name: "intervals");

            migrationBuilder.DropTable(
                name: "lines");

            migrationBuilder.DropTable(
                name: "revisions");
        }
    }
}
