namespace HighPerf.MediaRace.Quality;

/// <summary>How close a clip's body is to what it should show.</summary>
/// <param name="SsimAll">libavfilter's SSIM over all planes.</param>
/// <param name="SsimY">Of luma.</param>
/// <param name="Psnr">Of all planes, in dB.</param>
internal readonly record struct PictureQuality(double SsimAll, double SsimY, double Psnr);
