using HighPerf.Api.Auth;

namespace HighPerf.Api.Tests.Auth;

public sealed class PasswordJobTests
{
    [Fact]
    public async Task What_was_given_up_is_not_begun_and_answers_null()
    {
        var begun = false;
        var job = new PasswordJob(() => (begun = true).ToString());
        job.GiveUp();
        job.Run();
        Assert.Null(await job.Result);
        Assert.False(begun);
    }

    [Fact]
    public async Task What_has_begun_is_not_given_up()
    {
        PasswordJob? job = null;
        job = new PasswordJob(() =>
        {
            job!.GiveUp();
            return "done";
        });
        job.Run();
        Assert.Equal("done", await job.Result);
    }

    [Fact]
    public async Task What_the_work_throws_is_its_callers()
    {
        var job = new PasswordJob(() => throw new InvalidDataException("no hash"));
        job.Run();
        await Assert.ThrowsAsync<InvalidDataException>(() => job.Result);
    }
}
