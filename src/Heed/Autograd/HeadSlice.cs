namespace Heed.Autograd;

/// <summary>The heads inside a tensor of projections: columns <paramref name="Column"/> … + Heads·Width of [B·T, columns].</summary>
/// <param name="Tensor">[B·T, columns].</param>
/// <param name="Column">Where the first head starts.</param>
/// <param name="Heads">How many heads.</param>
/// <param name="Width">The head size.</param>
public readonly unsafe record struct HeadSlice(Tensor Tensor, int Column, int Heads, int Width)
{
    internal HeadView View(int batch) => At(Tensor.Data, batch);

    internal HeadView GradientView(int batch) => At(Tensor.OpenGradientToAdd(), batch);

    private HeadView At(float* data, int batch)
    {
        if (Column < 0 || Heads < 1 || Width < 1 || Column + (long)Heads * Width > Tensor.Columns || batch < 1 || Tensor.Rows % batch != 0)
            throw new ArgumentException(
                $"heads: expected {Heads} heads of width {Width} from column {Column} on, "
                + $"in [B={batch}·T, at least {Column + (long)Heads * Width}]; got {Tensor}.", nameof(Tensor));
        return HeadView.Interleaved(data + Column, batch, Heads, Tensor.Rows / batch, Width, Tensor.Columns);
    }
}
