using Heed.Models.Weights;

namespace Heed.Models.Verification;

/// <summary>Reads tensors of a reference file in the types that checks use.</summary>
internal static class ReferenceTensors
{
    /// <summary>Whole numbers that must fit 32 bits.</summary>
    public static int[] Integers(this SafetensorsStore store, string name)
        => Array.ConvertAll(store.ReadInt64(name), value => value is >= int.MinValue and <= int.MaxValue
            ? (int)value
            : throw new HeedException($"{store.Path}: tensor '{name}': expected numbers of 32 bits; got {value}."));

    /// <summary>float32 numbers.</summary>
    public static float[] Floats(this SafetensorsStore store, string name)
    {
        var values = new float[store.Entry(name).Count];
        store.ReadFloats(name, values);
        return values;
    }

    /// <summary>The shape, which must have <paramref name="axes"/> axes.</summary>
    public static int[] Shape(this SafetensorsStore store, string name, int axes)
    {
        long[] shape = store.Entry(name).Shape;
        if (shape.Length != axes) throw new HeedException($"{store.Path}: tensor '{name}': expected {axes} axes; got [{string.Join(", ", shape)}].");
        return Array.ConvertAll(shape, n => checked((int)n));
    }

    /// <summary>float32 numbers, widened.</summary>
    public static double[] Widen(ReadOnlySpan<float> values)
    {
        var wide = new double[values.Length];
        for (int i = 0; i < wide.Length; i++) wide[i] = values[i];
        return wide;
    }
}
