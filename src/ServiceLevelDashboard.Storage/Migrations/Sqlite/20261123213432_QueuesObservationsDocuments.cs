using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ServiceLevelDashboard.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class QueuesObservationsDocuments : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "configuration",
                columns: table => new
                {
                    Kind = table.Column<string>(type: "TEXT", nullable: false),
                    Key = table.Column<string>(type: "TEXT", nullable: false),
                    Json = table.Column<string>(type: "TEXT", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false),
                    ChangedAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_configuration", x => new { x.Kind, x.Key });
                });

            migrationBuilder.CreateTable(
                name: "leases",
                columns: table => new
                {
                    Name = table.Column<string>(type: "TEXT", nullable: false),
                    Holder = table.Column<string>(type: "TEXT", nullable: false),
                    UntilMs = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_leases", x => x.Name);
                });

            migrationBuilder.CreateTable(
                name: "observations",
                columns: table => new
                {
                    Minutes = table.Column<int>(type: "INTEGER", nullable: false),
                    Start = table.Column<long>(type: "INTEGER", nullable: false),
                    QueueId = table.Column<string>(type: "TEXT", nullable: false),
                    Media = table.Column<string>(type: "TEXT", nullable: false),
                    Samples = table.Column<int>(type: "INTEGER", nullable: false),
                    WaitingLeast = table.Column<long>(type: "INTEGER", nullable: false),
                    WaitingSum = table.Column<long>(type: "INTEGER", nullable: false),
                    WaitingMost = table.Column<long>(type: "INTEGER", nullable: false),
                    LongestLeast = table.Column<long>(type: "INTEGER", nullable: false),
                    LongestSum = table.Column<long>(type: "INTEGER", nullable: false),
                    LongestMost = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_observations", x => new { x.QueueId, x.Start, x.Media, x.Minutes });
                });

            migrationBuilder.CreateTable(
                name: "queue_versions",
                columns: table => new
                {
                    No = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    QueueId = table.Column<string>(type: "TEXT", nullable: false),
                    From = table.Column<long>(type: "INTEGER", nullable: false),
                    To = table.Column<long>(type: "INTEGER", nullable: true),
                    Name = table.Column<string>(type: "TEXT", nullable: false),
                    DivisionId = table.Column<string>(type: "TEXT", nullable: true),
                    DivisionName = table.Column<string>(type: "TEXT", nullable: true),
                    Targets = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_queue_versions", x => x.No);
                });

            migrationBuilder.CreateIndex(
                name: "IX_queue_versions_QueueId_From",
                table: "queue_versions",
                columns: new[] { "QueueId", "From" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "configuration");

            migrationBuilder.DropTable(
                name: "leases");

            migrationBuilder.DropTable(
                name: "observations");

            migrationBuilder.DropTable(
                name: "queue_versions");
        }
    }
}
