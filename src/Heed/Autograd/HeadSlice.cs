namespace Heed.Autograd;

/// <summary>The heads inside a tensor of projections: columns <paramref name="Column"/> … + Heads·Width of [B·T, columns].</summary>
/// <param name="Tensor">[B·T, columns].</param>
/// <param name="Column">Where the first head starts.</param>
/// <param name="Heads">How many heads.</param>
/// <param name="Width">The head size.</param>
public readonly unsafe record struct HeadSlice(Tensor Tensor, int Column, int Heads, int Width)
{
    /// <summary>Numbers from one head to the next, at least <see cref="Width"/>; 0: they lie side by side. GPT-NeoX puts the query, key and
    /// value
    /// of a head beside each other.</summary>
    public int Stride { get; init; }

    private int Step => Stride == 0 ? Width : Stride;

    // Columns from the first head's first number to the last head's last.
    private long Extent => (Heads - 1L) * Step + Width;

    /// <summary>The heads in place, [B, H, T, D]; valid while the tensor lives.</summary>
    /// <param name="batch">B.</param>
    /// <exception cref="ArgumentException">The heads do not fit the tensor.</exception>
    public HeadView View(int batch) => At(Tensor.Data, batch);

    internal HeadView GradientView(int batch) => At(Tensor.OpenGradientToAdd(), batch);

    private HeadView At(float* data, int batch)
    {
        if (Column < 0 || Heads < 1 || Width < 1 || Step < Width || Column + Extent > Tensor.Columns || batch < 1
            || Tensor.Rows % batch != 0)
            throw new ArgumentException(
                $"heads: expected {Heads} heads of width {Width} from column {Column} on, {Step} from one to the next, "
                + $"in [B={batch}·T, at least {Column + Extent}]; got {Tensor}.", nameof(Tensor));
        return HeadView.Interleaved(data + Column, batch, Heads, Tensor.Rows / batch, Width, Tensor.Columns) with { HeadStride = Step };
    }
}
