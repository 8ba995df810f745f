namespace HighPerf.Api.Auth;

/// <param name="ExpiresIn">Seconds.</param>
internal sealed record LoginResponse(string AccessToken, string TokenType, int ExpiresIn);
