using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ServiceLevelDashboard.Storage.Migrations.Sqlite
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
                    Id = table.Column<string>(type: "TEXT", nullable: false),
                    Rule = table.Column<string>(type: "TEXT", nullable: false),
                    Subject = table.Column<string>(type: "TEXT", nullable: false),
                    State = table.Column<string>(type: "TEXT", nullable: false),
                    SinceMs = table.Column<long>(type: "INTEGER", nullable: false),
                    FiredMs = table.Column<long>(type: "INTEGER", nullable: true),
                    ResolvedMs = table.Column<long>(type: "INTEGER", nullable: true),
                    Json = table.Column<string>(type: "TEXT", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_alerts", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "outbox",
                columns: table => new
                {
                    Id = table.Column<string>(type: "TEXT", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", nullable: false),
                    Route = table.Column<string>(type: "TEXT", nullable: false),
                    Json = table.Column<string>(type: "TEXT", nullable: false),
                    CreatedMs = table.Column<long>(type: "INTEGER", nullable: false),
                    DueMs = table.Column<long>(type: "INTEGER", nullable: false),
                    State = table.Column<string>(type: "TEXT", nullable: false),
                    Attempts = table.Column<int>(type: "INTEGER", nullable: false),
                    LastAnswer = table.Column<string>(type: "TEXT", nullable: true),
                    FinishedMs = table.Column<long>(type: "INTEGER", nullable: true),
                    Holder = table.Column<string>(type: "TEXT", nullable: true),
                    HeldUntilMs = table.Column<long>(type: "INTEGER", nullable: false)
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
