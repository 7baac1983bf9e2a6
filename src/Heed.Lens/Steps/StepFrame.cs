namespace Heed.Lens.Steps;

/// <summary>What the steps of a head are written from.</summary>
/// <param name="Context">The head.</param>
/// <param name="Run">The run whose text is asked about.</param>
/// <param name="Queries">The run that gives queries.</param>
/// <param name="Keys">The run that gives keys.</param>
/// <param name="Values">The run that gives values.</param>
/// <param name="Stages">The head's numbers.</param>
/// <param name="Edit">What was changed.</param>
internal sealed record StepFrame(HeadContext Context, HeadRun Run, HeadRun Queries, HeadRun Keys, HeadRun Values, HeadStages Stages, StepsEdit Edit)
{
    /// <summary>One of a run without changes.</summary>
    public static StepFrame Of(HeadRun run) => new(run.Context, run, run, run, run, run.Untouched, new StepsEdit());

    /// <summary>All steps, in the order of the computation.</summary>
    public IReadOnlyList<HeadStep> All()
        => [.. EmbeddingSteps.Of(this), .. ProjectionSteps.Of(this), .. ScoreSteps.Of(this), .. SoftmaxSteps.Of(this), .. OutputSteps.Of(this)];

    /// <summary>The steps from the first on that may differ from those of a run without changes.</summary>
    public IReadOnlyList<HeadStep> From(HeadRun clean)
    {
        bool runs = !ReferenceEquals(Run, clean), projects = runs || !Edit.Positions || !(ReferenceEquals(Queries, Run) && ReferenceEquals(Keys, Run)
            && ReferenceEquals(Values, Run));
        return [.. runs ? EmbeddingSteps.Of(this) : [], .. projects ? ProjectionSteps.Of(this) : [], .. ScoreSteps.Of(this), .. SoftmaxSteps.Of(this),
            .. OutputSteps.Of(this)];
    }

    /// <summary>The tokens of the text.</summary>
    public StepAxis Tokens => new("T", "token", Run.Labels);

    /// <summary>The tokens that look.</summary>
    public StepAxis QueryTokens => new("Tq", "query", Queries.Labels);

    /// <summary>The tokens that are looked at.</summary>
    public StepAxis KeyTokens => new("Tk", "key", Keys.Labels);

    /// <summary>The tokens whose values are read.</summary>
    public StepAxis ValueTokens => new("Tk", "key", Values.Labels);

    /// <summary>The numbers of a head.</summary>
    public StepAxis Dimensions => new("D", "dimension of the head", null);

    /// <summary>The numbers of the residual stream.</summary>
    public StepAxis Width => new("M", "dimension of the residual stream", null);

    /// <summary>A single column.</summary>
    public static StepAxis Single(string name) => new("1", name, [name]);

    /// <summary>The name of a value of this attention.</summary>
    public string Site(string part) => $"{Context.Attention}.{part}";

    /// <summary>A step.</summary>
    public static HeadStep Step(string id, string? site, string title, string formula, string tex, StepAxis rows, StepAxis columns, Grid numbers,
        string sentence)
        => new(id, site, title, formula, tex, $"[{Axis(rows, numbers.Rows)}, {Axis(columns, numbers.Columns)}]", rows, columns,
            [.. Enumerable.Range(0, numbers.Rows).Select(i => Array.ConvertAll(numbers.Row(i).ToArray(), Shown))], sentence);

    private static string Axis(StepAxis axis, int count) => axis.Letter == "1" ? "1" : $"{axis.Letter}={count}";

    // JSON has no infinities, and a removed pair no number.
    private static float? Shown(double number) => double.IsNegativeInfinity(number) ? null : (float)number;
}
