using HighPerf.Load.Http;

namespace HighPerf.Load.Steps;

/// <summary>A step asks again until a captured field is one of some values.</summary>
/// <param name="Captured">The number of the field.</param>
/// <param name="Values">Which ones end it.</param>
/// <param name="Every">Nanoseconds from an answer to the next request.</param>
/// <param name="Patience">Nanoseconds from the step's beginning in which that must have come.</param>
internal sealed record Wait(int Captured, byte[][] Values, long Every, long Patience)
{
    public bool IsOver(Belongings visitor)
    {
        foreach (var value in Values)
        {
            if (JsonText.Is(visitor.Captured[Captured], value)) return true;
        }

        return false;
    }
}
