using System.Text;
using Heed.Prompts.Outputs.Insides;

namespace Heed.Prompts.Outputs.Report.Insides;

/// <summary>What the <c>heed:</c> assertions measured inside the model, the columns side by side; nothing of a run that has none.</summary>
internal static class ReportInsides
{
    private const int MostCases = 6;

    private static readonly IInsideView[] s_views = [new PositionView(), new SpanView(), new MarginView(), new DecisionView(), new DistractionView()];

    public static void Append(StringBuilder page, IReadOnlyList<ColumnSummary> columns)
    {
        var shown = s_views.Select(view => (View: view, Pictures: view.Of(columns))).Where(one => one.Pictures.Count > 0).ToList();
        if (shown.Count == 0) return;
        page.Append("<section class=\"insides\" aria-labelledby=\"insides\">\n<h2 id=\"insides\">Inside the model</h2>\n<p class=\"note\">")
            .Append("Pictures of a row have one scale. ").Append(StudioNote.Of(columns)).Append("</p>\n");
        foreach ((IInsideView view, IReadOnlyList<InsidePicture> pictures) in shown)
        {
            page.Append($"<h3>{ReportText.Of(view.Title)}</h3>\n<p class=\"note\">{ReportText.Of(view.Caption)}</p>\n<div class=\"variants\">\n");
            foreach (InsidePicture picture in pictures) Append(page, view, picture, pictures);
            page.Append("</div>\n");
        }
        page.Append("</section>\n");
    }

    private static void Append(StringBuilder page, IInsideView view, InsidePicture picture, IReadOnlyList<InsidePicture> all)
    {
        // A name that all have in common tells nothing but what is measured, so it stands with the others where there is one.
        bool providers = all.Select(one => one.Column.Column.Provider.Label).Distinct().Count() > 1;
        page.Append("<figure><figcaption>");
        if (providers) page.Append($"<span class=\"provider\">{ReportText.Of(picture.Column.Column.Provider.Label)}</span> ");
        page.Append($"<span class=\"label\">{ReportText.Of(picture.Column.Column.Prompt.Label)}</span>");
        if (picture.Name.Length > 0) page.Append($" <span class=\"metric\">{ReportText.Of(picture.Name)}</span>");
        page.Append("</figcaption>\n").Append(Lens.Views.SvgFile.Inline(picture.Figure))
            .Append($"\n<div><p class=\"facts\">{ReportText.Of(picture.Facts)}</p>\n");
        foreach ((string text, IReadOnlyList<InsideResult> cases) in picture.Flags) Flag(page, text, cases);
        if (picture.Look is { } look) page.Append($"<p class=\"facts\">{ReportText.Of(look.Text)}: ").Append(Case(look.Case))
            .Append(StudioNote.Link(look.Case.Studio, "in the studio")).Append("</p>\n");
        page.Append($"</div>\n<details class=\"numbers\"><summary>Numbers</summary>{picture.Table}</details>\n</figure>\n");
    }

    private static void Flag(StringBuilder page, string text, IReadOnlyList<InsideResult> cases)
    {
        page.Append($"<p class=\"flag\"><strong>≠ {ReportText.Of(text)}</strong> ").AppendJoin(", ", cases.Take(MostCases).Select(Case));
        if (cases.Count > MostCases) page.Append($" and {cases.Count - MostCases} more");
        page.Append(StudioNote.Link(cases.FirstOrDefault()?.Studio, "first in the studio")).Append("</p>\n");
    }

    private static string Case(InsideResult one) => $"<a href=\"#case-{one.Row.Case.Index + 1}\">case {one.Row.Case.Index + 1}</a>";
}
