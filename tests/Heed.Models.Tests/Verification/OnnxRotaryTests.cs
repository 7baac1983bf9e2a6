using Heed.Models.Verification;
using Heed.Models.Weights;

namespace Heed.Models.Tests.Verification;

/// <summary>The form of RotaryEmbedding that the ONNX project's own cases leave out: [B, T, H·D] with num_heads.</summary>
public class OnnxRotaryTests
{
    [Theory]
    [InlineData("4", CaseStatus.Passed, "")]
    [InlineData("2", CaseStatus.Failed, "d/2=8")]
    [InlineData("5", CaseStatus.Failed, "a multiple of num_heads=5")]
    public void HeadsSideBySide_EqualTheFourAxes(string heads, CaseStatus expected, string detail)
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.File("onnx"));
        using (SafetensorsFile source = SafetensorsFile.Open(Goldens.Path("onnx", "test_rotary_embedding.safetensors")))
        {
            SafetensorsWriter.Write(folder.File("onnx/flat.safetensors"),
            [
                SideBySide(source, "input.input"), SideBySide(source, "output.output"), Raw(source, "input.cos_cache"), Raw(source, "input.sin_cache"),
                Raw(source, "input.position_ids"),
            ]);
        }
        File.WriteAllText(folder.File("onnx/cases.json"), $$"""
            {"cases":[{"name":"flat","op":"RotaryEmbedding","attributes":{"num_heads":{{heads}}},
            "node_inputs":["input","cos_cache","sin_cache","position_ids"],"node_outputs":["output"]}]}
            """);
        CaseResult result = Assert.Single(Verifier.Run(folder.File("onnx"), cancellation: TestContext.Current.CancellationToken).Cases);
        Assert.True(result.Status == expected, result.Detail);
        Assert.Contains(detail, result.Detail);
    }

    private static TensorSource Raw(SafetensorsFile source, string name)
        => TensorSource.Raw(name, source.Entry(name).Type, source.Entry(name).Shape, source.Bytes(name).ToArray());

    /// <summary>[B, H, T, D] as [B, T, H·D].</summary>
    private static TensorSource SideBySide(SafetensorsFile source, string name)
    {
        long[] shape = source.Entry(name).Shape;
        int batch = (int)shape[0], heads = (int)shape[1], count = (int)shape[2], d = (int)shape[3];
        float[] values = new float[batch * heads * count * d], result = new float[values.Length];
        source.ReadFloats(name, values);
        for (int b = 0; b < batch; b++)
            for (int h = 0; h < heads; h++)
                for (int t = 0; t < count; t++)
                    values.AsSpan(((b * heads + h) * count + t) * d, d).CopyTo(result.AsSpan(((b * count + t) * heads + h) * d));
        return TensorSource.Floats(name, [batch, count, heads * d], result);
    }
}
