using System.Collections.Concurrent;
using HighPerf.Media.Codecs;
using HighPerf.Media.Native;

namespace HighPerf.Media.Showcase;

/// <summary>
/// Paints and encodes on a thread of its own, so that the next pictures are decoded meanwhile: decoding is half of a job's work, and the
/// halves go on side by side. One picture waits between the threads; a second would keep one more decoded picture: 3 MB of 1080p, 25 MB
/// of 4K in 10 bits.
/// </summary>
internal sealed unsafe class PictureThread : IDisposable
{
    private const int MostWaiting = 1;

    private readonly Frame[] _frames = [.. Enumerable.Range(0, MostWaiting).Select(_ => new Frame())];
    private readonly BlockingCollection<Frame> _empty = [];
    private readonly BlockingCollection<(Frame Picture, long From, long Until)> _waiting = [];
    private readonly CancellationTokenSource _stop;
    private readonly Action<Frame> _paint;
    private readonly Action<long> _show;
    private readonly Task _work;

    /// <param name="paint">Gets each picture once, on the other thread.</param>
    /// <param name="show">Gets each moment that shows the picture painted last, on the other thread.</param>
    /// <param name="cancellation">Ends the work between two moments.</param>
    public PictureThread(Action<Frame> paint, Action<long> show, CancellationToken cancellation)
    {
        (_paint, _show) = (paint, show);
        _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        foreach (var frame in _frames) _empty.Add(frame, CancellationToken.None);
        _work = Task.Factory.StartNew(Run, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>Shows a picture from one moment until before another; takes it out of the frame.</summary>
    /// <exception cref="Exception">What ended the work.</exception>
    public void Show(Frame picture, long from, long until)
    {
        Frame frame;
        try
        {
            frame = _empty.Take(_stop.Token);
        }
        catch (OperationCanceledException)
        {
            Join();
            throw;
        }
        Libav.av_frame_move_ref(frame.Raw, picture.Raw);
        _waiting.Add((frame, from, until), CancellationToken.None);
    }

    /// <summary>Waits until everything is shown.</summary>
    /// <exception cref="Exception">What ended the work.</exception>
    public void Finish()
    {
        _waiting.CompleteAdding();
        Join();
    }

    /// <summary>Gives up what is not shown yet.</summary>
    public void Dispose()
    {
        _stop.Cancel();
        Task.WaitAny(_work); // whatever ended it was told by Show or Finish, or is of no interest any more
        foreach (var frame in _frames) frame.Dispose();
        _empty.Dispose();
        _waiting.Dispose();
        _stop.Dispose();
    }

    // Waits on purpose: the thread that decodes has nothing else to do, and nothing in a child is asynchronous. Throws what ended the work as it was thrown.
    private void Join() => _work.GetAwaiter().GetResult();

    private void Run()
    {
        try
        {
            foreach (var (picture, from, until) in _waiting.GetConsumingEnumerable(_stop.Token))
            {
                _paint(picture);
                Libav.av_frame_unref(picture.Raw);
                _empty.Add(picture, CancellationToken.None);
                for (var moment = from; moment < until; moment++)
                {
                    _stop.Token.ThrowIfCancellationRequested();
                    _show(moment);
                }
            }
        }
        catch
        {
            _stop.Cancel(); // nobody waits for a frame that will not come back
            throw;
        }
    }
}
