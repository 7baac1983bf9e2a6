using Spectre.Console;
using Spectre.Console.Rendering;

namespace Heed.Cli.Rendering;

/// <summary>Takes every style from what is rendered. A console told to have no ANSI at all would reset the terminal's colours by itself, which writes escape codes.</summary>
internal sealed class PlainText : IRenderHook
{
    public IEnumerable<IRenderable> Process(RenderOptions options, IEnumerable<IRenderable> renderables) => renderables.Select(inner => new Unstyled(inner));

    private sealed class Unstyled(IRenderable inner) : IRenderable
    {
        public Measurement Measure(RenderOptions options, int maxWidth) => inner.Measure(options, maxWidth);

        public IEnumerable<Segment> Render(RenderOptions options, int maxWidth)
            => inner.Render(options, maxWidth).Where(segment => !segment.IsControlCode).Select(segment => segment.IsLineBreak ? segment : new Segment(segment.Text));
    }
}
