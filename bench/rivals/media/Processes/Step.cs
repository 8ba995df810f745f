namespace HighPerf.MediaRace.Processes;

/// <summary>One command of a contestant.</summary>
internal sealed record Step(string Program, IReadOnlyList<string> Arguments)
{
    public static Step Ffmpeg(params IReadOnlyList<string> arguments) => new("ffmpeg", ["-nostdin", "-v", "error", "-y", .. arguments]);

    /// <summary>As it would be typed into a shell.</summary>
    public override string ToString() => string.Join(' ', Arguments.Prepend(Program).Select(Quoted));

    private static string Quoted(string word) =>
        word.Length > 0 && word.All(c => char.IsAsciiLetterOrDigit(c) || "-_./:=,+%@".Contains(c, StringComparison.Ordinal)) ? word : $"'{word}'";
}
