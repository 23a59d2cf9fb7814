using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ServiceLevelDashboard.Storage.Migrations.PostgreSql
{
    /// <inheritdoc />
    public partial class SumsByJudge : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            // A queue without a sum was written as empty figures; such a day is summed anew.
            migrationBuilder.Sql(@"DELETE FROM days WHERE ""No"" IN (SELECT ""DayNo"" FROM day_sums WHERE length(""Figures"") = 0)");
            migrationBuilder.Sql(@"DELETE FROM day_sums WHERE ""DayNo"" NOT IN (SELECT ""No"" FROM days)");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
        }
    }
}
