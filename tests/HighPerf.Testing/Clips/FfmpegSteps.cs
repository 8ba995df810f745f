namespace HighPerf.Testing.Clips;

/// <summary>
/// A clip's recipe: command lines of ffmpeg without input and output of their own, each of which works on what the one before
/// wrote. Some forms cannot be written in one go: this version turns the picture instead of writing a matrix, for one.
/// </summary>
public static class FfmpegSteps
{
    /// <summary>Stands for what the step before wrote, where that is not simply the first input.</summary>
    public const string Previous = "{previous}";

    public static async Task RunAsync(string path, params string[][] steps)
    {
        var previous = path;
        for (var i = 0; i < steps.Length; i++)
        {
            var last = i == steps.Length - 1;
            var target = last ? path : $"{path}.{i}.mp4";
            var source = previous;
            string[] input = i == 0 || steps[i].Contains(Previous, StringComparer.Ordinal) ? [] : ["-i", source];
            var step = steps[i].Select(word => word == Previous ? source : word);
            await CommandLine.RunCheckedAsync("ffmpeg", ["-v", "error", "-y", .. input, .. step, target]);
            if (i > 0) File.Delete(previous);
            previous = target;
        }
    }

    /// <summary>The text that decides the content, for <see cref="ClipCache"/>.</summary>
    public static string Recipe(params string[][] steps) => string.Join('\n', steps.Select(step => string.Join(' ', step)));
}
