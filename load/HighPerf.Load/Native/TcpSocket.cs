using System.ComponentModel;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace HighPerf.Load.Native;

/// <summary>A TCP connection that never waits (tcp(7)). Of what cannot go on now, calls return <see cref="WouldWait"/>; of an error its negative errno.</summary>
internal sealed unsafe class TcpSocket : IDisposable
{
    public const int WouldWait = -Libc.Again;

    private const int Tcp = 6; // IPPROTO_TCP
    private const int NoDelay = 1; // TCP_NODELAY
    private const int SocketLevel = 1; // SOL_SOCKET
    private const int PendingError = 4; // SO_ERROR
    private const int TimestampNanoseconds = 35; // SO_TIMESTAMPNS, and the type of its control message: socket(7)
    private const int ControlRoom = 64; // of a cmsghdr (16 bytes) with a timespec, and more

    public int Descriptor { get; private set; } = -1;

    /// <summary>Begins to connect; 0, or the negative errno of what refused at once.</summary>
    /// <exception cref="Win32Exception">No socket is to be had: too many are open (EMFILE; <c>ulimit -n</c>).</exception>
    public int Open(IPEndPoint server)
    {
        Descriptor = Libc.OpenSocket(server.AddressFamily == AddressFamily.InterNetworkV6 ? 10 : 2, Libc.Stream, 0);
        if (Descriptor < 0) throw new Win32Exception(Marshal.GetLastPInvokeError());
        var one = 1;
        _ = Libc.SetOption(Descriptor, Tcp, NoDelay, &one, sizeof(int));
        _ = Libc.SetOption(Descriptor, SocketLevel, TimestampNanoseconds, &one, sizeof(int));
        var address = server.Serialize();
        int result;
        fixed (byte* bytes = address.Buffer.Span) result = Libc.Connect(Descriptor, bytes, (uint)address.Size);
        if (result == 0) return 0;
        var error = Marshal.GetLastPInvokeError();
        return error == Libc.InProgress ? 0 : -error;
    }

    /// <summary>After the first event of a connection that was begun: 0 when it stands.</summary>
    public int Connected()
    {
        int error = 0;
        uint length = sizeof(int);
        return Libc.GetOption(Descriptor, SocketLevel, PendingError, &error, &length) < 0 ? -Marshal.GetLastPInvokeError() : -error;
    }

    public int Send(ReadOnlySpan<byte> bytes)
    {
        fixed (byte* first = bytes) return Result(Libc.Send(Descriptor, first, (nuint)bytes.Length, Libc.NoSignal));
    }

    /// <summary>From the page cache to the connection (sendfile(2)).</summary>
    public int SendFile(int file, long offset, int length) => Result(Libc.SendFile(Descriptor, file, &offset, (nuint)length));

    /// <summary>0 when the server has closed.</summary>
    /// <param name="at">When the kernel received the last of it, wall-clock nanoseconds since 1970; 0 when it does not say.</param>
    public int Receive(Span<byte> bytes, out long at)
    {
        fixed (byte* first = bytes)
        {
            var control = stackalloc byte[ControlRoom];
            var vector = new IoVector { Base = first, Length = (nuint)bytes.Length };
            var message = new MessageHeader { Vectors = &vector, VectorCount = 1, Control = control, ControlLength = ControlRoom };
            var received = Libc.Receive(Descriptor, &message, 0);
            at = received > 0 && message.ControlLength >= 32 && ((int*)control)[2] == SocketLevel && ((int*)control)[3] == TimestampNanoseconds ? ((TimeSpec*)(control + 16))->TotalNanoseconds : 0;
            return Result(received);
        }
    }

    public void Dispose()
    {
        if (Descriptor >= 0) _ = Libc.Close(Descriptor);
        Descriptor = -1;
    }

    private static int Result(nint done) => done >= 0 ? (int)done : -Marshal.GetLastPInvokeError();
}
