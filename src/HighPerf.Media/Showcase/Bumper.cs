using System.IO.Hashing;
using System.Text;
using HighPerf.Media.Codecs;
using HighPerf.Media.Native;

namespace HighPerf.Media.Showcase;

/// <summary>A bumper before it is encoded: what it is called, what decides its pictures, and the pictures.</summary>
internal abstract class Bumper(string name)
{
    /// <summary>No bumper is longer; two of them stay within the five seconds they may add.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(2.5);

    /// <summary>"opening" or "closing".</summary>
    public string Name { get; } = name;

    /// <summary>Twelve hexadecimal digits over the encoder's settings, libav's version and the artwork.</summary>
    public string Hash
    {
        get
        {
            // Not a cryptographic one: nobody gains by a collision, and those load OpenSSL, which a machine need not have.
            var hash = new XxHash128();
            hash.Append(Encoding.UTF8.GetBytes(H264Settings.Signature));
            hash.Append(BitConverter.GetBytes(AVConst.LIBAVFILTER_VERSION_INT));
            Describe(hash);
            return Convert.ToHexStringLower(hash.GetCurrentHash())[..12];
        }
    }

    /// <summary>Gives every frame (1280×720 yuv420p, numbered from 0) to the sink.</summary>
    public abstract void Render(Action<Frame> sink, CancellationToken cancellation);

    /// <summary>Adds what decides the pictures to the hash.</summary>
    protected abstract void Describe(XxHash128 hash);
}
