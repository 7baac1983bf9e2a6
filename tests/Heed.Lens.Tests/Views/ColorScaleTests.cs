using Heed.Lens.Views;

namespace Heed.Lens.Tests.Views;

/// <summary>Scales that keep the order of numbers for everybody.</summary>
public class ColorScaleTests
{
    private static readonly double[] s_shares = [.. Enumerable.Range(0, ColorScale.Levels + 1).Select(i => (double)i / ColorScale.Levels)];

    public static TheoryData<bool, Ground, int> Arms => new(
        from ground in (Ground[])[Ground.Light, Ground.Dark]
        from arm in ((bool, int)[])[(false, 1), (true, 1), (true, -1)]
        select (arm.Item1, ground, arm.Item2));

    [Theory]
    [MemberData(nameof(Arms))]
    public void At_FromZeroToTheEnd_LightnessRunsStraight(bool isSigned, Ground ground, int sign)
    {
        double[] lightness = [.. Arm(isSigned, ground, sign).Select(color => OkLab.Of(color).L)];
        for (int i = 0; i < lightness.Length; i++)
        {
            double line = lightness[0] + (lightness[^1] - lightness[0]) * i / ColorScale.Levels;
            // A step of 1 of 255 in a dark grey moves the lightness by up to 0.004.
            Assert.Equal(line, lightness[i], 0.006);
            if (i > 0) Assert.True(ground == Ground.Light ? lightness[i] < lightness[i - 1] : lightness[i] > lightness[i - 1]);
        }
    }

    [Theory]
    [MemberData(nameof(Arms))]
    public void At_EqualSteps_LookAboutEqual(bool isSigned, Ground ground, int sign)
    {
        OkLab[] colors = [.. Arm(isSigned, ground, sign).Select(OkLab.Of)];
        // Over four steps, where the rounding to 255 no longer counts.
        double[] steps = [.. Enumerable.Range(0, colors.Length - 4).Select(i => colors[i].Distance(colors[i + 4]))];
        Assert.InRange(steps.Min(), 0.7 * steps.Average(), steps.Average());
        Assert.InRange(steps.Max(), steps.Average(), 1.5 * steps.Average());
    }

    [Theory]
    [MemberData(nameof(Arms))]
    public void At_ForColorBlindReaders_KeepsItsOrder(bool isSigned, Ground ground, int sign)
    {
        foreach (Func<Rgb, Rgb> eye in (Func<Rgb, Rgb>[])[ColorBlindness.Protanopia, ColorBlindness.Deuteranopia])
        {
            double[] lightness = [.. Arm(isSigned, ground, sign).Select(color => OkLab.Of(eye(color)).L)];
            for (int i = 2; i < lightness.Length; i++) // two steps apart: one may be lost to rounding
                Assert.True(ground == Ground.Light ? lightness[i] < lightness[i - 2] : lightness[i] > lightness[i - 2], $"step {i}");
        }
    }

    [Theory]
    [InlineData(Ground.Light)]
    [InlineData(Ground.Dark)]
    public void Effect_UpAndDown_AreToldApartByEverybody(Ground ground)
    {
        foreach (Func<Rgb, Rgb> eye in (Func<Rgb, Rgb>[])[ColorBlindness.None, ColorBlindness.Protanopia, ColorBlindness.Deuteranopia])
            foreach (double share in s_shares.Where(share => share >= 0.25))
            {
                double apart = OkLab.Of(eye(ColorScale.Effect.At(share, ground))).Distance(OkLab.Of(eye(ColorScale.Effect.At(-share, ground))));
                Assert.True(apart > 0.06, $"{share}: {apart}"); // three times what is just noticed side by side, 0.02
            }
        Assert.Equal(OkLab.Of(ColorScale.Effect.At(1, ground)).L, OkLab.Of(ColorScale.Effect.At(-1, ground)).L, 0.006);
    }

    [Theory]
    [MemberData(nameof(Arms))]
    public void Ink_OnEveryStep_IsReadable(bool isSigned, Ground ground, int sign)
    {
        ColorScale scale = isSigned ? ColorScale.Effect : ColorScale.Attention;
        foreach (double share in s_shares) Assert.InRange(scale.Ink(sign * share, ground).Contrast(scale.At(sign * share, ground)), 4.5, 21);
    }

    [Fact]
    public void Plain_InksOnPaper_AreReadable()
    {
        foreach (Ground ground in (Ground[])[Ground.Light, Ground.Dark])
            foreach (Tone tone in (Tone[])[Tone.Ink, Tone.Soft]) Assert.InRange(tone.On(ground).Contrast(Tone.Paper.On(ground)), 4.5, 21);
    }

    [Fact]
    public void Level_OfAnyNumber_IsAStep()
    {
        Assert.Equal(0, ColorScale.Attention.Level(-3));
        Assert.Equal(ColorScale.Levels, ColorScale.Attention.Level(7));
        Assert.Equal(-ColorScale.Levels, ColorScale.Effect.Level(double.NegativeInfinity));
        Assert.Equal(0, ColorScale.Effect.Level(double.NaN));
        Assert.Equal(12, ColorScale.Attention.Level(0.5));
    }

    [Fact]
    public void Tones_OfBothScales_HaveNamesOfTheirOwn()
    {
        string[] names = [.. Tone.Plain.Concat(ColorScale.Attention.Tones).Concat(ColorScale.Effect.Tones).Select(tone => tone.Name)];
        Assert.Equal(names.Length, names.Distinct().Count());
    }

    [Fact]
    public void OkLab_OfWhiteAndPrimaries_AreOttossons()
    {
        Assert.Equal(1, OkLab.Of(new Rgb(255, 255, 255)).L, 1e-6);
        Assert.Equal(0, OkLab.Of(new Rgb(255, 255, 255)).A, 1e-6);
        OkLab red = OkLab.Of(new Rgb(255, 0, 0)); // Ottosson 2020: 0.628, 0.225, 0.126
        Assert.Equal(0.628, red.L, 1e-3);
        Assert.Equal(0.225, red.A, 1e-3);
        Assert.Equal(0.126, red.B, 1e-3);
        for (int r = 0; r < 256; r += 51)
            for (int g = 0; g < 256; g += 51)
                for (int b = 0; b < 256; b += 51) Assert.Equal(new Rgb((byte)r, (byte)g, (byte)b), OkLab.Of(new Rgb((byte)r, (byte)g, (byte)b)).ToRgb());
    }

    private static IEnumerable<Rgb> Arm(bool isSigned, Ground ground, int sign)
        => s_shares.Select(share => (isSigned ? ColorScale.Effect : ColorScale.Attention).At(sign * share, ground));
}
