namespace ServiceLevelDashboard.Simulator.Chance;

/// <summary>
/// A stream of random numbers that is named by integers: the same names give the same numbers for ever. That is why
/// neither <see cref="Random"/> nor a library is used: their sequences may change with a version. SplitMix64 (Steele, Lea and Flood, 2014).
/// </summary>
internal struct RandomStream(params ReadOnlySpan<long> names)
{
    private ulong _state = Mix(names);

    /// <summary>One number of 64 bits that depends on the names alone.</summary>
    public static ulong Mix(params ReadOnlySpan<long> names)
    {
        var mixed = 0x9E3779B97F4A7C15UL;
        foreach (var name in names)
        {
            mixed = Finish(mixed ^ Finish((ulong)name + 0x9E3779B97F4A7C15UL));
        }
        return mixed;
    }

    /// <summary>Uniform in (0, 1].</summary>
    public double Uniform() => ((Next() >> 11) + 1) * (1.0 / (1UL << 53));

    public double Uniform(double low, double high) => low + ((high - low) * Uniform());

    public double Exponential(double mean) => -mean * Math.Log(Uniform());

    /// <summary>Standard normal, by Box and Muller; the second of the pair is not kept, so that each draw takes two numbers.</summary>
    public double Normal() => Math.Sqrt(-2 * Math.Log(Uniform())) * Math.Cos(2 * Math.PI * Uniform());

    /// <summary>Lognormal with a given mean (not median) and sigma of the logarithm.</summary>
    public double LogNormal(double mean, double sigma) => mean * Math.Exp((sigma * Normal()) - (sigma * sigma / 2));

    public double Weibull(double scale, double shape) => scale * Math.Pow(-Math.Log(Uniform()), 1 / shape);

    /// <summary>Gamma with mean 1 and a shape of at least 1 (Marsaglia and Tsang, 2000).</summary>
    public double GammaOfMeanOne(double shape)
    {
        var d = shape - (1.0 / 3);
        var c = 1 / Math.Sqrt(9 * d);
        while (true)
        {
            var x = Normal();
            var v = Math.Pow(1 + (c * x), 3);
            if (v > 0 && Math.Log(Uniform()) < (0.5 * x * x) + d - (d * v) + (d * Math.Log(v)))
            {
                return d * v / shape;
            }
        }
    }

    private static ulong Finish(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return z ^ (z >> 31);
    }

    private ulong Next()
    {
        _state += 0x9E3779B97F4A7C15UL;
        return Finish(_state);
    }
}
