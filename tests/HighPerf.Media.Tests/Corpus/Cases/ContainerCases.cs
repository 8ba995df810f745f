using HighPerf.Media.Tests.Mp4;
using HighPerf.Testing.Clips;
using static HighPerf.Media.Tests.Corpus.Cases.Recipe;

namespace HighPerf.Media.Tests.Corpus.Cases;

/// <summary>The same pictures, differently wrapped.</summary>
internal static class ContainerCases
{
    private static readonly string[] Copy = ["-map", "0", "-c", "copy"];
    private static readonly Mp4Edit CutInTheMiddle = Mp4Edit.Cut((0, 0.5), (1.3, 0.5));

    public static IEnumerable<CorpusCase> All =>
    [
        new("index at the end", [.. Moving(), .. H264Reordered, .. Bt709]),
        new("index in front", [.. Moving(), .. H264Reordered, .. Bt709, "-movflags", "+faststart"]),
        new("fragmented", [.. Moving(), .. H264Reordered, "-g", "15", .. Bt709, "-movflags", "+frag_keyframe+empty_moov+default_base_moof"]),
        // A piece of a longer recording: the first fragment says that it begins at 40 s (tfdt).
        new("fragmented, from the middle of something",
            [.. Moving(), .. H264Reordered, "-g", "15", .. Bt709],
            ["-i", FfmpegSteps.Previous, .. Copy, "-output_ts_offset", "40", "-movflags", "+frag_keyframe+empty_moov+default_base_moof+frag_discont"]),
        new("fragmented, with an index of segments",
            [.. Moving(), .. H264Reordered, "-g", "15", .. Bt709, "-movflags", "+frag_keyframe+empty_moov+default_base_moof+global_sidx"]),
        // The edit list begins in the middle of a group of pictures: those before are needed, and not shown.
        new("cut without a key frame", [.. Moving(seconds: 2), .. H264Reordered, .. Bt709], ["-ss", "1", "-i", FfmpegSteps.Previous, .. Copy]),
        new("cut without a key frame, AV1", [.. Moving("1280x720", seconds: 2), .. Av1, .. Bt709], ["-ss", "1", "-i", FfmpegSteps.Previous, .. Copy])
        {
            Times = "select='gte(t,0)',setpts=PTS-STARTPTS", // of dav1d the command line shows what is left out
        },
        // As a phone's editor leaves what was cut out of the middle: two edits, the second not at a key frame, which libavformat puts two pictures late.
        new("cut in the middle", [.. Moving(seconds: 2), .. H264Reordered, .. Bt709]) { Edit = CutInTheMiddle, Times = "setpts=N/30/TB" },
        new("cut in the middle, 60 fps", [.. Moving(rate: "60", seconds: 2), .. H264Reordered, .. Bt709])
        {
            Edit = CutInTheMiddle, Times = "setpts=N/60/TB", Rate = 60,
        },
        // The piece before the cut ends with a picture that stands for a third of a second.
        new("cut in the middle, variable frame rate",
            [.. Moving(seconds: 2, then: "select='not(between(n,5,14))'"), "-vsync", "vfr", .. H264Reordered, .. Bt709])
        {
            Edit = CutInTheMiddle, Times = "setpts='if(lt(N,5),N,N+10)/30/TB'", Rate = null,
        },
        new("cut at key frames", [.. Moving(seconds: 2), .. H264Reordered, "-g", "15", .. Bt709]) { Edit = Mp4Edit.Cut((1, 0.5), (0, 0.5)) },
        // The edit list begins with nothing: sound first.
        new("pictures start late",
            [.. Moving(), .. H264Reordered, .. Bt709],
            [.. Tone(2), "-itsoffset", "0.5", "-i", FfmpegSteps.Previous, "-map", "0", "-map", "1", "-c:v", "copy", "-c:a", "aac"]),
        new("negative composition offsets", [.. Moving(), .. H264Reordered, .. Bt709, "-movflags", "+negative_cts_offsets"]),
        new("negative decode times", [.. Moving(), .. H264Reordered, .. Bt709, "-use_editlist", "0", "-avoid_negative_ts", "disabled"]),
        new("no durations", [.. Moving(), .. H264, .. Bt709, "-use_editlist", "0"]) { Edit = Mp4Edit.NoDurations },
        new("several video streams",
            [
                .. Lavfi("color=gray:size=640x360:rate=30:duration=1"), .. Moving(), .. Lavfi("color=gray:size=1280x720:rate=30:duration=1"),
                "-map", "0", "-map", "1", "-map", "2", .. H264, .. Bt709,
            ])
        {
            Stream = 1,
        },
        // The cover has more pixels than the video.
        new("cover picture",
            [.. Moving(), .. H264, .. Bt709],
            [
                "-i", FfmpegSteps.Previous, .. Lavfi("color=gray:size=2400x2400:rate=25:duration=0.04"), "-map", "0", "-map", "1",
                "-c:v:0", "copy", "-c:v:1", "png", "-pix_fmt:v:1", "rgb24", "-disposition:v:1", "attached_pic",
            ]),
        new("two sound tracks",
            [.. Moving(), .. Tone(), .. Tone(), "-map", "0", "-map", "1", "-map", "2", .. H264, .. Bt709, "-c:a", "aac"]),
    ];
}
