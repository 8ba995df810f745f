using System.Collections.Concurrent;
using HighPerf.Media.Codecs;

namespace HighPerf.Media.Showcase;

/// <summary>
/// Encodes on a thread of its own, so that the next picture is decoded and painted meanwhile. A few canvases go round between the two: whoever is
/// ahead waits for the other.
/// </summary>
internal sealed class EncoderThread : IDisposable
{
    // One is painted, one is encoded, one waits in between: more would only smooth what is smooth already.
    private const int Canvases = 3;

    private readonly Frame[] _canvases = new Frame[Canvases];
    private readonly BlockingCollection<Frame> _blank = [];
    private readonly BlockingCollection<(Frame Canvas, long From, long Until)> _painted = [];
    private readonly CancellationTokenSource _stop = new();
    private readonly Action<Frame, long> _encode;
    private readonly Task _encoding;

    /// <param name="encode">Gets each moment's picture, its pts set, on the other thread.</param>
    public EncoderThread(Action<Frame, long> encode)
    {
        _encode = encode;
        for (var i = 0; i < Canvases; i++) _blank.Add(_canvases[i] = CanvasFrame.Create());
        _encoding = Task.Factory.StartNew(Run, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>A canvas to paint on. What lies beside the picture is as the last painter left it: black, at first.</summary>
    /// <exception cref="Exception">What ended the encoding.</exception>
    public Frame Blank()
    {
        try
        {
            return _blank.Take(_stop.Token);
        }
        catch (OperationCanceledException)
        {
            _encoding.GetAwaiter().GetResult();
            throw;
        }
    }

    /// <summary>Takes a painted canvas back, which is shown from one moment until before another, counted from 0, thirty a second.</summary>
    public void Show(Frame canvas, long from, long until) => _painted.Add((canvas, from, until));

    /// <summary>Waits until everything is encoded.</summary>
    /// <exception cref="Exception">What ended the encoding.</exception>
    public void Finish()
    {
        _painted.CompleteAdding();
        _encoding.GetAwaiter().GetResult();
    }

    /// <summary>Gives up what is not encoded yet.</summary>
    public void Dispose()
    {
        _stop.Cancel();
        Task.WaitAny(_encoding); // whatever ended it was told by Blank or Finish, or is of no interest any more
        foreach (var canvas in _canvases) canvas.Dispose();
        _blank.Dispose();
        _painted.Dispose();
        _stop.Dispose();
    }

    private void Run()
    {
        try
        {
            foreach (var (canvas, from, until) in _painted.GetConsumingEnumerable(_stop.Token))
            {
                for (var number = from; number < until; number++) Encode(canvas, number);
                _blank.Add(canvas);
            }
        }
        catch
        {
            _stop.Cancel(); // nobody waits for a canvas that will not come back
            throw;
        }
    }

    private unsafe void Encode(Frame canvas, long number)
    {
        _stop.Token.ThrowIfCancellationRequested();
        canvas.Raw->pts = number;
        _encode(canvas, number);
    }
}
