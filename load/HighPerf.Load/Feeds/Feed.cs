namespace HighPerf.Load.Feeds;

/// <summary>Where placeholders get their values from. A visitor draws once, and has the same row in all steps.</summary>
internal abstract class Feed(string name)
{
    public string Name { get; } = name;

    /// <summary>Puts a row of its own into the slots of its columns; false when there are none left.</summary>
    public abstract bool Draw(int[] rows, Random random);

    /// <summary>The column of a placeholder, after the feed's name; null when there is none.</summary>
    /// <param name="path">Empty for the only column.</param>
    public abstract Column? Find(string path);
}
