using Heed.Prompts.Plans;

namespace Heed.Prompts.Configs;

/// <summary>What the command line says beside the files: it wins over them.</summary>
public sealed record ConfigOverrides
{
    /// <summary>Nothing.</summary>
    public static ConfigOverrides None { get; } = new();

    /// <summary>Variables of every test that does not set them itself (--var).</summary>
    public IReadOnlyDictionary<string, string> Vars { get; init; } = new Dictionary<string, string>();

    /// <summary>Prompts, texts or paths, in place of those of the files (-p); empty for those of the files.</summary>
    public IReadOnlyList<string> Prompts { get; init; } = [];

    /// <summary>Ids of providers in place of those of the files (-r); empty for those of the files.</summary>
    public IReadOnlyList<string> Providers { get; init; } = [];

    /// <summary>The path of a file of tests in place of those of the files (-t); null for those of the files.</summary>
    public string? Tests { get; init; }

    /// <summary>Stands before every prompt, unless a test says otherwise.</summary>
    public string? Prefix { get; init; }

    /// <summary>Stands behind every prompt, unless a test says otherwise.</summary>
    public string? Suffix { get; init; }

    /// <summary>The model that judges where a test names none (--grader).</summary>
    public string? Grader { get; init; }

    /// <summary>Files of NAME=VALUE lines that templates find under <c>env</c>; a configuration's own win over them (--env-file).</summary>
    public IReadOnlyList<string> EnvironmentFiles { get; init; } = [];

    /// <summary>How often every test runs, at least 1 (--repeat).</summary>
    public int? Repeat { get; init; }

    /// <summary>Most rows at once, at least 1 (-j).</summary>
    public int? MaxConcurrency { get; init; }

    /// <summary>Whether answers that are known are taken from the cache (--no-cache).</summary>
    public bool? Cache { get; init; }

    /// <summary>Whether the matrix is printed (--no-table).</summary>
    public bool? Table { get; init; }

    /// <summary>What the evaluation is called in the place of the file's own description; null for that.</summary>
    public string? Description { get; init; }

    /// <summary>Whether the run and its traces are kept (--no-write).</summary>
    public bool? Write { get; init; }

    /// <summary>A pause before each call, in milliseconds.</summary>
    public double? DelayMs { get; init; }

    /// <summary>Files that results are written to (-o); empty for those of the files.</summary>
    public IReadOnlyList<string> Outputs { get; init; } = [];

    /// <summary>Only tests whose description matches this regular expression, case counts (--filter-pattern).</summary>
    public string? DescriptionPattern { get; init; }

    /// <summary>Only the first tests (-n), at least 1.</summary>
    public int? First { get; init; }

    /// <summary>Only that many tests, drawn by <see cref="Seed"/> (--filter-sample), at least 1.</summary>
    public int? Sample { get; init; }

    /// <summary>Which sample is drawn: the same number draws the same tests.</summary>
    public ulong Seed { get; init; }

    /// <summary>Only tests whose metadata have these texts somewhere in the value, or in one of a list (--filter-metadata k=v).</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = new Dictionary<string, string>();

    /// <summary>Only providers whose id or label matches this regular expression (--filter-providers).</summary>
    public string? ProviderPattern { get; init; }

    /// <summary>Where it stands, for messages.</summary>
    internal static Place Place { get; } = new("the command line");

    /// <summary>The same, checked.</summary>
    /// <exception cref="HeedException">A number is below 1, or a pause below 0.</exception>
    internal ConfigOverrides Checked()
    {
        foreach ((string option, int? number) in (ReadOnlySpan<(string, int?)>)
            [("--repeat", Repeat), ("-j", MaxConcurrency), ("-n", First), ("--filter-sample", Sample)])
            if (number < 1) throw new HeedException($"{option}: expected a whole number of at least 1; got {number}.");
        if (DelayMs is { } delay && !(delay >= 0 && double.IsFinite(delay))) throw new HeedException($"--delay: expected a number of at least 0 milliseconds; got {delay}.");
        return this;
    }
}
