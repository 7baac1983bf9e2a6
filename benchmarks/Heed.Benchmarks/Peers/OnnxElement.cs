namespace Heed.Benchmarks;

/// <summary>What an ONNX tensor holds; the numbers are those of TensorProto.DataType.</summary>
internal enum OnnxElement
{
    /// <summary>32-bit floats.</summary>
    Float32 = 1,

    /// <summary>32-bit integers.</summary>
    Int32 = 6,

    /// <summary>A byte each, 0 or 1.</summary>
    Bool = 9,
}
