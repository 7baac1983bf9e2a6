namespace Heed.Lens.Faith;

/// <summary>How faithful one method is on one family.</summary>
/// <param name="Family">Family of tiny English.</param>
/// <param name="Method">What it is called.</param>
/// <param name="Named">Sentences whose true word it names.</param>
/// <param name="Near">Sentences where it names the true word or one of the three tokens after it.</param>
/// <param name="Sentences">Sentences the model answers right, of those asked.</param>
/// <param name="Asked">Sentences asked.</param>
/// <param name="Correlation">Mean rank correlation with the measured effect over the words of a sentence; null for the measured effect itself.</param>
public sealed record FaithRow(string Family, string Method, int Named, int Near, int Sentences, int Asked, double? Correlation)
{
    /// <summary>Share of the sentences whose true word is named.</summary>
    public double Share => Sentences == 0 ? 0 : (double)Named / Sentences;

    /// <summary>Share of the sentences where it or a token just after it is named.</summary>
    public double NearShare => Sentences == 0 ? 0 : (double)Near / Sentences;

    /// <summary>The 95 % interval of the share (Wilson 1927).</summary>
    public (double Low, double High) Interval
    {
        get
        {
            if (Sentences == 0) return (0, 1);
            const double z = 1.959963984540054;
            double n = Sentences, centre = (Share + z * z / (2 * n)) / (1 + z * z / n), half = z / (1 + z * z / n) * Math.Sqrt(Share * (1 - Share) / n + z * z / (4 * n * n));
            return (Math.Max(0, centre - half), Math.Min(1, centre + half));
        }
    }
}
