using Heed.Models.Weights;
using Heed.Positions;

namespace Heed.Models.Tests.Positions;

/// <summary>ALiBi slopes against those of the Bloom model code.</summary>
public class AlibiGoldenTests
{
    [Theory]
    [InlineData("alibi-4-causal-l63")]
    [InlineData("alibi-6-causal-l17")]
    [InlineData("alibi-8-bidirectional-l17")]
    public void Slopes_EqualBlooms(string name)
    {
        using SafetensorsFile file = SafetensorsFile.Open(Goldens.Path("attention", name + ".safetensors"));
        var expected = new float[file.Entry("alibi_slopes").Count];
        file.ReadFloats("alibi_slopes", expected);
        Assert.Equal(expected, AlibiSlopes.ForHeads(expected.Length));
    }
}
