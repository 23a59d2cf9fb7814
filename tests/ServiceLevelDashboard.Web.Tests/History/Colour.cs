using System.Globalization;

namespace ServiceLevelDashboard.Web.Tests.History;

/// <summary>Who looks.</summary>
internal enum Eye
{
    Usual,
    Protanopia,
    Deuteranopia,
    Tritanopia,
}

/// <summary>
/// A colour in linear light. For tests of style sheets: contrast as WCAG 2.2 has it, mixtures as CSS' <c>color-mix(in oklab)</c>, distances in CIE Lab.
/// </summary>
internal readonly record struct Colour(double R, double G, double B)
{
    /// <summary>Machado, Oliveira and Fernandes (2009) at full severity, for linear light.</summary>
    private static readonly double[][] _protanopia = [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]];
    private static readonly double[][] _deuteranopia = [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]];
    private static readonly double[][] _tritanopia = [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]];

    /// <summary>The colour of six hexadecimal digits.</summary>
    public static Colour Of(string hex) => new(Linear(hex, 0), Linear(hex, 2), Linear(hex, 4));

    private double Luminance => (0.2126 * R) + (0.7152 * G) + (0.0722 * B);

    public double Contrast(Colour other) =>
        (Math.Max(Luminance, other.Luminance) + 0.05) / (Math.Min(Luminance, other.Luminance) + 0.05);

    public (double L, double A, double B) Lab
    {
        get
        {
            var x = Curve(((0.4124 * R) + (0.3576 * G) + (0.1805 * B)) / 0.95047);
            var y = Curve(Luminance);
            var z = Curve(((0.0193 * R) + (0.1192 * G) + (0.9505 * B)) / 1.08883);
            return ((116 * y) - 16, 500 * (x - y), 200 * (y - z));
        }
    }

    /// <summary>The distance in Lab: about 2 are just seen.</summary>
    public double Distance(Colour other)
    {
        var ((l, a, b), (l2, a2, b2)) = (Lab, other.Lab);
        return Math.Sqrt(((l - l2) * (l - l2)) + ((a - a2) * (a - a2)) + ((b - b2) * (b - b2)));
    }

    /// <summary>As somebody sees it who sees colours differently.</summary>
    public Colour SeenBy(Eye eye)
    {
        if (eye == Eye.Usual)
        {
            return this;
        }
        var m = eye switch { Eye.Protanopia => _protanopia, Eye.Deuteranopia => _deuteranopia, _ => _tritanopia };
        var (r, g, b) = (R, G, B);
        double Row(int i) => Math.Clamp((m[i][0] * r) + (m[i][1] * g) + (m[i][2] * b), 0, 1);
        return new Colour(Row(0), Row(1), Row(2));
    }

    /// <summary>So much of the other one, in even steps of OKLab.</summary>
    public Colour Mix(Colour other, double share)
    {
        var ((l, a, b), (l2, a2, b2)) = (OkLab, other.OkLab);
        return OfOkLab(l + ((l2 - l) * share), a + ((a2 - a) * share), b + ((b2 - b) * share));
    }

    private (double L, double A, double B) OkLab
    {
        get
        {
            var l = Math.Cbrt((0.4122214708 * R) + (0.5363325363 * G) + (0.0514459929 * B));
            var m = Math.Cbrt((0.2119034982 * R) + (0.6806995451 * G) + (0.1073969566 * B));
            var s = Math.Cbrt((0.0883024619 * R) + (0.2817188376 * G) + (0.6299787005 * B));
            return (
                (0.2104542553 * l) + (0.7936177850 * m) - (0.0040720468 * s),
                (1.9779984951 * l) - (2.4285922050 * m) + (0.4505937099 * s),
                (0.0259040371 * l) + (0.7827717662 * m) - (0.8086757660 * s));
        }
    }

    private static Colour OfOkLab(double lightness, double a, double b)
    {
        var l = Math.Pow(lightness + (0.3963377774 * a) + (0.2158037573 * b), 3);
        var m = Math.Pow(lightness - (0.1055613458 * a) - (0.0638541728 * b), 3);
        var s = Math.Pow(lightness - (0.0894841775 * a) - (1.2914855480 * b), 3);
        return new Colour(
            Math.Clamp((4.0767416621 * l) - (3.3077115913 * m) + (0.2309699292 * s), 0, 1),
            Math.Clamp((-1.2684380046 * l) + (2.6097574011 * m) - (0.3413193965 * s), 0, 1),
            Math.Clamp((-0.0041960863 * l) - (0.7034186147 * m) + (1.7076147010 * s), 0, 1));
    }

    private static double Linear(string hex, int at)
    {
        var c = int.Parse(hex.AsSpan(at, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0;
        return c <= 0.04045 ? c / 12.92 : Math.Pow((c + 0.055) / 1.055, 2.4);
    }

    private static double Curve(double t) => t > 0.008856 ? Math.Cbrt(t) : (7.787 * t) + (16.0 / 116);
}
