namespace HighPerf.Load.Http;

/// <summary>What a visitor carries from step to step: what requests are made of, and answers add to.</summary>
/// <param name="slots">Of rows.</param>
/// <param name="captured">Fields that answers may say.</param>
internal class Belongings(int slots, int captured)
{
    /// <summary>The rows that were drawn, by slot.</summary>
    public int[] Rows { get; } = new int[slots];

    /// <summary>What answers have said, by number.</summary>
    public byte[]?[] Captured { get; } = new byte[]?[captured];

    /// <summary>Where a resumable upload is, once it is created.</summary>
    public byte[]? Location { get; set; }

    /// <summary>How much of it has been sent.</summary>
    public long Offset { get; set; }
}
