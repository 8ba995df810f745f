namespace HighPerf.Core.Seeding;

/// <summary>Colombian cities, the larger ones first and more likely (by 1/rank); past the list they get a number.</summary>
internal sealed class SeedCities
{
    private static readonly string[] s_names =
    [
        "Bogotá", "Medellín", "Cali", "Barranquilla", "Cartagena", "Cúcuta", "Bucaramanga", "Pereira", "Santa Marta", "Ibagué", "Manizales",
        "Villavicencio", "Pasto", "Neiva", "Armenia", "Popayán", "Montería", "Valledupar", "Sincelejo", "Tunja", "Riohacha", "Quibdó",
        "Florencia", "Yopal", "Leticia", "Apartadó", "Facatativá", "Chía", "Zipaquirá", "Fusagasugá", "Tuluá", "Itagüí",
    ];

    private readonly double[] _upTo;

    public SeedCities(int count)
    {
        _upTo = new double[count];
        var sum = 0.0;
        for (var i = 0; i < count; i++) _upTo[i] = sum += 1.0 / (i + 1);
    }

    /// <summary>One of them, by a number from 0 to below 1.</summary>
    public string At(double unit)
    {
        var index = Array.BinarySearch(_upTo, unit * _upTo[^1]);
        if (index < 0) index = ~index;
        var name = s_names[index % s_names.Length];
        return index < s_names.Length ? name : FormattableString.Invariant($"{name} {(index / s_names.Length) + 1}");
    }
}
