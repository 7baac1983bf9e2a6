using System.Text.Json;
using Heed.Models;
using Heed.Prompts.Answers;
using Heed.Prompts.Configs;
using Heed.Prompts.Outputs;
using Heed.Prompts.Plans;
using Heed.Prompts.Runs;
using Heed.Prompts.Stores;
using Heed.Prompts.Versions;

namespace Heed.Studio.Tests;

/// <summary>
/// A store as 'heed eval' leaves it: texts that are meant to do harm, a span that moves, a run of a thousand cases, one that was stopped, and last the sample.
/// </summary>
/// <param name="Sample">The id of the sample's run, the newest that came to its end.</param>
/// <param name="Hostile">Of the one with hostile texts.</param>
/// <param name="Moved">Of the one with a span that moves.</param>
/// <param name="Many">Of the one with a thousand cases.</param>
/// <param name="Stopped">Of the one that did not come to its end.</param>
public sealed record PromptStore(string Sample, string Hostile, string Moved, string Many, string Stopped)
{
    /// <summary>Texts that are meant to do harm.</summary>
    public const string Harm = "<script>window.hacked=1</script><img src=x onerror='window.hacked=1'><b>x</b> שלום 👩‍👩‍👧 \u202Eevil\u202C";

    /// <summary>The prompt with versions.</summary>
    public const string Versioned = "support";

    /// <summary>Cases of the long run.</summary>
    public const int Cases = 1000;

    /// <summary>Makes it in a folder.</summary>
    public static PromptStore Make(string folder)
    {
        using var models = new LocalModels(name => new ModelLocation(Path.Combine(AppContext.BaseDirectory, "models", name)), "tiny-encoder");
        using IPromptStore store = PromptStores.Open(folder);
        var runs = new RunFolder(Path.Combine(folder, "runs"));
        Record(store);
        string harm = Run(Read(folder, HarmfulConfig)), moved = Run(Read(folder, MovesConfig)), many = Run(Read(folder, ManyConfig)),
            stopped = Stop(models, runs, Read(folder, MovesConfig));
        string sample = Run(ConfigReader.Read([Path.Combine(AppContext.BaseDirectory, "prompts", "promptfooconfig.yaml")], new ConfigOverrides()));
        return new PromptStore(sample, harm, moved, many, stopped);

        string Run(EvalPlan plan)
        {
            EvalRun run = new EvalRunner(models, new EvalOptions { Traces = store, Tags = ["made"] }).Run(plan, runs);
            ResultWriters.Write(run, runs.ResultsOf(run.Id));
            return run.Id;
        }
    }

    private static object HarmfulConfig => new
    {
        description = Harm,
        prompts = new[] { new { raw = "{{a}}\n" + Harm, label = Harm } },
        providers = new[] { new { id = "heed:tiny-decoder", label = Harm, config = new { max_tokens = 2 } } },
        tests = new[] { new { description = Harm, vars = new { a = Harm }, assert = new[] { new { type = "equals", value = Harm, metric = Harm } } } },
    };

    private static object MovesConfig => new
    {
        description = "A fact that moves",
        prompts = new[]
        {
            new { label = "plain",
                raw = "The code of onyx is 90. {{#span fact}}The code of {{name}} is {{code}}.{{/span}} The code of flint is 15. "
                    + "What is the code of {{name}}? It is" },
            new { label = "one more code",
                raw = "The code of onyx is 90. The code of flint is 15. The code of amber lamp is 42. "
                    + "{{#span fact}}The code of {{name}} is {{code}}.{{/span}} What is the code of {{name}}? It is" },
        },
        providers = new[] { new { id = "heed:tiny-decoder", config = new { max_tokens = 3 } } },
        defaultTest = new
        {
            assert = new object[]
            {
                new { type = "heed:position", span = "fact", value = "{{code}}", positions = 3, threshold = 3 },
                new { type = "heed:span-effect", span = "fact", value = "{{code}}" },
                new { type = "heed:span-attention", span = "fact", value = "{{code}}", layer = 1, threshold = 0 },
            },
        },
        tests = new[] { ("river", "23"), ("cedar", "48"), ("maple", "61") }.Select(one => new { vars = new { name = one.Item1, code = one.Item2 } }),
    };

    private static object ManyConfig => new
    {
        description = "Many cases",
        prompts = new[] { new { raw = "{{word}}", label = "as it is" }, new { raw = "{{word}}!", label = "loud" } },
        providers = new[] { "echo" },
        tests = Enumerable.Range(0, Cases).Select(i => new { vars = new { word = $"word {i}" },
            assert = new[] { new { type = "contains", value = i % 10 == 7 ? "!" : "word" } } }),
    };

    private static EvalPlan Read(string folder, object config)
    {
        string file = Path.Combine(Path.GetDirectoryName(folder)!, "promptfooconfig.json");
        File.WriteAllText(file, JsonSerializer.Serialize(config));
        return ConfigReader.Read([file], new ConfigOverrides());
    }

    private static string Stop(LocalModels models, RunFolder runs, EvalPlan plan)
    {
        using var stop = new CancellationTokenSource();
        Assert.ThrowsAny<OperationCanceledException>(() => new EvalRunner(models, new EvalOptions { Progress = _ => stop.Cancel() })
            .Run(plan, runs, cancellation: stop.Token));
        return runs.Entries.First(entry => !entry.IsFinished).Id;
    }

    private static void Record(IPromptStore store)
    {
        var registry = new PromptRegistry(store);
        Version("Answer briefly.\nBe kind.\nWhat is to be fixed in {{ticket}}?", """{"max_tokens":6}""", "as it was");
        Version("Answer briefly.\nBe very kind.\nWhat must be fixed in {{ticket}}?", """{"max_tokens":6}""", "kinder");
        Version("Answer briefly.\nBe very kind.\nWhat must be fixed in {{ticket}}?", """{"max_tokens":8}""", "longer answers");
        registry.Move(new LabelMove(Versioned, "production", "Ada"), "1");
        registry.Move(new LabelMove(Versioned, "production", "Ada", "40 of 40"), "2");
        registry.Rollback(new LabelMove(Versioned, "production", "Bob", "too kind"));
        store.Record(new NewVersion(Harm, new PromptVersion(Harm, default, ""), Harm, Harm));
        store.Record(new NewVersion(Harm, new PromptVersion(Harm + " once more", default, ""), Harm, Harm));

        void Version(string text, string parameters, string message)
            => store.Record(new NewVersion(Versioned, new PromptVersion(text, JsonElement.Parse(parameters), "heed:tiny-decoder"), "Ada", message,
                "support.txt"));
    }
}
