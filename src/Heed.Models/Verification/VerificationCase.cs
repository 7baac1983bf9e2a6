namespace Heed.Models.Verification;

/// <summary>Something to check.</summary>
/// <param name="Name">Its name within its folder.</param>
/// <param name="Check">
/// Does it and says what came of it. May throw: an error that <see cref="HeedException.IsUnsupported"/> skips the case, any other fails it.
/// </param>
internal sealed record VerificationCase(string Name, Func<Outcome> Check);
