namespace Heed;

/// <summary>
/// An error the user can act on: its message says what was expected, what came and what to do.
/// Mistakes in calling code throw <see cref="ArgumentException"/> and its kin instead.
/// </summary>
public sealed class HeedException : Exception
{
    /// <summary>Creates the error with its message.</summary>
    public HeedException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the error with its message and what caused it.</summary>
    public HeedException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
