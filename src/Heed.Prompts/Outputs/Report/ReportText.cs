using System.Globalization;
using Heed.Lens.Views;

namespace Heed.Prompts.Outputs.Report;

/// <summary>Texts and numbers of the report.</summary>
internal static class ReportText
{
    /// <summary>Text as text.</summary>
    public static string Of(string text) => MarkupText.Escape(text.Replace("\r\n", "\n").Replace('\r', '\n'));

    public static string Count(int count, string what) => $"{count} {what}{(count == 1 ? "" : "s")}";

    /// <summary>A number of the model's insides, its minus as print has it.</summary>
    public static string Nats(double value, int digits = 2)
        => (Math.Round(value, digits) + 0.0).ToString("0.####", CultureInfo.InvariantCulture).Replace('-', '−'); // no −0

    /// <summary>The same with the figures that a table has room for.</summary>
    public static string Precise(double value) => Nats(value, 4);

    public static string Score(double score) => score.ToString("0.00##", CultureInfo.InvariantCulture);

    public static string Percent(double share) => (100 * share).ToString("0.0", CultureInfo.InvariantCulture) + " %";

    public static string Milliseconds(double ms)
        => ms >= 60_000 ? string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(ms / 60_000)} min {ms % 60_000 / 1000:0} s")
            : ms >= 1000 ? string.Create(CultureInfo.InvariantCulture, $"{ms / 1000:0.0} s") : string.Create(CultureInfo.InvariantCulture, $"{ms:0.#} ms");
}
