using System.Globalization;
using Heed.Lens.Views;
using Heed.Prompts.Insides;

namespace Heed.Prompts.Outputs.Report;

/// <summary>Texts and numbers of the report.</summary>
internal static class ReportText
{
    /// <summary>Text as text.</summary>
    public static string Of(string text) => MarkupText.Escape(text.Replace("\r\n", "\n").Replace('\r', '\n'));

    public static string Count(int count, string what) => $"{count} {what}{(count == 1 ? "" : "s")}";

    /// <summary>A number of the model's insides: three figures behind the point at most, its minus as print has it.</summary>
    public static string Nats(double value) => InsideDetails.Show(value).Replace('-', '−');

    public static string Score(double score) => score.ToString("0.00##", CultureInfo.InvariantCulture);

    public static string Percent(double share) => (100 * share).ToString("0.0", CultureInfo.InvariantCulture) + " %";

    public static string Milliseconds(double ms)
        => ms >= 60_000 ? string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(ms / 60_000)} min {ms % 60_000 / 1000:0} s")
            : ms >= 1000 ? string.Create(CultureInfo.InvariantCulture, $"{ms / 1000:0.0} s") : string.Create(CultureInfo.InvariantCulture, $"{ms:0.#} ms");
}
