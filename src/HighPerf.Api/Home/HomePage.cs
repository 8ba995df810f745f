namespace HighPerf.Api.Home;

/// <summary>A plain page with links, until the competition's page takes its place.</summary>
internal static class HomePage
{
    private const string Html = """
        <!doctype html>
        <html lang="es">
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>ANB Rising Stars Showcase</title>
        <style>body{font:1.1rem/1.6 system-ui,sans-serif;max-width:40rem;margin:3rem auto;padding:0 1rem}a{color:#c2410c}</style>
        <h1>ANB Rising Stars Showcase</h1>
        <p>Sube tu video, recibe votos y mira quién lidera en tu ciudad.</p>
        <ul>
        <li><a href="/api/public/videos">Videos abiertos a votación</a></li>
        <li><a href="/api/public/rankings">Clasificación</a></li>
        <li><a href="/docs">Documentación de la API</a> (<a href="/openapi/v1.json">OpenAPI</a>)</li>
        <li><a href="/health/ready">Estado del servicio</a></li>
        </ul>
        </html>
        """;

    public static void MapHome(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/", () => Results.Content(Html, "text/html; charset=utf-8")).ExcludeFromDescription();
}
