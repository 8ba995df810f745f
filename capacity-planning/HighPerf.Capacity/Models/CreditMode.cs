namespace HighPerf.Capacity.Models;

/// <summary>What a burstable instance does without credits.</summary>
internal enum CreditMode
{
    /// <summary>It is held to its baseline.</summary>
    Standard,

    /// <summary>It goes on with surplus credits: paid back by what it earns, and charged for beyond a day's earnings, or when it is stopped.</summary>
    Unlimited,
}
