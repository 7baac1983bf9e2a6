using Heed.Cli.Rendering;
using Heed.Lens;
using Heed.Lens.Views;
using Heed.Models;
using Spectre.Console;

namespace Heed.Cli.Tests;

/// <summary>Shaded words in a terminal with colours.</summary>
public class TerminalShadeTests(TrainedModels models)
{
    [Fact]
    public void Style_OfAScale_IsItsColorWithInkThatReads()
    {
        Assert.Equal("default", TerminalShade.Style(ColorScale.Attention, 0));
        Assert.Equal($"#ffffff on {ColorScale.Attention.At(1, Ground.Light).Hex}", TerminalShade.Style(ColorScale.Attention, 1));
        Assert.NotEqual(TerminalShade.Style(ColorScale.Effect, 0.5), TerminalShade.Style(ColorScale.Effect, -0.5));
    }

    [Fact]
    public void Write_OnAColorTerminal_ShadesAndSaysTheRange()
    {
        using LanguageModel model = ModelFolder.Load(models.Encoder);
        ReadText read = ReadText.Of(model, "The cat [sat].");
        string shares = Rendered(console => ShadedText.Write(console, read, [0, 0.4f, 0, 0.1f, 0, 0], 3));
        string effects = Rendered(console => SignedText.Write(console, read, new float[read.Length]));
        Rgb strongest = ColorScale.Attention.At(1, Ground.Light);
        Assert.Contains($"48;2;{strongest.R};{strongest.G};{strongest.B}m", shares);
        Assert.Contains("pale: 0 %, dark: 40 % of the attention", shares);
        Assert.Contains("orange: the metric falls, down to −0.00; blue: it rises, up to +0.00", effects);
    }

    private static string Rendered(Action<IAnsiConsole> write)
    {
        var text = new StringWriter();
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.Yes, ColorSystem = ColorSystemSupport.TrueColor, Out = new AnsiConsoleOutput(text), Interactive = InteractionSupport.No,
        });
        console.Profile.Width = 200;
        write(console);
        return text.ToString();
    }
}
