namespace ServiceLevelDashboard.Statistics;

/// <summary>Numbers as their bits, so that what was learnt once is the same wherever it is read.</summary>
internal static class ExactNumbers
{
    /// <summary>Writes numbers with how many there are.</summary>
    public static void Write(this BinaryWriter writer, double[] numbers)
    {
        writer.Write(numbers.Length);
        foreach (var number in numbers)
        {
            writer.Write(number);
        }
    }

    /// <summary>Reads numbers that <see cref="Write"/> wrote.</summary>
    /// <exception cref="InvalidDataException">There cannot be so many.</exception>
    public static double[] ReadNumbers(this BinaryReader reader)
    {
        const int MostSlots = 1_000; // a day of five minutes has 288
        var numbers = new double[reader.ReadInt32() is >= 0 and <= MostSlots and var count ? count : throw new InvalidDataException("These are no numbers.")];
        for (var i = 0; i < numbers.Length; i++)
        {
            numbers[i] = reader.ReadDouble();
        }
        return numbers;
    }
}
