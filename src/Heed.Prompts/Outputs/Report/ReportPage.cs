using System.Security.Cryptography;
using System.Text;

namespace Heed.Prompts.Outputs.Report;

/// <summary>
/// A page that stands alone: one file, nothing fetched, light or dark as the reader's system is. Whatever texts of models and files hold is shown as text:
/// it is escaped by those who
/// write the body, and the page's policy runs no script and no style but those two whose hashes it names.
/// </summary>
internal static class ReportPage
{
    /// <summary>The page.</summary>
    /// <param name="title">Its title, as plain text.</param>
    /// <param name="body">What stands in <c>main</c>, as markup.</param>
    /// <param name="script">Its script; empty for none, which then none may run.</param>
    public static string Of(string title, StringBuilder body, string script = "")
    {
        string scripts = script.Length == 0 ? "" : $" script-src 'sha256-{Hash(script)}';";
        return new StringBuilder("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n")
            .Append("<meta charset=\"utf-8\"/>\n<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\"/>\n<meta "
            + "http-equiv=\"Content-Security-Policy\" content=\"")
            .Append($"default-src 'none'; style-src 'sha256-{Hash(ReportStyle.Css)}';{scripts} base-uri 'none'; form-action 'none'\"/>\n")
            .Append("<meta name=\"referrer\" content=\"no-referrer\"/>\n")
            .Append($"<title>{ReportText.Of(title)}</title>\n<style>{ReportStyle.Css}</style>\n</head>\n<body>\n<main>\n").Append(body).Append("</main>\n")
            .Append(script.Length == 0 ? "" : $"<script>{script}</script>\n").Append("</body>\n</html>\n").ToString();
    }

    private static string Hash(string text) => Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
