namespace Heed.Lens.Spans;

/// <summary>Where what the answer looks at and what it hangs on are two things (Jain and Wallace 2019).</summary>
public static class SpanDisagreement
{
    /// <summary>Attention per length from which on a span looks strong: twice as much as its length.</summary>
    public const double Strong = 2;

    /// <summary>Attention per length up to which a span looks weak: half as much as its length.</summary>
    public const double Weak = 0.5;

    /// <summary>Loss of log-probability, either way, up to which a span does nothing, in nats.</summary>
    public const double Idle = 0.1;

    /// <summary>Loss of log-probability, either way, from which on a span decides, in nats: a factor of e.</summary>
    public const double Decides = 1;

    /// <summary>Whether a span looks strong and does nothing, or looks weak and decides.</summary>
    /// <param name="perLength">See <see cref="AnswerAttention.PerLength"/>.</param>
    /// <param name="loss">See <see cref="SpanEffect.Loss"/>.</param>
    public static bool Of(double perLength, double loss)
        => perLength >= Strong && Math.Abs(loss) <= Idle || perLength <= Weak && Math.Abs(loss) >= Decides;

    /// <summary>The same in words; null where they agree.</summary>
    /// <param name="perLength">See <see cref="AnswerAttention.PerLength"/>.</param>
    /// <param name="loss">See <see cref="SpanEffect.Loss"/>.</param>
    public static string? Words(double perLength, double loss)
        => !Of(perLength, loss) ? null : perLength >= Strong ? "looks strong, does nothing" : "looks weak, decides";
}
