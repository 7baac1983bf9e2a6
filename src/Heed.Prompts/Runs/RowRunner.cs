using System.Diagnostics;
using System.Text.Json;
using Heed.Prompts.Answers;
using Heed.Prompts.Assertions;
using Heed.Prompts.Plans;
using Heed.Prompts.Scripts;
using Heed.Prompts.Telemetry;
using Heed.Prompts.Templating;
using Heed.Prompts.Values;
using Heed.Prompts.Versions;

namespace Heed.Prompts.Runs;

/// <summary>Does one cell of the matrix: puts the variables in, asks, transforms, judges.</summary>
/// <param name="plan">What is run.</param>
/// <param name="models">Lends models.</param>
/// <param name="options">How.</param>
internal sealed class RowRunner(EvalPlan plan, IModels models, EvalOptions options)
{
    /// <summary>Does it. What goes wrong becomes the row's error.</summary>
    /// <param name="planned">The row of the matrix.</param>
    /// <param name="column">Who answers what.</param>
    /// <param name="memory">What earlier rows left.</param>
    /// <param name="cancellation">Stops between tokens.</param>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public RunRow Run(PlannedCase planned, PlannedColumn column, RunMemory memory, CancellationToken cancellation)
    {
        RunRow row = Blank(planned, column);
        long begun = Stopwatch.GetTimestamp();
        try
        {
            if (planned.Unsupported is { } why) throw new HeedException(why) { IsUnsupported = true };
            IReadOnlyDictionary<string, JsonElement> vars = Vars(planned, column, memory);
            row = row with { Vars = PromptTemplates.ResolveVars(vars) };
            RenderedPrompt rendered = PromptTemplates.Render(column.Prompt, planned.Options, vars, plan.Environment);
            row = row with { Prompt = rendered.Text, Spans = rendered.Spans, Missing = rendered.Missing, PutIn = rendered.Vars };
            Answer answer = planned.ProviderOutput.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null
                ? Ask(row, cancellation) : new Answer(Text(planned.ProviderOutput));
            row = row with { Answer = answer, LatencyMs = answer.LatencyMs };
            JsonElement output = planned.ProviderOutput is { ValueKind: JsonValueKind.Object or JsonValueKind.Array } given ? given : JsonText.Of(answer.Text);
            row = row with { Output = Transformed(row, output, cancellation) };
            memory.Keep(planned, column, row);
            return Judged(row, cancellation);
        }
        catch (HeedException error)
        {
            double took = Stopwatch.GetElapsedTime(begun).TotalMilliseconds;
            string problem = error.IsUnsupported && !error.Message.StartsWith("UNSUPPORTED", StringComparison.Ordinal) ? $"UNSUPPORTED: {error.Message}" : error.Message;
            return row with { Error = problem, Reason = problem, Failure = FailureReason.Error, LatencyMs = took };
        }
    }

    /// <summary>A row that was not begun: an error, never a pass. It is not written down, and done when the run is taken up again.</summary>
    public RunRow NotBegun(PlannedCase planned, PlannedColumn column, string why)
        => Blank(planned, column) with { Error = why, Reason = why, Failure = FailureReason.Error };

    private static RunRow Blank(PlannedCase planned, PlannedColumn column) => new(planned, column)
    {
        Id = Guid.NewGuid().ToString(), Vars = planned.Vars, Prompt = column.Prompt.Raw, PromptVersion = PlannedVersion.Of(column).Hash,
    };

    private IReadOnlyDictionary<string, JsonElement> Vars(PlannedCase planned, PlannedColumn column, RunMemory memory)
    {
        IReadOnlyDictionary<string, JsonElement> vars = memory.Vars(planned, column);
        if (planned.Options.TransformVars is not { } code) return vars;
        JsonElement changed = Script.Evaluate(code, new ScriptInput(default, vars));
        if (changed.ValueKind != JsonValueKind.Object) throw new HeedException($"transformVars: expected an object of variables; got {changed.ValueKind}.");
        var all = new Dictionary<string, JsonElement>(vars);
        foreach (JsonProperty property in changed.EnumerateObject()) all[property.Name] = property.Value;
        return all;
    }

    private Answer Ask(RunRow row, CancellationToken cancellation)
    {
        IProvider provider = IProvider.Of(row.Column.Provider, row.Column.Prompt.Config, models, row.Case.Repeat);
        string? key = options.Cache is not null && provider.Identity is { } identity ? AnswerCache.Key(identity, row.Prompt) : null;
        if (key is not null && AnswerJson.Read(options.Cache!.Find(key)) is { } known) return known with { Cached = true };
        double pause = Math.Max(options.DelayMs, row.Column.Provider.DelayMs);
        if (pause > 0 && cancellation.WaitHandle.WaitOne(TimeSpan.FromMilliseconds(pause))) cancellation.ThrowIfCancellationRequested();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        if (options.TimeoutMs is { } most) limit.CancelAfter(TimeSpan.FromMilliseconds(most));
        try
        {
            long begun = Stopwatch.GetTimestamp();
            Answer answer = Told(provider, row, limit.Token);
            // A timer waits for a free thread, which models keep busy: an answer may come late before it goes off.
            if (Stopwatch.GetElapsedTime(begun).TotalMilliseconds > options.TimeoutMs) throw Late();
            if (key is not null) options.Cache!.Keep(key, AnswerJson.Write(answer));
            return answer;
        }
        catch (OperationCanceledException stopped)
        {
            // Told by the token that the caller knows.
            if (cancellation.IsCancellationRequested) throw new OperationCanceledException(stopped.Message, stopped, cancellation);
            throw Late();
        }
    }

    private HeedException Late() => new($"timeout: the answer took longer than {options.TimeoutMs} ms.");

    // A call of a model is an activity, for whoever listens.
    private static Answer Told(IProvider provider, RunRow row, CancellationToken cancellation)
    {
        if (provider.Identity is not { } identity) return provider.Ask(row.Prompt, cancellation);
        using TracedCall call = PromptTelemetry.Shared.Start(ModelPrompt.Messages(row.Prompt) is null ? "text_completion" : "chat", identity.Model);
        Answer answer = provider.Ask(row.Prompt, cancellation);
        call.End(RowTrace.Of(row with { Answer = answer }, identity, "", DateTimeOffset.UtcNow, []));
        return answer;
    }

    private JsonElement Transformed(RunRow row, JsonElement output, CancellationToken cancellation)
    {
        AssertionContext context = Context(row with { Output = output }, cancellation);
        foreach (string? code in (string?[])[row.Column.Provider.Transform, row.Case.Options.Transform])
            if (!string.IsNullOrEmpty(code)) context = OutputTransform.Apply(code, context);
        return context.OutputValue.ValueKind == JsonValueKind.Undefined ? JsonText.Of(context.Output) : context.OutputValue;
    }

    /// <summary>Judges the answers of all columns to a case against each other, where an assertion asks for that.</summary>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public IReadOnlyList<RunRow> Compare(IReadOnlyList<RunRow> rows, CancellationToken cancellation)
    {
        RunRow[] answered = [.. rows.Where(row => row.Answer is not null && row.Failure != FailureReason.Error)];
        if (answered.Length == 0) return rows;
        IReadOnlyList<Judgement> judged = ColumnJudging.Judge([.. answered.Select(row => new ColumnAnswer(
            Context(row, cancellation), new Judgement(row.Success, row.Score, row.Reason, row.Results, row.NamedScores, false)))]);
        return [.. rows.Select(row => Array.IndexOf(answered, row) is >= 0 and var at ? With(row, judged[at]) : row)];
    }

    private RunRow Judged(RunRow row, CancellationToken cancellation) => With(row, Judging.Judge(Context(row, cancellation), row.Case.Assertions));

    private AssertionContext Context(RunRow row, CancellationToken cancellation)
        => new(new PlannedAssertion("", new Place("")), Text(row.Output))
        {
            OutputValue = row.Output.ValueKind == JsonValueKind.String ? default : row.Output,
            Answer = row.Answer!, Column = row.Column, Case = row.Case, Vars = row.Vars, Prompt = row.Prompt, Spans = row.Spans,
            Environment = plan.Environment, Models = models, Cache = options.Cache, Folder = plan.Folder, Cancellation = cancellation,
        };

    private static RunRow With(RunRow row, Judgement judged) => row with
    {
        Results = judged.Results, NamedScores = judged.NamedScores, Score = judged.Score, Reason = judged.Reason,
        Failure = judged.IsError ? FailureReason.Error : judged.Pass ? FailureReason.None : FailureReason.Assertion,
        Error = judged.IsError ? judged.Reason : null,
    };

    private static string Text(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString()! : JsonText.Compact(value);
}
