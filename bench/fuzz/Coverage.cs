using System.Runtime.InteropServices;

namespace ServiceLevelDashboard.Fuzz;

/// <summary>
/// Which edges of the code a run has passed. Assemblies that <c>sharpfuzz</c> has instrumented count them in a table; others count nothing, and then chance
/// alone leads.
/// </summary>
public sealed class Coverage
{
    private const int Size = 1 << 16;

    private readonly byte[] _seen = new byte[Size];

    /// <summary>Gives instrumented code its table. Before any of it runs.</summary>
    public static unsafe void Install()
    {
        SharpFuzz.Common.Trace.SharedMem = (byte*)NativeMemory.AllocZeroed(Size);
    }

    /// <summary>How many kinds of passing were seen: an edge passed once, twice, 3, 4 to 7, 8 to 15 times and so on are different ones.</summary>
    public int Count { get; private set; }

    /// <summary>Forgets the last run.</summary>
    public static unsafe void Begin()
    {
        new Span<byte>(SharpFuzz.Common.Trace.SharedMem, Size).Clear();
        SharpFuzz.Common.Trace.PrevLocation = 0;
    }

    /// <summary>Adds the last run. Whether it passed anything new.</summary>
    public unsafe bool Add()
    {
        var isNew = false;
        var run = new Span<byte>(SharpFuzz.Common.Trace.SharedMem, Size);
        for (var i = 0; i < run.Length; i++)
        {
            if (run[i] == 0)
            {
                continue;
            }
            var kind = (byte)(1 << Math.Min(7, int.Log2(run[i]) + (run[i] > 2 ? 1 : 0)));
            if ((_seen[i] & kind) == 0)
            {
                _seen[i] |= kind;
                Count++;
                isNew = true;
            }
        }
        return isNew;
    }
}
