namespace Heed;

/// <summary>An error the user can act on: its message says what was expected, what came and what to do.</summary>
public sealed class HeedException : Exception
{
    /// <summary>Makes an error with the whole explanation.</summary>
    public HeedException(string message) : base(message) { }

    /// <summary>Makes an error with the whole explanation and its cause.</summary>
    public HeedException(string message, Exception inner) : base(message, inner) { }

    /// <summary>Whether the input is sound but asks for something Heed does not have, such as an architecture it does not know.</summary>
    public bool IsUnsupported { get; init; }
}
