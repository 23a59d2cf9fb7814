using MathNet.Numerics;
using MathNet.Numerics.Integration;
using ServiceLevelDashboard.Statistics.Staffing;

namespace ServiceLevelDashboard.Statistics.Tests.Staffing;

/// <summary>Erlang A by Palm's building blocks and the incomplete gamma function: the other route, good at moderate loads.</summary>
internal sealed class PalmRoute
{
    private readonly double _rate, _service, _leaving, _c, _x, _idle, _all;
    private readonly int _agents;

    public PalmRoute(Traffic traffic, int agents, double patience)
    {
        (_rate, _service, _leaving, _agents) = (traffic.PerSecond, 1 / traffic.HandleSeconds, 1 / patience, agents);
        (_c, _x) = (agents * _service / _leaving, _rate / _leaving);
        _idle = 1 / ErlangC.Blocking(agents - 1, traffic.Erlangs);
        _all = _idle + (_rate * J(0));
    }

    public double WaitProbability => _rate * J(0) / _all;

    public double AbandonProbability => (1 + ((_rate - (_agents * _service)) * J(0))) / _all;

    public double MeanWait => AbandonProbability / _leaving;

    public double SpeedOfAnswer =>
        _rate / (_all * (1 - AbandonProbability)) * GaussLegendreRule.Integrate(
            u =>
                u * Math.Exp(
                    (-_leaving * u) + (_x * (1 - Math.Exp(-_leaving * u))) - (_agents * _service * u)), 0, 60 / (_agents * _service * Math.Min(1, _c)), 512);

    public double AnsweredWithin(double seconds) =>
        (_idle + (_rate * Math.Exp(_x - Math.Log(_leaving) - ((_c + 1) * Math.Log(_x)) + SpecialFunctions.GammaLn(_c + 1))
            * (SpecialFunctions.GammaLowerRegularized(_c + 1, _x) - SpecialFunctions.GammaLowerRegularized(
                _c + 1, _x * Math.Exp(-_leaving * seconds))))) / _all;

    private double J(double t) =>
        Math.Exp(_x - Math.Log(_leaving) - (_c * Math.Log(_x)) + SpecialFunctions.GammaLn(_c)) * SpecialFunctions
            .GammaLowerRegularized(_c, _x * Math.Exp(-_leaving * t));
}
