using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ServiceLevelDashboard.Storage.Migrations.PostgreSql
{
    /// <inheritdoc />
    public partial class AlertsAndOutbox : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "alerts",
                columns: table => new
                {
                    Id = table.Column<string>(type: "text", nullable: false),
                    Rule = table.Column<string>(type: "text", nullable: false),
                    Subject = table.Column<string>(type: "text", nullable: false),
                    State = table.Column<string>(type: "text", nullable: false),
                    SinceMs = table.Column<long>(type: "bigint", nullable: false),
                    FiredMs = table.Column<long>(type: "bigint", nullable: true),
                    ResolvedMs = table.Column<long>(type: "bigint", nullable: true),
                    Json = table.Column<string>(type: "text", nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_alerts", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "outbox",
                columns: table => new
                {
                    Id = table.Column<string>(type: "text", nullable: false),
                    Kind = table.Column<string>(type: "text", nullable: false),
                    Route = table.Column<string>(type: "text", nullable: false),
                    Json = table.Column<string>(type: "text", nullable: false),
                    CreatedMs = table.Column<long>(type: "bigint", nullable: false),
                    DueMs = table.Column<long>(type: "bigint", nullable: false),
                    State = table.Column<string>(type: "text", nullable: false),
                    Attempts = table.Column<int>(type: "integer", nullable: false),
                    LastAnswer = table.Column<string>(type: "text", nullable: true),
                    FinishedMs = table.Column<long>(type: "bigint", nullable: true),
                    Holder = table.Column<string>(type: "text", nullable: true),
                    HeldUntilMs = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_outbox", x => x.Id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_alerts_FiredMs",
                table: "alerts",
                column: "FiredMs");

            migrationBuilder.CreateIndex(
                name: "IX_alerts_Rule_Subject",
                table: "alerts",
                columns: new[] { "Rule", "Subject" },
                unique: true,
                filter: "\"ResolvedMs\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_outbox_CreatedMs",
                table: "outbox",
                column: "CreatedMs");

            migrationBuilder.CreateIndex(
                name: "IX_outbox_Route_CreatedMs",
                table: "outbox",
                columns: new[] { "Route", "CreatedMs" },
                filter: "\"FinishedMs\" IS NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "alerts");

            migrationBuilder.DropTable(
                name: "outbox");
        }
    }
}
