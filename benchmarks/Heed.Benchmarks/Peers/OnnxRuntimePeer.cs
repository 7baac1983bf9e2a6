namespace Heed.Benchmarks;

/// <summary>ONNX Runtime.</summary>
internal sealed class OnnxRuntimePeer() : NodePeer("onnxruntime.mjs", "ONNX Runtime", "onnxruntime-node");
