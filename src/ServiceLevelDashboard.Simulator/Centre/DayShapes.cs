using System.Collections.Immutable;

namespace ServiceLevelDashboard.Simulator.Centre;

/// <summary>Shapes of a day (48 half-hour shares that add up to one) and of a week (factors, Sunday first).</summary>
internal static class DayShapes
{
    /// <summary>Half-hour shares from 07:00 on, in thousandths, as measured at a North American bank.</summary>
    private static readonly double[] _bankFromSeven =
        [15, 17, 26, 34, 47, 52, 52, 52, 51, 50, 48, 48, 46, 46, 45, 45, 43, 42, 40, 36, 30, 27, 23, 21, 18, 17, 15, 16];

    /// <summary>07:00 to 21:00, one peak before noon.</summary>
    public static readonly ImmutableArray<double> Bank = Normal(Day(7, _bankFromSeven));

    /// <summary>08:00 to 18:00.</summary>
    public static readonly ImmutableArray<double> Office = Normal(Between(Bank, 8, 18));

    /// <summary>08:00 to 23:00 with a second peak in the evening.</summary>
    public static readonly ImmutableArray<double> Shop = Normal(
        Day(8, [20, 28, 36, 42, 46, 47, 46, 44, 40, 38, 37, 37, 38, 40, 42, 43, 42, 42, 44, 47, 48, 46, 40, 33, 27, 21, 16, 12, 8, 5]));

    /// <summary>Round the clock: a quarter of the contacts spread evenly, the rest as a bank's day.</summary>
    public static readonly ImmutableArray<double> Always = [.. Bank.Select(share => (0.75 * share) + (0.25 / 48))];

    /// <summary>Written contacts: all day and evening, few by night.</summary>
    public static readonly ImmutableArray<double> Written = [.. Shop.Select(share => (0.92 * share) + (0.08 / 48))];

    public static readonly ImmutableArray<double> SevenDays = [0.55, 1.12, 1.01, 0.95, 0.95, 0.98, 0.65];
    public static readonly ImmutableArray<double> MondayToFriday = [0, 1.12, 1.01, 0.95, 0.95, 0.98, 0];
    public static readonly ImmutableArray<double> ShopWeek = [0.85, 1.05, 0.95, 0.92, 0.95, 1.02, 1.15];

    private static double[] Day(int firstHour, double[] halfHours)
    {
        var day = new double[48];
        halfHours.CopyTo(day, firstHour * 2);
        return day;
    }

    private static IEnumerable<double> Between(ImmutableArray<double> shape, int firstHour, int lastHour) =>
        shape.Select((share, halfHour) => halfHour >= firstHour * 2 && halfHour < lastHour * 2 ? share : 0);

    private static ImmutableArray<double> Normal(IEnumerable<double> shape)
    {
        var shares = shape.ToList();
        var sum = shares.Sum();
        return [.. shares.Select(share => share / sum)];
    }
}
