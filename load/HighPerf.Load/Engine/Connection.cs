using HighPerf.Load.Http;
using HighPerf.Load.Native;
using HighPerf.Load.Plans;

namespace HighPerf.Load.Engine;

/// <summary>A connection of a loop, with one request on it at most.</summary>
/// <param name="key">By which the loop knows it.</param>
internal sealed class Connection(Epoll epoll, int key) : IDisposable
{
    private readonly TcpSocket _socket = new();
    private readonly Outgoing _outgoing = new();
    private int _sent; // of the bytes
    private long _fileSent;
    private bool _connecting;
    private bool _writing; // epoll tells when more can be written

    private EventReader? _events;

    public ResponseReader Answer { get; } = new();

    /// <summary>Of an answer that is a stream.</summary>
    public EventReader Events => _events ??= new EventReader();

    /// <summary>How many requests it has been given, so that what is known of one is not taken for another's.</summary>
    public int Turn { get; private set; }

    /// <summary>Whose request it is; null of an idle one.</summary>
    public Journey? Journey { get; private set; }

    /// <summary>An answer came on it before.</summary>
    public bool IsReused { get; private set; }

    public bool IsOpen => _socket.Descriptor >= 0;

    /// <summary>It does not stand yet.</summary>
    public bool IsConnecting => _connecting;

    /// <summary>Anything of the request has not been sent.</summary>
    public bool IsSending => _connecting || _sent < _outgoing.Length || _fileSent < _outgoing.FileLength;

    /// <summary>The first event of a stream has come.</summary>
    public bool IsListening { get; set; }

    /// <summary>Begins to connect; 0, or the negative errno.</summary>
    public int Open(System.Net.IPEndPoint server)
    {
        var error = _socket.Open(server);
        if (error != 0) return error;
        (_connecting, _writing, IsReused, IsListening) = (true, true, false, false);
        epoll.Add(_socket.Descriptor, Libc.EpollIn | Libc.EpollOut, key);
        return 0;
    }

    /// <summary>Sends a request, as far as it goes; 0, or the negative errno.</summary>
    /// <exception cref="PlanException">A file of the plan has changed.</exception>
    public int Ask(Journey journey)
    {
        Journey = journey;
        Turn++;
        Answer.Reset();
        _events?.Reset();
        _outgoing.Clear();
        (_sent, _fileSent) = (0, 0);
        journey.Step.Write(journey, _outgoing);
        return _connecting ? 0 : Send();
    }

    /// <summary>Goes on after an event of epoll(7); 0, or the negative errno.</summary>
    public int Write()
    {
        if (_connecting)
        {
            var error = _socket.Connected();
            if (error != 0) return error;
            _connecting = false;
        }

        return Send();
    }

    /// <summary>Reads once: 0 when the server has closed, the negative errno, or how many bytes came.</summary>
    /// <param name="at">When the kernel received them, by the wall clock; 0 when it does not say.</param>
    public int Read(out Progress progress, out long at)
    {
        progress = Progress.More;
        var received = _socket.Receive(Answer.Room(), out at);
        if (received > 0) progress = Answer.Take(received);
        return received;
    }

    /// <summary>The answer has been read: the connection is free.</summary>
    public Journey Release()
    {
        var journey = Journey!;
        (Journey, IsReused) = (null, true);
        return journey;
    }

    public void Close()
    {
        Journey = null;
        _connecting = false;
        _socket.Dispose(); // epoll forgets it with its last descriptor
    }

    public void Dispose() => Close();

    private int Send()
    {
        while (true)
        {
            var result = 0;
            if (_sent < _outgoing.Before) result = Advance(_socket.Send(_outgoing.Bytes[_sent.._outgoing.Before]));
            else if (_outgoing.File is { } file && _fileSent < _outgoing.FileLength)
            {
                result = _socket.SendFile(file.Descriptor, _outgoing.FileOffset + _fileSent, (int)Math.Min(1 << 20, _outgoing.FileLength - _fileSent));
                if (result == 0) throw new PlanException($"{file.Path}: the file has become shorter since the run began; leave it alone until the run is over");
                if (result > 0) _fileSent += result;
            }
            else if (_sent < _outgoing.Length) result = Advance(_socket.Send(_outgoing.Bytes[_sent..]));
            else
            {
                Watch(writing: false);
                return 0;
            }

            if (result == TcpSocket.WouldWait)
            {
                Watch(writing: true);
                return 0;
            }

            if (result < 0) return result;
        }
    }

    private int Advance(int sent)
    {
        if (sent > 0) _sent += sent;
        return sent;
    }

    private void Watch(bool writing)
    {
        if (writing == _writing) return;
        _writing = writing;
        epoll.Modify(_socket.Descriptor, writing ? Libc.EpollIn | Libc.EpollOut : Libc.EpollIn, key);
    }
}
