using ScottPlot;

namespace HighPerf.MediaRace.Results;

/// <summary>Colours that also the colour-blind tell apart (Okabe and Ito).</summary>
internal static class Shades
{
    private static readonly Color[] Colours =
    [
        Color.FromHex("#0072B2"), Color.FromHex("#E69F00"), Color.FromHex("#009E73"), Color.FromHex("#CC79A7"),
        Color.FromHex("#D55E00"), Color.FromHex("#56B4E9"), Color.FromHex("#F0E442"), Color.FromHex("#777777"),
    ];

    public static Color Of(int number) => Colours[number % Colours.Length];
}
