namespace Heed.Masks;

/// <summary>Whether a query may attend to a key: the smallest thing a mask can be made of. Pure, and safe to call
/// from several threads.</summary>
public interface IPairRule
{
    /// <summary>A short readable name.</summary>
    string Name { get; }

    /// <summary>Whether query <paramref name="row"/> may attend to <paramref name="key"/>. Keys past the last one may be asked about; the
    /// answer does not matter.</summary>
    bool Allows(int batch, int head, int row, int key);
}
