using System.Text;

namespace Heed.Lens.Views;

/// <summary>The one style sheet of all pages: every tone a class, light and dark as the reader's system has it.</summary>
public static class PageStyle
{
    /// <summary>The tones alone: variables for both grounds, which <c>data-theme</c> on the root may choose between, and a class of fill, stroke and background for each.</summary>
    public static string Tones { get; } = MakeTones();

    /// <summary>The sheet.</summary>
    public static string Css { get; } = Make();

    private const string Rules = """
        *{box-sizing:border-box}
        body{margin:0;background:var(--paper);color:var(--ink);font:15px/1.5 system-ui,Helvetica,Arial,sans-serif;-webkit-text-size-adjust:100%}
        main{max-width:976px;margin:0 auto;padding:40px 32px 64px}
        h1{font-size:24px;line-height:1.3;font-weight:650;margin:0 0 6px;letter-spacing:-.01em}
        h2{font-size:16px;font-weight:650;margin:44px 0 4px}
        h1,h2,p,td{overflow-wrap:anywhere;unicode-bidi:isolate}
        .facts,.note,footer,caption{color:var(--soft)}
        .facts,.note{margin:0 0 4px;font-size:14px;max-width:72ch}
        figure{margin:16px 0 0}
        svg{display:block;max-width:100%;height:auto;margin:0 0 14px;overflow:visible;font-family:Helvetica,Arial,'Liberation Sans',sans-serif}
        .text{font-size:15px;line-height:1.75;margin:16px 0 18px;max-width:76ch;white-space:pre-wrap;max-height:70vh;overflow:auto;padding:2px}
        .text b{font-weight:inherit;border-radius:3px;padding:1px 2px;margin:0 -2px;color:var(--t)}
        .text .tight{padding-left:0;margin-left:0}
        .text u,.text .split{text-decoration:underline dotted 1px;text-underline-offset:3px}
        .text .from{outline:1.5px solid var(--ink);font-weight:650}
        .scroll{overflow-x:auto;margin:16px 0 0}
        .text:focus-visible,.scroll:focus-visible{outline:2px solid var(--soft);outline-offset:4px;border-radius:2px}
        table{border-collapse:separate;border-spacing:0;font-size:13.5px;font-variant-numeric:tabular-nums}
        caption{text-align:left;padding:0 0 8px}
        th{text-align:left;font-weight:500;color:var(--soft);border-bottom:1px solid var(--line);padding:4px 18px 5px 0;white-space:nowrap}
        td{padding:4px 18px 4px 0;border-bottom:1px solid var(--line);vertical-align:top;white-space:nowrap}
        tr:last-child td{border-bottom:0}
        .n{text-align:right;padding:4px 8px;white-space:nowrap}
        .n+td:not(.n),.n+th:not(.n){padding-left:18px}
        footer{margin-top:56px;border-top:1px solid var(--line);padding-top:12px;font-size:13px}
        @media(max-width:600px){main{padding:24px 16px 40px}}
        @media print{.text{max-height:none}}

        """;

    private static string Make() => Tones + Rules;

    private static string MakeTones()
    {
        Tone[] tones = [.. Tone.Plain, .. ColorScale.Attention.Tones, .. ColorScale.Effect.Tones];
        string light = string.Join(';', tones.Select(tone => $"--{tone.Name}:{tone.Light.Hex}")), dark = string.Join(';', tones.Select(tone => $"--{tone.Name}:{tone.Dark.Hex}"));
        var css = new StringBuilder();
        css.Append($":root{{color-scheme:light dark;{light}}}\n@media(prefers-color-scheme:dark){{:root{{{dark}}}}}\n")
            .Append($":root[data-theme=light]{{color-scheme:light;{light}}}\n:root[data-theme=dark]{{color-scheme:dark;{dark}}}\n");
        foreach (Tone tone in tones) css.Append($".{tone.Name}{{fill:var(--{tone.Name})}}.s{tone.Name}{{stroke:var(--{tone.Name})}}\n");
        foreach (ColorScale scale in (ColorScale[])[ColorScale.Attention, ColorScale.Effect])
            foreach (Tone tone in scale.Tones.Where(tone => tone.Name[0] != 't'))
                css.Append($"b.{tone.Name},td.{tone.Name},.bg.{tone.Name}{{--t:var(--t{tone.Name});background:var(--{tone.Name});color:var(--t{tone.Name})}}\n");
        return css.ToString();
    }
}
