using HighPerf.Media.Showcase;

namespace HighPerf.Media.Isolation;

/// <summary>The one line on a child's standard input. After it the pipe stays open for as long as the parent lives.</summary>
internal sealed record ChildRequest(ShowcaseRequest Request, ChildLimits Limits);
