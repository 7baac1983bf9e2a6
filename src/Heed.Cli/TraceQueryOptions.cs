using System.CommandLine;
using Heed.Prompts.Traces;

namespace Heed.Cli;

/// <summary>The options of every command that looks for traces.</summary>
internal sealed class TraceQueryOptions
{
    private readonly Option<string?> _prompt = new("--prompt") { Description = "Of this prompt." };
    private readonly Option<string?> _version = new("--version") { Description = "Of the version whose hash begins so." };
    private readonly Option<string?> _label = new("--label") { Description = "Of versions found under this label." };
    private readonly Option<string?> _model = new("--model") { Description = "Of this model, as it was asked for." };
    private readonly Option<string?> _run = new("--run") { Description = "Of this run." };
    private readonly Option<string[]> _tags = new("--tag") { Description = "With this tag; may come several times." };
    private readonly Option<string[]> _scores = new("--score") { Description = "With a score in bounds, such as 'quality>=0.5'; may come several times." };
    private readonly Option<string[]> _metadata = new("--meta") { Description = "With this metadata, NAME=VALUE; may come several times." };
    private readonly Option<double?> _slower = new("--min-latency") { Description = "That took at least so many milliseconds." };
    private readonly Option<double?> _faster = new("--max-latency") { Description = "That took at most so many milliseconds." };
    private readonly Option<string?> _since = new("--since") { Description = "From this time on: 2026-11-21, 2026-11-21T14:30Z, or how long ago: "
        + "30min, 2h, 7d." };
    private readonly Option<string?> _until = new("--until") { Description = "Before this time." };
    private readonly Option<bool> _failed = new("--failed") { Description = "Only those where something went wrong." };
    private readonly Option<bool> _well = new("--well") { Description = "Only those where nothing went wrong." };
    private readonly Option<int> _take = new("--take", "-n") { Description = "At most so many." };
    private readonly Option<int> _skip = new("--skip") { Description = "Pass over so many of the newest." };

    /// <param name="take">How many where nothing is said.</param>
    public TraceQueryOptions(int take) => _take.DefaultValueFactory = _ => take;

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        foreach (Option option in (Option[])[_prompt, _version, _label, _model, _run, _tags, _scores, _metadata, _slower, _faster, _since, _until, _failed,
            _well, _take, _skip])
            command.Add(option);
    }

    /// <summary>What was asked for.</summary>
    /// <param name="result">The command line.</param>
    /// <param name="text">A text to look for; null for none.</param>
    /// <exception cref="HeedException">An option is written wrongly.</exception>
    public TraceQuery Read(ParseResult result, string? text)
    {
        (DateTimeOffset now, bool failed, bool well) = (DateTimeOffset.UtcNow, result.GetValue(_failed), result.GetValue(_well));
        if (failed && well) throw new HeedException("failed, well: expected one of both, or none for all traces; got both.");
        return new TraceQuery
        {
            Text = text,
            Prompt = result.GetValue(_prompt),
            Version = result.GetValue(_version),
            Label = result.GetValue(_label),
            Model = result.GetValue(_model),
            RunId = result.GetValue(_run),
            Tags = result.GetValue(_tags) ?? [],
            Scores = [.. (result.GetValue(_scores) ?? []).Select(ScoreFilter.Parse)],
            Metadata = [.. (result.GetValue(_metadata) ?? []).Select(pair => NameValue.Parse(pair, "meta"))],
            LatencyAtLeast = Positive(result, _slower),
            LatencyAtMost = Positive(result, _faster),
            From = result.GetValue(_since) is { } since ? TraceTime.Parse(since, now, "since") : null,
            Until = result.GetValue(_until) is { } until ? TraceTime.Parse(until, now, "until") : null,
            HasError = failed ? true : well ? false : null,
            Take = result.GetValue(_take),
            Skip = result.GetValue(_skip),
        };
    }

    private static double? Positive(ParseResult result, Option<double?> option) => result.GetValue(option) is not { } milliseconds || milliseconds >= 0
        ? result.GetValue(option) : throw new HeedException($"{option.Name}: expected a number of at least 0 milliseconds; got {milliseconds}.");
}
