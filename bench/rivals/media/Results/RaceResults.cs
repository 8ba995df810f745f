using HighPerf.MediaRace.Contestants;
using HighPerf.MediaRace.Machine;
using HighPerf.MediaRace.Processes;
using HighPerf.MediaRace.Quality;
using HighPerf.MediaRace.Sources;

namespace HighPerf.MediaRace.Results;

/// <summary>All that was measured, and the questions one asks it.</summary>
internal sealed class RaceResults(MachineState machine, IReadOnlyList<Source> sources, IReadOnlyList<Contestant> contestants, int rounds)
{
    private readonly List<Run> _runs = [];
    private readonly Dictionary<(string Source, string Contestant), Outcome> _outcomes = [];
    private readonly Dictionary<string, Floor> _floors = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IReadOnlyList<Step>> _commands = new(StringComparer.Ordinal);

    public MachineState Machine => machine;

    public IReadOnlyList<Source> Sources => sources;

    public IReadOnlyList<Contestant> Contestants => contestants;

    public int Rounds => rounds;

    public IReadOnlyList<Run> Runs => _runs;

    public IReadOnlyDictionary<string, IReadOnlyList<Step>> Commands => _commands;

    public void Add(Run run) => _runs.Add(run);

    public void Add(Source source, Contestant contestant, Outcome outcome) => _outcomes[(source.Name, contestant.Name)] = outcome;

    public void Add(Source source, Floor floor) => _floors[source.Name] = floor;

    /// <summary>Kept for the first source only: the others differ in the clip's name.</summary>
    public void Add(Contestant contestant, IReadOnlyList<Step> steps) => _commands.TryAdd(contestant.Name, steps);

    public bool Has(string contestant) => contestants.Any(one => one.Name == contestant);

    public Outcome Outcome(string source, string contestant) => _outcomes[(source, contestant)];

    public Floor Floor(string source) => _floors[source];

    public double Median(string source, string contestant, Func<Cost, double> value) => Figures.Median(Of(source, contestant).Select(run => value(run.Cost)));

    /// <summary>The ratio of the medians.</summary>
    public double Ratio(string source, string contestant, string other, Func<Cost, double> value) =>
        Median(source, contestant, value) / Median(source, other, value);

    /// <summary>The median of the ratios of the rounds: what the machine did besides falls on both sides.</summary>
    public double PairRatio(string source, string contestant, string other, Func<Cost, double> value) =>
        Figures.Median(Of(source, contestant).Join(Of(source, other), run => run.Round, run => run.Round, (a, b) => value(a.Cost) / value(b.Cost)));

    private IEnumerable<Run> Of(string source, string contestant) => _runs.Where(run => run.Source == source && run.Contestant == contestant);
}
