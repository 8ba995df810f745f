namespace HighPerf.ApiRace.Servers;

/// <summary>Which processors a program may use: the servers' and the generator's are apart.</summary>
internal static class Cores
{
    public const string Server = "0";
    public const string Generator = "1";
}
