using System.Globalization;
using Dapper;
using Heed.Prompts.Traces;

namespace Heed.Prompts.Postgres;

/// <summary>A query as conditions and their values.</summary>
/// <param name="Sql">All of them, joined; <c>true</c> for none.</param>
/// <param name="Values">The values.</param>
/// <param name="ShortText">The text that is looked for, where trigrams cannot find it: nowhere three ASCII letters or digits in a row, which are letters in every locale; null for none.</param>
/// <param name="IsLoose">Whether there is a condition that an index on single columns does not serve.</param>
internal sealed record Conditions(string Sql, DynamicParameters Values, string? ShortText, bool IsLoose)
{
    /// <summary>Translates a query.</summary>
    public static Conditions Of(TraceQuery query)
    {
        var (all, values) = (new List<string>(), new DynamicParameters());
        Equal("prompt", query.Prompt);
        Equal("label", query.Label);
        Equal("model", query.Model);
        Equal("run", query.RunId);
        if (query.Version is { } version) Add("version collate \"C\" like @version", "version", Pattern(version.ToLowerInvariant()) + "%");
        if (query.From is { } from) Add("started >= @from", "from", from.UtcTicks);
        if (query.Until is { } until) Add("started < @until", "until", until.UtcTicks);
        if (query.HasError is { } error) all.Add(error ? "has_error" : "not has_error");
        int strict = all.Count;
        if (query.LatencyAtLeast is { } least) Add("latency_ms >= @least", "least", least);
        if (query.LatencyAtMost is { } most) Add("latency_ms <= @most", "most", most);
        if (query.Tags.Count > 0) Add("attributes @> @tags::jsonb", "tags", Attributes.WithTags(query.Tags));
        if (query.Metadata.Count > 0) Metadata(query.Metadata);
        for (int i = 0; i < query.Scores.Count; i++) Score(i, query.Scores[i]);
        if (query.Text is { } text) Add("haystack like @text", "text", $"%{Pattern(TraceText.Lower(text))}%");
        return new Conditions(all.Count == 0 ? "true" : string.Join(" and ", all), values, Short(query.Text), all.Count > strict);

        void Add(string condition, string name, object value)
        {
            all.Add(condition);
            values.Add(name, value);
        }

        void Equal(string column, string? value)
        {
            if (value is not null) Add($"{column} = @{column}", column, Attributes.Clean(value));
        }

        void Metadata(IReadOnlyList<KeyValuePair<string, string>> metadata)
        {
            // One name with two values is what no trace has, but what one object of JSON can hold.
            for (int i = 0; i < metadata.Count; i++)
                Add(string.Create(CultureInfo.InvariantCulture, $"attributes @> @metadata{i}::jsonb"),
                    string.Create(CultureInfo.InvariantCulture, $"metadata{i}"), Attributes.WithMetadata([metadata[i]]));
        }

        void Score(int i, ScoreFilter score)
        {
            string number = i.ToString(CultureInfo.InvariantCulture);
            Add("", $"score{number}", Attributes.Clean(score.Name));
            Bound($"scoreLeast{number}", score.AtLeast);
            Bound($"scoreMost{number}", score.AtMost);
            all[^1] = $"exists (select 1 from heed_scores where trace = heed_traces.id and name = @score{number}"
                + (score.AtLeast is null ? "" : $" and value >= @scoreLeast{number}") + (score.AtMost is null ? "" : $" and value <= @scoreMost{number}") + ")";
        }

        void Bound(string name, double? value)
        {
            if (value is { } bound) values.Add(name, bound);
        }
    }

    private static string? Short(string? text)
    {
        if (string.IsNullOrEmpty(text)) return null;
        int run = 0;
        foreach (char letter in text)
        {
            run = char.IsAsciiLetterOrDigit(letter) ? run + 1 : 0;
            if (run == 3) return null;
        }
        return Attributes.Clean(TraceText.Lower(text));
    }

    private static string Pattern(string text) => text.Replace("\\", "\\\\").Replace("%", "\\%").Replace("_", "\\_");
}
