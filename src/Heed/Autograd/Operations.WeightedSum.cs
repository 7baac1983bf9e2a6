namespace Heed.Autograd;

public static unsafe partial class Operations
{
    /// <summary>Σ w·x over chosen elements, such as a difference of two logits.</summary>
    /// <param name="tape">The pass.</param>
    /// <param name="x">Any shape.</param>
    /// <param name="terms">Element, counted row-major, and its weight; an element may come twice.</param>
    /// <returns>A scalar, [1].</returns>
    /// <exception cref="ArgumentException">There is no such element.</exception>
    public static Tensor WeightedSum(Tape tape, Tensor x, params (int Element, float Weight)[] terms)
    {
        double sum = 0;
        foreach ((int element, float weight) in terms)
        {
            if ((uint)element >= (uint)x.Count)
                throw new ArgumentOutOfRangeException(nameof(terms), $"weighted sum: expected elements 0 … {x.Count - 1} of {x}; got {element}.");
            sum += (double)weight * x.Data[element];
        }
        Tensor y = tape.Allocate(1);
        y.Data[0] = (float)sum;
        tape.Record(y, () =>
        {
            if (!x.RequiresGradient) return;
            float* dx = x.OpenGradientToAdd();
            foreach ((int element, float weight) in terms) dx[element] += weight * y.GradientData[0];
        });
        return y;
    }
}
