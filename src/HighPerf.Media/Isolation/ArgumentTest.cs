namespace HighPerf.Media.Isolation;

/// <summary>A condition on a system call's argument: the bits of <paramref name="Mask"/> are those of <paramref name="Value"/>.</summary>
/// <param name="Argument">Which one, from 0.</param>
/// <param name="Value">What the bits must be.</param>
/// <param name="Mask">Which bits count.</param>
/// <param name="UpperHalf">Looks at the upper 32 of the argument's 64 bits: the filter's machine knows words only.</param>
internal readonly record struct ArgumentTest(int Argument, uint Value, uint Mask = uint.MaxValue, bool UpperHalf = false);
