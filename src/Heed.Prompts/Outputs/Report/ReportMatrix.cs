using System.Text;
using System.Text.Json;
using Heed.Prompts.Runs;

namespace Heed.Prompts.Outputs.Report;

/// <summary>Cases by columns, with what filters them.</summary>
internal static class ReportMatrix
{
    public static void Append(StringBuilder page, IReadOnlyList<ColumnSummary> columns, IReadOnlyList<MatrixRow> rows)
    {
        page.Append("<section aria-label=\"Cases\">\n<h2>Cases</h2>\n");
        Filters(page, columns.Count, rows);
        page.Append("<div class=\"matrix-scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Cases by columns\">\n")
            .Append("<table class=\"matrix\"><thead><tr><th scope=\"col\">case</th>");
        foreach (ColumnSummary column in columns)
            page.Append($"<th scope=\"col\"><span class=\"provider\">{ReportText.Of(column.Column.Provider.Label)}</span> ")
                .Append($"<span class=\"label\">{ReportText.Of(column.Column.Prompt.Label)}</span></th>");
        page.Append("</tr></thead>\n<tbody>\n");
        foreach (MatrixRow row in rows) Row(page, row);
        page.Append("</tbody></table></div>\n</section>\n");
    }

    private static void Filters(StringBuilder page, int columns, IReadOnlyList<MatrixRow> rows)
    {
        page.Append("<div class=\"controls\"><fieldset><legend>Show</legend>");
        Choice("all", $"All {rows.Count}", true);
        Choice("failed", $"Failed {rows.Count(row => row.Fails)}", false);
        if (columns > 1) Choice("changed", $"Columns differ {rows.Count(row => row.Differs)}", false);
        page.Append("</fieldset><span id=\"more\" hidden><label for=\"find\">Find</label> ")
            .Append("<input id=\"find\" type=\"search\" autocomplete=\"off\" spellcheck=\"false\"/> ")
            .Append("<button id=\"open\" type=\"button\" aria-pressed=\"false\">Open all</button> <span id=\"shown\" role=\"status\"></span></span></div>\n");

        void Choice(string name, string text, bool chosen) => page.Append(
            $"<input type=\"radio\" name=\"show\" id=\"show-{name}\" value=\"{name}\"{(chosen ? " checked=\"\"" : "")}/>"
            + $"<label for=\"show-{name}\">{ReportText.Of(text)}</label>");
    }

    private static void Row(StringBuilder page, MatrixRow row)
    {
        string kinds = (row.Fails ? " fails" : "") + (row.Differs ? " differs" : "");
        page.Append($"<tr class=\"case{kinds}\" id=\"case-{row.Case.Index + 1}\"><th scope=\"row\">")
            .Append($"<span class=\"number\">{row.Case.Index + 1}</span>");
        if (row.Case.Description is { Length: > 0 } description) page.Append($" <span class=\"about\">{ReportText.Of(description)}</span>");
        if (row.Case.Repeat > 0) page.Append($" <span class=\"about\">repeat {row.Case.Repeat + 1}</span>");
        if (row.Vars.Count > 0)
        {
            page.Append("<dl>");
            foreach ((string name, JsonElement value) in row.Vars) page.Append($"<dt>{ReportText.Of(name)}</dt><dd>{ReportText.Of(ShownValue.Of(value))}</dd>");
            page.Append("</dl>");
        }
        page.Append("</th>");
        foreach (RunRow? cell in row.Cells)
        {
            if (cell is null) page.Append("<td class=\"none\">not done</td>");
            else ReportCell.Append(page, cell);
        }
        page.Append("</tr>\n");
    }
}
