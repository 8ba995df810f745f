namespace HighPerf.Core.Migrations;

/// <summary>The schema in the database is not one that these migrations can have made.</summary>
public sealed class MigrationException : Exception
{
    public MigrationException() { }

    public MigrationException(string message) : base(message) { }

    public MigrationException(string message, Exception innerException) : base(message, innerException) { }
}
