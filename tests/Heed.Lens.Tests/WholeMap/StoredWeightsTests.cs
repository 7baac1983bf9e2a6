using System.Runtime.InteropServices;
using Heed.Autograd;
using Heed.Lens.WholeMap;
using Heed.Models;
using Heed.Numerics;

namespace Heed.Lens.Tests.WholeMap;

/// <summary>Weights that are read as they are stored, in 16 bits, give the maps of the same weights in 32.</summary>
public sealed unsafe class StoredWeightsTests : IDisposable
{
    private readonly List<nint> _memory = [];

    [Fact]
    public void EveryMeasure_OfBFloat16Weights_IsThatOfTheSameNumbersInFloat32()
    {
        (LanguageModel model, TokenBatch batch) = MapCases.Create("llama");
        var stored = new Dictionary<string, Tensor>();
        var own = new Dictionary<string, Tensor>();
        foreach (ParameterSpec spec in ParameterSpecs.Of(model.Transformer.Blueprint))
        {
            Tensor parameter = model.Transformer.Parameter(spec.Name);
            (stored[spec.Name], own[spec.Name]) = spec.Use == ParameterUse.Map ? Rounded(parameter) : (Copy(parameter), Copy(parameter));
        }
        using (model)
        using (var a = new Transformer(model.Transformer.Blueprint, stored))
        using (var b = new Transformer(model.Transformer.Blueprint, own))
        {
            const int row = MapCases.Row;
            Near(Rollout.Row(b, batch, row).Tokens, Rollout.Row(a, batch, row).Tokens);
            Near(Relevance.Row(b, batch, row, MapCases.Metric(row)).Tokens, Relevance.Row(a, batch, row, MapCases.Metric(row)).Tokens);
            Near(MapCases.Doubles(ValueWeighted.Row(b, batch, row)[1].Together), MapCases.Doubles(ValueWeighted.Row(a, batch, row)[1].Together));
        }
    }

    public void Dispose()
    {
        foreach (nint memory in _memory) NativeMemory.Free((void*)memory);
    }

    // Two layers of products that are summed in another order.
    private static void Near(double[] expected, double[] actual) => MapCases.Near(expected, actual, 2 * 8 * 24);

    private static Tensor Copy(Tensor parameter)
    {
        var copy = new Tensor(parameter.Shape, parameter.Name);
        parameter.Span.CopyTo(copy.Span);
        return copy;
    }

    private (Tensor Stored, Tensor Own) Rounded(Tensor parameter)
    {
        var bits = (ushort*)NativeMemory.Alloc((nuint)parameter.Count, sizeof(ushort));
        _memory.Add((nint)bits);
        var own = new Tensor(parameter.Shape, parameter.Name);
        for (int i = 0; i < parameter.Count; i++)
        {
            bits[i] = (ushort)(BitConverter.SingleToUInt32Bits(parameter.Span[i]) >> 16);
            own.Span[i] = BitConverter.UInt32BitsToSingle((uint)bits[i] << 16);
        }
        return (new Tensor(new StoredMatrix(StoredFormat.BFloat16, (byte*)bits, parameter.Rows, parameter.Columns), parameter.Shape, parameter.Name), own);
    }
}
