using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ServiceLevelDashboard.Storage.Migrations.PostgreSql
{
    /// <inheritdoc />
    public partial class KindsOfActors : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "WhoId",
                table: "changes",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "WhoKind",
                table: "changes",
                type: "text",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "WhoId",
                table: "changes");

            migrationBuilder.DropColumn(
                name: "WhoKind",
                table: "changes");
        }
    }
}
