using Heed.Numerics;

namespace Heed;

/// <summary>
/// Makes the keys of every head panels of columns and its values, where they do not already lie well, rows of whole registers; one tile of one head is one work item.
/// </summary>
internal unsafe struct AttentionPacking<TLane, TVector> : IJob where TLane : struct, ILane<TVector> where TVector : struct
{
    public HeadView Keys, Values;
    public float* PackedKeys, PackedValues, Scratch;
    public int* Finite;
    public int KeyTiles, ValueWidth;
    public long ScratchFloats;

    public readonly void Run(int item, int worker)
    {
        int tile = item % KeyTiles;
        int keyHead = item / KeyTiles;
        (int batch, int head) = Math.DivRem(keyHead, Keys.Heads);
        int panelWidth = RegisterTile.PanelWidth<TLane, TVector>();
        int first = tile * AttentionTiles.Keys;
        int rows = Math.Min(AttentionTiles.Keys, Keys.Length - first);
        float* target = PackedKeys + keyHead * AttentionTiles.PackedColumns(Keys.Length, Keys.Width) + (nint)first * Keys.Width;
        float* source = Wide(Keys, batch, head, first, rows, worker, out nint stride);
        AttentionTiles.PackPanels(source, stride, rows, Keys.Width, target, panelWidth);

        source = Wide(Values, batch, head, first, rows, worker, out stride);
        Finite[item] = PanelPacking.AllFinite<TLane, TVector>(source, stride, rows, Values.Width) ? 1 : 0;
        if (PackedValues != null)
            PanelPacking.Copy(source, stride, rows, Values.Width, PackedValues + ((nint)keyHead * Keys.Length + first) * ValueWidth, ValueWidth);
    }

    /// <summary>Rows as float32: where they lie, or widened into this thread's scratch.</summary>
    private readonly float* Wide(HeadView view, int batch, int head, int first, int rows, int worker, out nint stride)
    {
        if (view.Element == ElementType.Float32)
        {
            stride = view.RowStride;
            return view.Row(batch, head, first);
        }
        stride = view.Width;
        float* scratch = Scratch + worker * ScratchFloats;
        Widening.Rows(view, batch, head, first, rows, scratch);
        return scratch;
    }
}
