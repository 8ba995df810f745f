using System.Security.Cryptography;
using System.Text;

namespace HighPerf.MediaRace.Processes;

/// <summary>Names what is made once and used again: another recipe makes another file.</summary>
internal static class Recipe
{
    private const int Digits = 8;

    public static string Hash(string recipe) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(recipe)))[..Digits];
}
