namespace Heed;

/// <summary>An error the user can act on: its message says what was expected, what came and what to do.</summary>
public sealed class HeedException : Exception
{
    /// <summary>Makes an error with the whole explanation.</summary>
    public HeedException(string message) : base(message) { }

    /// <summary>Makes an error with the whole explanation and its cause.</summary>
    public HeedException(string message, Exception inner) : base(message, inner) { }
}
