using Heed.Numerics;

namespace Heed.Positions;

/// <summary>A <see cref="RotaryLayout"/> as a type: how a row of the table is stored, and how a head is turned by it.</summary>
internal unsafe interface IRotaryLayout
{
    /// <summary>Cosines (and as many sines) in a row of the table for so many pairs.</summary>
    static abstract int RowFloats(int pairs);

    /// <summary>Writes a pair's cosine and sine into a row.</summary>
    /// <param name="cos">The row, [<see cref="RowFloats"/>].</param>
    /// <param name="sin">The same.</param>
    /// <param name="pair">Which.</param>
    /// <param name="pairs">Of how many.</param>
    /// <param name="c">Its cosine.</param>
    /// <param name="s">Its sine.</param>
    static abstract void Write(float* cos, float* sin, int pair, int pairs, float c, float s);

    /// <summary>Turns one head: y (+)= R·x for each pair, R = [c −s; s c].</summary>
    /// <param name="x">[2·pairs].</param>
    /// <param name="y">[2·pairs]; may be <paramref name="x"/> when nothing is accumulated.</param>
    /// <param name="cos">A row of the table.</param>
    /// <param name="sin">A row of the table.</param>
    /// <param name="pairs">How many.</param>
    /// <param name="sign">1, or −1 for the opposite angle.</param>
    /// <param name="accumulate">Whether y is added to or written.</param>
    static abstract void Turn<TLane, TVector>(float* x, float* y, float* cos, float* sin, int pairs, float sign, bool accumulate)
        where TLane : struct, ILane<TVector> where TVector : struct;
}
