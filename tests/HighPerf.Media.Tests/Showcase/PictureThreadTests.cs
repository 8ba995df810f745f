using System.Globalization;
using HighPerf.Media.Showcase;

namespace HighPerf.Media.Tests.Showcase;

public sealed class PictureThreadTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);

    [Fact]
    public void Every_picture_is_painted_once_and_shown_at_each_of_its_moments_in_order()
    {
        List<string> seen = [];
        using (var pictures = new PictureThread(picture => seen.Add(picture.Width > 0 ? "picture" : "nothing"), moment => seen.Add(moment.ToString(CultureInfo.InvariantCulture)), CancellationToken.None))
        {
            Show(pictures, 0, 2);
            Show(pictures, 2, 3);
            Show(pictures, 3, 3);
            Show(pictures, 5, 7);
            pictures.Finish();
        }
        Assert.Equal("picture 0 1 picture 2 picture picture 5 6", string.Join(' ', seen));
    }

    [Fact]
    public void What_ends_the_work_is_told_to_whoever_brings_the_next_picture_and_at_the_end()
    {
        var broken = new InvalidOperationException("the encoder broke");
        using var pictures = new PictureThread(_ => { }, _ => throw broken, CancellationToken.None);
        var told = Assert.Throws<InvalidOperationException>(() =>
        {
            for (var moment = 0; moment < 100; moment++) Show(pictures, moment, moment + 1);
        });
        Assert.Same(broken, told);
        Assert.Same(broken, Assert.Throws<InvalidOperationException>(pictures.Finish));
    }

    [Fact]
    public async Task A_cancellation_ends_a_picture_that_is_held_for_ever()
    {
        using var cancellation = new CancellationTokenSource();
        var shown = 0L;
        using var pictures = new PictureThread(_ => { }, moment => Volatile.Write(ref shown, moment), cancellation.Token);
        Show(pictures, 0, long.MaxValue);
        var finish = Task.Run(pictures.Finish);
        Assert.True(SpinWait.SpinUntil(() => Volatile.Read(ref shown) > 100, Soon));
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => finish.WaitAsync(Soon));
    }

    [Fact]
    public async Task Nothing_is_shown_after_it_is_disposed()
    {
        var shown = 0L;
        var pictures = new PictureThread(_ => { }, moment => Volatile.Write(ref shown, moment), CancellationToken.None);
        Show(pictures, 0, long.MaxValue);
        Assert.True(SpinWait.SpinUntil(() => Volatile.Read(ref shown) > 100, Soon));
        await Task.Run(pictures.Dispose).WaitAsync(Soon);
        var last = Volatile.Read(ref shown);
        await Task.Delay(TimeSpan.FromMilliseconds(50));
        Assert.Equal(last, Volatile.Read(ref shown));
    }

    private static void Show(PictureThread pictures, long from, long until)
    {
        using var frame = CanvasFrame.Create();
        pictures.Show(frame, from, until);
    }
}
