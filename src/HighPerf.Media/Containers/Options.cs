using HighPerf.Media.Native;
using static HighPerf.Media.Native.Libav;

namespace HighPerf.Media.Containers;

/// <summary>
/// The named options of an open call (AVDictionary). libav takes out what it knows, so a name that is left was not
/// understood: <see cref="ThrowIfAnyLeft"/> makes that an error instead of a silent default.
/// </summary>
internal sealed unsafe class Options : IDisposable
{
    private nint _dictionary;

    public Options(params ReadOnlySpan<(string Name, string Value)> options)
    {
        foreach (var (name, value) in options)
            fixed (nint* dictionary = &_dictionary)
                LibavException.Check(av_dict_set(dictionary, name, value, 0), $"set the option {name}");
    }

    /// <summary>Where libav keeps the dictionary; an open call replaces it with what is left.</summary>
    public ref nint Dictionary => ref _dictionary;

    public void ThrowIfAnyLeft(string operation)
    {
        var left = av_dict_count(_dictionary);
        if (left > 0) throw new InvalidOperationException($"{operation}: libav did not know {left} of the options.");
    }

    public void Dispose()
    {
        fixed (nint* dictionary = &_dictionary) av_dict_free(dictionary);
    }
}
