namespace Heed.Models.Verification;

/// <summary>A folder whose list of cases cannot be read.</summary>
/// <param name="error">Why.</param>
internal sealed class BrokenCases(HeedException error) : ICaseSource
{
    public IEnumerable<VerificationCase> Cases() => [new VerificationCase("cases.json", () => Outcome.Failed(error.Message))];
}
