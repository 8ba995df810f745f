using System.Reflection;
using Xunit.Sdk;

namespace HighPerf.System.Tests.Contract;

/// <summary>
/// Says that the test meets this row of <see cref="ContractRows"/>, in each of its cases. One that does not, fails at its end: a claim
/// alone proves nothing.
/// </summary>
/// <param name="operation">Method and path, as in <c>GET /api/videos/{video_id}</c>.</param>
/// <param name="code">The code of the problem; none where the answer is no problem.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class ProvesAttribute(string operation, int status, string code = "-") : BeforeAfterTestAttribute
{
    public string Operation { get; } = operation;

    public int Status { get; } = status;

    public string Code { get; } = code;

    internal (string Operation, int Status, string Code) Row => (Operation, Status, Code);

    public override void Before(MethodInfo methodUnderTest) => Observations.Begin();

    public override void After(MethodInfo methodUnderTest)
    {
        if (Observations.End(Row) is { } seen)
            Assert.Fail($"{methodUnderTest.Name} claims to prove {Row} and has not met it. It met:\n  {string.Join("\n  ", seen)}");
    }
}
