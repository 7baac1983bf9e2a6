namespace Heed.Models.Verification;

/// <summary>The cases of one folder of reference data.</summary>
internal interface ICaseSource
{
    /// <summary>The cases, in a fixed order. Each is checked before the next is asked for; what they share is released at the end.</summary>
    /// <exception cref="HeedException">The list itself cannot be read.</exception>
    IEnumerable<VerificationCase> Cases();

    /// <summary>How many cases are not among them because the references disagree on all that they expect.</summary>
    /// <exception cref="HeedException">The list itself cannot be read.</exception>
    int Disputed => 0;
}
