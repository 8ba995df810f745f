namespace HighPerf.Core.Errors;

/// <summary>A value, or the error that kept it from being.</summary>
public readonly record struct Outcome<T>(T? Value, Error? Error) where T : class
{
    public static implicit operator Outcome<T>(T value) => new(value, null);

    public static implicit operator Outcome<T>(Error error) => new(null, error);
}
