// Two namespaces that need each other inside the bodies of methods alone, and a third that only needs: the graph must find the two.
namespace ServiceLevelDashboard.Architecture.Tests.Planted.Left
{
    internal static class Here
    {
        public static object Go(int steps) => steps == 0 ? new object() : Right.There.Go(steps - 1);
    }
}

namespace ServiceLevelDashboard.Architecture.Tests.Planted.Right
{
    internal static class There
    {
        public static object Go(int steps) => steps == 0 ? new object() : Left.Here.Go(steps - 1);
    }
}

namespace ServiceLevelDashboard.Architecture.Tests.Planted.Above
{
    internal static class Start
    {
        public static object Go() => Left.Here.Go(2);
    }
}
