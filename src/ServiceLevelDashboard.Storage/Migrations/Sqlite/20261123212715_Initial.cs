using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ServiceLevelDashboard.Storage.Migrations.Sqlite
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
                    No = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    Scope = table.Column<string>(type: "TEXT", nullable: false),
                    Minutes = table.Column<int>(type: "INTEGER", nullable: false),
                    EdgeSetNo = table.Column<int>(type: "INTEGER", nullable: false),
                    From = table.Column<long>(type: "INTEGER", nullable: false),
                    To = table.Column<long>(type: "INTEGER", nullable: false),
                    FetchedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    Settled = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_coverage", x => x.No);
                });

            migrationBuilder.CreateTable(
                name: "edge_sets",
                columns: table => new
                {
                    No = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    Edges = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_edge_sets", x => x.No);
                });

            // Without a rowid the key is the tree: one copy of it instead of two. EF Core cannot say it.
            migrationBuilder.Sql("""
                CREATE TABLE "intervals" (
                    "Minutes" INTEGER NOT NULL,
                    "Start" INTEGER NOT NULL,
                    "LineNo" INTEGER NOT NULL,
                    "EdgeSetNo" INTEGER NOT NULL,
                    "Figures" BLOB NOT NULL,
                    CONSTRAINT "PK_intervals" PRIMARY KEY ("Minutes", "Start", "LineNo")
                ) WITHOUT ROWID;
                """);

            migrationBuilder.CreateTable(
                name: "lines",
                columns: table => new
                {
                    No = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    QueueId = table.Column<string>(type: "TEXT", nullable: false),
                    Media = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_lines", x => x.No);
                });

            migrationBuilder.CreateTable(
                name: "revisions",
                columns: table => new
                {
                    No = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    LineNo = table.Column<int>(type: "INTEGER", nullable: false),
                    Minutes = table.Column<int>(type: "INTEGER", nullable: false),
                    Start = table.Column<long>(type: "INTEGER", nullable: false),
                    SeenAt = table.Column<long>(type: "INTEGER", nullable: false),
                    OldEdgeSetNo = table.Column<int>(type: "INTEGER", nullable: false),
                    OldFigures = table.Column<byte[]>(type: "BLOB", nullable: true),
                    NewEdgeSetNo = table.Column<int>(type: "INTEGER", nullable: false),
                    NewFigures = table.Column<byte[]>(type: "BLOB", nullable: true)
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
