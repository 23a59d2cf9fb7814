using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace ServiceLevelDashboard.Storage.Migrations.PostgreSql
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
                    Kind = table.Column<string>(type: "text", nullable: false),
                    Key = table.Column<string>(type: "text", nullable: false),
                    Json = table.Column<string>(type: "text", nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false),
                    ChangedAt = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_configuration", x => new { x.Kind, x.Key });
                });

            migrationBuilder.CreateTable(
                name: "leases",
                columns: table => new
                {
                    Name = table.Column<string>(type: "text", nullable: false),
                    Holder = table.Column<string>(type: "text", nullable: false),
                    UntilMs = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_leases", x => x.Name);
                });

            migrationBuilder.CreateTable(
                name: "observations",
                columns: table => new
                {
                    Minutes = table.Column<int>(type: "integer", nullable: false),
                    Start = table.Column<long>(type: "bigint", nullable: false),
                    QueueId = table.Column<string>(type: "text", nullable: false),
                    Media = table.Column<string>(type: "text", nullable: false),
                    Samples = table.Column<int>(type: "integer", nullable: false),
                    WaitingLeast = table.Column<long>(type: "bigint", nullable: false),
                    WaitingSum = table.Column<long>(type: "bigint", nullable: false),
                    WaitingMost = table.Column<long>(type: "bigint", nullable: false),
                    LongestLeast = table.Column<long>(type: "bigint", nullable: false),
                    LongestSum = table.Column<long>(type: "bigint", nullable: false),
                    LongestMost = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_observations", x => new { x.QueueId, x.Start, x.Media, x.Minutes });
                });

            migrationBuilder.CreateTable(
                name: "queue_versions",
                columns: table => new
                {
                    No = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    QueueId = table.Column<string>(type: "text", nullable: false),
                    From = table.Column<long>(type: "bigint", nullable: false),
                    To = table.Column<long>(type: "bigint", nullable: true),
                    Name = table.Column<string>(type: "text", nullable: false),
                    DivisionId = table.Column<string>(type: "text", nullable: true),
                    DivisionName = table.Column<string>(type: "text", nullable: true),
                    Targets = table.Column<string>(type: "text", nullable: false)
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
