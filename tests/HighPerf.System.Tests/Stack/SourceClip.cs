namespace HighPerf.System.Tests.Stack;

/// <summary>The four clips of the acceptance test.</summary>
public enum SourceClip
{
    /// <summary>45 s of it: a showcase keeps 30.</summary>
    Landscape,

    PortraitByRotationFlag,
    FourByThree,
    SixtyFps,
}
