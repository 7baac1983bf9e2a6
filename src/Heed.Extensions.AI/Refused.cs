namespace Heed.Extensions.AI;

/// <summary>The error of an option that would have to be ignored.</summary>
internal static class Refused
{
    /// <summary>An error that names the option.</summary>
    /// <param name="option">The option.</param>
    /// <param name="why">Why it is not honoured and what to do, without a full stop.</param>
    public static HeedException Of(string option, string why) => new($"{option}: {why}.") { IsUnsupported = true };
}
