namespace Heed.Numerics;

/// <summary>One <see cref="StoredFormat"/> as a type: a reader of the numbers of a row, 32 at a time.</summary>
/// <remarks>Reads no byte beyond the group that is open.</remarks>
internal unsafe interface INumberFormat
{
    /// <summary>Numbers of a block; a row has whole blocks.</summary>
    static abstract int BlockNumbers { get; }

    /// <summary>Bytes of a block.</summary>
    static abstract int BlockBytes { get; }

    /// <summary>Groups of 32 that are read from one block; 1 where blocks are no larger.</summary>
    static abstract int Groups { get; }

    /// <summary>Goes to block <paramref name="block"/> of the row at <paramref name="row"/>, or to its 32 numbers where blocks are smaller.</summary>
    void OpenBlock(byte* row, int block);

    /// <summary>Goes to the numbers from 32·<paramref name="group"/> on of the block.</summary>
    void Open(int group);

    /// <summary>As many numbers as a register holds, from number <paramref name="at"/> of the group on, a multiple of the register's width.</summary>
    TVector Load<TLane, TVector>(int at) where TLane : struct, ILane<TVector> where TVector : struct;
}
