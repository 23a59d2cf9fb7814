using System.Globalization;
using System.Text;
using CsCheck;
using ServiceLevelDashboard.Genesys.Wire;

namespace ServiceLevelDashboard.Genesys.Tests.Wire;

public sealed class WireTimeTests
{
    [Theory]
    [InlineData("2026-09-01T08:00:00.000Z", "2026-09-01T08:00:00Z")]
    [InlineData("2026-09-01T08:00:00Z", "2026-09-01T08:00:00Z")]
    [InlineData("2026-09-01T08:00Z", "2026-09-01T08:00:00Z")]
    [InlineData("2026-09-01T08:00:00", "2026-09-01T08:00:00Z")]
    [InlineData("2026-09-01T10:00:00.000+02:00", "2026-09-01T08:00:00Z")]
    [InlineData("2026-09-01T10:00:00+0200", "2026-09-01T08:00:00Z")]
    [InlineData("2026-09-01T03:30:00-04:30", "2026-09-01T08:00:00Z")]
    [InlineData("2026-09-01T08:00:00.1234567Z", "2026-09-01T08:00:00.1234567Z")]
    public void TryParseInstant_KnownForms_AreRead(string text, string expected)
    {
        Assert.True(WireTime.TryParseInstant(Encoding.UTF8.GetBytes(text), out var instant));
        Assert.Equal(DateTimeOffset.Parse(expected, CultureInfo.InvariantCulture), instant);
    }

    [Theory]
    [InlineData("")]
    [InlineData("2026-09-01")]
    [InlineData("2026-02-30T08:00:00Z")]
    [InlineData("2026-09-01T24:00:00Z")]
    [InlineData("2026-09-01T08:00:00.Z")]
    [InlineData("2026-09-01T08:00:00 Z")]
    [InlineData("0000-09-01T08:00:00Z")]
    [InlineData("0001-01-01T00:00:00+14:00")]
    [InlineData("2026-09-01T08:00:00+2")]
    public void TryParseInstant_OtherForms_AreNot(string text) =>
        Assert.False(WireTime.TryParseInstant(Encoding.UTF8.GetBytes(text), out _));

    [Fact]
    public void Format_ReadAgain_IsTheSame() =>
        Gen.Select(Gen.DateTime[new DateTime(1990, 1, 1), new DateTime(2090, 1, 1)], Gen.Long[0, 1_000_000]).Sample((at, minutes) =>
        {
            var start = new DateTimeOffset(at.Ticks - (at.Ticks % TimeSpan.TicksPerMillisecond), TimeSpan.Zero);
            var range = new Interval(start, start.AddMinutes(minutes));
            return WireTime.TryParse(Encoding.UTF8.GetBytes(WireTime.Format(range)), out var read) && read == range;
        });
}
