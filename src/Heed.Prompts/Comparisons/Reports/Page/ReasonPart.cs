using System.Text;
using Heed.Lens.Patching;
using Heed.Lens.Views;
using Heed.Prompts.Insides;
using Heed.Prompts.Outputs.Report;
using Heed.Prompts.Reasons;

namespace Heed.Prompts.Comparisons.Reports.Page;

/// <summary>Why variants part: by layer, by head, and the heads that turn each failing answer into the passing one.</summary>
internal static class ReasonPart
{
    private const int MostHeads = 12;

    public static void Append(StringBuilder page, VariantReason reason)
    {
        if (reason.Cases.Count == 0 && reason.PassedOver.Count == 0) return;
        page.Append("<section class=\"insides\" aria-label=\"Why they part\">\n<h3>Why they part</h3>\n");
        if (reason.Cases.Count > 0)
        {
            foreach (string line in ReasonWords.Found(reason).Append(ReasonWords.Moved(reason))) page.Append($"<p class=\"note\">{ReportText.Of(line)}</p>\n");
            page.Append("<div class=\"variants\">\n");
            Layers(page, reason);
            Heads(page, reason);
            page.Append("</div>\n");
            Cases(page, reason);
        }
        foreach (string line in ReasonWords.PassedOver(reason)) page.Append($"<p class=\"facts\">{ReportText.Of(line)}</p>\n");
        page.Append("</section>\n");
    }

    private static void Layers(StringBuilder page, VariantReason reason)
    {
        var table = new HtmlTable("Restored by the last token’s stream, mean of the cases", ("into layer", true), ("restored", true));
        for (int layer = 0; layer < reason.Layers.Count; layer++) table.Add(($"{layer}", null), (ReportText.Percent(reason.Layers[layer]), null));
        Figure(page, "By layer", new LayerFigure(reason), "What moving the last token’s stream into each layer restores of the difference: 0 nothing, 100 % "
            + "all of it.", table);
    }

    private static void Heads(StringBuilder page, VariantReason reason)
    {
        double most = reason.Heads.Select(head => Math.Abs(head.Sufficient)).DefaultIfEmpty(0).Max();
        var shading = new Shading(ColorScale.Effect, most, "restored share") { IsPercent = true };
        HeadCell[] cells = [.. reason.Heads.OrderBy(head => head.Layer).ThenBy(head => head.Head)
            .Select(head => new HeadCell($"layer {head.Layer}", head.Head, head.Sufficient, "", ReasonWords.Head(head)))];
        var table = new HtmlTable($"The {Math.Min(MostHeads, reason.Heads.Count)} strongest of {reason.Heads.Count} heads", ("layer", true), ("head", true),
            ("restores", true), ("its loss costs", true), ("moves the answer on", true));
        foreach (ReasonHead head in reason.Heads.Take(MostHeads))
            table.Add(($"{head.Layer}", null), ($"{head.Head}", null), (ReportText.Percent(head.Sufficient), null), (ReportText.Percent(head.Necessary), null),
                ($"{head.Moves} of {reason.Cases.Count}", null));
        Figure(page, "By head", new HeadGridView("Restored by each head, percent", cells, shading, PictureTones.Width),
            "What moving one head’s result restores, in percent of the difference; blue helps the passing answer, orange the failing one.", table);
    }

    private static void Figure(StringBuilder page, string name, IFigure figure, string facts, HtmlTable table)
        => page.Append($"<figure><figcaption><span class=\"label\">{name}</span></figcaption>\n{SvgFile.Inline(figure)}\n<div><p "
        + $"class=\"facts\">{facts}</p></div>\n")
            .Append($"<details class=\"numbers\"><summary>Numbers</summary>{table}</details></figure>\n");

    private static void Cases(StringBuilder page, VariantReason reason)
    {
        page.Append($"<details class=\"more\"><summary>The heads that move the answer, case by case</summary>\n<p class=\"note\">Links open "
            + $"<code>{StudioLink.Usual}</code> on this machine while ")
            .Append(string.Join(" or ", reason.Cases.Select(Command).Distinct().Select(command => $"<code class=\"copy\">{ReportText.Of(command)}</code>")))
            .Append(" runs.</p>\n")
            .Append("<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"The heads that move the answer\"><table><thead><tr>")
            .Append(string.Concat(((string[])["case", "passing answer", "failing answer", "heads", "in the studio"])
            .Select(head => $"<th scope=\"col\">{head}</th>"))).Append("</tr></thead>\n<tbody>\n");
        foreach (ReasonCase one in reason.Cases)
            page.Append($"<tr><th scope=\"row\">{one.Worse.Case.Index + 1}</th><td>{ReportText.Of(one.Answer)}</td><td>{ReportText.Of(one.Other)}</td>")
                .Append($"<td>{Moving(one.Moving)}</td>")
                .Append($"<td>{Link(one, one.WorseText, "failing")} · {Link(one, one.BetterText, "passing")}</td></tr>\n");
        page.Append("</tbody></table></div></details>\n");
    }

    private static string Moving(IReadOnlyList<PartingPatch> heads) => heads.Count == 0 ? "no eight of them"
        : string.Join("; ", heads.GroupBy(head => head.Layer).OrderBy(layer => layer.Key).Select(layer
            => $"layer {layer.Key}: {string.Join(", ", layer.Select(head => head.Head).Order())}"));

    private static string Link(ReasonCase one, string text, string name)
    {
        string address = StudioLink.Usual + StudioLink.To("why", ("model", StudioLink.Model(Model(one))), ("text", text), ("answer", one.Answer),
            ("other", one.Other));
        return $"<a href=\"{ReportText.Of(address)}\" rel=\"noopener noreferrer\" target=\"_blank\">{name}</a>";
    }

    private static string Command(ReasonCase one) => StudioLink.Command(Model(one));

    private static string Model(ReasonCase one)
        => one.Worse.Column.Provider.Model is not { } name ? "" : name.StartsWith("heed:", StringComparison.Ordinal) ? name["heed:".Length..] : name;
}
