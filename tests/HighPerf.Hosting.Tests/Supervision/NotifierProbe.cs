using System.Threading.Channels;
using Microsoft.Extensions.Hosting.Systemd;

namespace HighPerf.Hosting.Tests.Supervision;

/// <summary>Hears what systemd is told.</summary>
internal sealed class NotifierProbe : ISystemdNotifier
{
    private readonly Channel<string> _said = Channel.CreateUnbounded<string>();

    public bool IsEnabled { get; init; } = true;

    public void Notify(ServiceState state) => _said.Writer.TryWrite(state.ToString());

    public async Task<string> NextAsync() => await _said.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30));

    /// <summary>Whether nothing is said for so long.</summary>
    public async Task<bool> IsSilentAsync(TimeSpan time)
    {
        await Task.Delay(time);
        return !_said.Reader.TryPeek(out _);
    }
}
