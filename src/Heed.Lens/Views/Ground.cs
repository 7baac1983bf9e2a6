namespace Heed.Lens.Views;

/// <summary>What a picture stands on.</summary>
public enum Ground
{
    /// <summary>Paper, or a light screen.</summary>
    Light,

    /// <summary>A dark screen.</summary>
    Dark,
}
