namespace Heed.Prompts.Plans;

/// <summary>Something in a file that is passed over, such as an unknown key: said once, on standard error and in the report.</summary>
/// <param name="Place">Where it stands.</param>
/// <param name="Message">What it is, and what was probably meant.</param>
public sealed record PlanWarning(Place Place, string Message)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Place}: {Message}";
}
