namespace HighPerf.Core.Seeding;

/// <summary>Names as they are in Colombia, accents and all, and what a clip may be called.</summary>
internal static class SeedNames
{
    public static IReadOnlyList<string> First { get; } =
    [
        "Ana", "Andrés", "Ángela", "Camila", "Carlos", "Carolina", "César", "Daniela", "David", "Diego", "Esteban", "Felipe", "Gabriela",
        "Germán", "Héctor", "Íngrid", "Isabella", "Iván", "Jerónimo", "Jesús", "Jhon", "José", "Juan Pablo", "Juliana", "Laura", "Lucía",
        "Luis", "María José", "Mariana", "Martín", "Mateo", "Mónica", "Natalia", "Nicolás", "Óscar", "Paula", "Raúl", "Ricardo", "Samuel",
        "Santiago", "Sara", "Sebastián", "Sofía", "Tomás", "Valentina", "Valeria", "Verónica", "Yesid", "Zoraida",
    ];

    public static IReadOnlyList<string> Last { get; } =
    [
        "Acevedo", "Agudelo", "Álvarez", "Arango", "Ávila", "Barrios", "Beltrán", "Bermúdez", "Cárdenas", "Castaño", "Castro", "Córdoba",
        "Díaz", "Echeverri", "Escobar", "Fernández", "Gaitán", "García", "Giraldo", "Gómez", "González", "Gutiérrez", "Henao", "Hernández",
        "Ibáñez", "Jiménez", "Londoño", "López", "Marín", "Martínez", "Mejía", "Mosquera", "Muñoz", "Núñez", "Ocampo", "Ordóñez", "Ospina",
        "Peña", "Pérez", "Quiñones", "Quintero", "Ramírez", "Restrepo", "Ríos", "Rodríguez", "Rojas", "Sánchez", "Suárez", "Torres", "Urrego",
        "Valencia", "Vargas", "Vásquez", "Vélez", "Zapata", "Zúñiga",
    ];

    public static IReadOnlyList<string> Titles { get; } =
    [
        "Triple desde media cancha", "Mate a dos manos", "Manejo de balón", "Cruce y bandeja", "Pase sin mirar", "Tapón en la última jugada",
        "Gancho de zurda", "Tiro libre con los ojos cerrados", "Contraataque en tres pases", "Rebote y canasta", "Finta y suspensión",
        "Entrada a canasta", "Giro en el poste", "Robo y volcada", "Cinco triples seguidos",
    ];
}
