namespace HighPerf.Core.Storage;

/// <summary>Where files live. Both directories may be a local disk or an NFS mount.</summary>
public sealed record StorageOptions(string UploadsDirectory, string ProcessedDirectory);
