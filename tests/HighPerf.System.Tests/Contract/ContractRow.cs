namespace HighPerf.System.Tests.Contract;

/// <summary>One thing that an operation may answer.</summary>
/// <param name="Operation">Method and path, as in <c>GET /api/videos/{video_id}</c>.</param>
/// <param name="Code">The code of the problem, or <c>-</c> where the answer is none.</param>
/// <param name="Meaning">When it is answered.</param>
public sealed record ContractRow(string Operation, int Status, string Code, string Meaning)
{
    /// <summary>What it is compared by.</summary>
    public (string Operation, int Status, string Code) Key => (Operation, Status, Code);
}
