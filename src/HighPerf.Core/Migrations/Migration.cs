namespace HighPerf.Core.Migrations;

/// <summary>One step of the schema. Applied once, in the order of the names, and never edited afterwards.</summary>
public sealed record Migration(string Name, string Sql);
