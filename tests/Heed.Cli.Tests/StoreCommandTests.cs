using System.Text.Json;
using Heed.Prompts.Stores;
using Heed.Prompts.Traces;

namespace Heed.Cli.Tests;

/// <summary><c>heed prompt</c>, <c>heed trace</c> and <c>heed dataset</c>: what they print, keep and refuse.</summary>
public sealed class StoreCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Prompt_RecordedTwiceAndLabelled_ShowsWhereAllStands()
    {
        string file = _folder.File("support.txt");
        File.WriteAllText(file, "You help.\nBe kind to {{name}}.\n");
        Assert.Matches("^support  version 1  [0-9a-f]{12}\n$", Heed("prompt", "record", file, "-m", "first", "--author", "Ada", "--param",
            "temperature=0.7").AssertWell().Output);
        Assert.Contains("was there already", Heed("prompt", "record", file, "--param", "temperature=0.70").AssertWell().Output);
        Assert.Equal("production: nothing → 1\n", Heed("prompt", "label", "support", "production", "--author", "Ada").AssertWell().Output);

        File.WriteAllText(file, "You help.\nBe brief with {{name}}.\n");
        Assert.Contains("(changed, not recorded)", Heed("prompt", "list").AssertWell().Output.ReplaceLineEndings(" "));
        Assert.Contains("- Be {-kind-} {-to-} {{name}}.", Heed("prompt", "diff", "support", "--file").AssertWell().Output);
        Heed("prompt", "record", file, "--param", "temperature=0.2").AssertWell();
        string[] diff = Heed("prompt", "diff", "support").AssertWell().Lines;
        Assert.Contains("temperature: 0.7 → 0.2", diff);
        Assert.Contains("+ Be {+brief+} {+with+} {{name}}.", diff);
        Assert.Equal("You help.\nBe kind to {{name}}.\n", Heed("prompt", "show", "support@production", "--text").AssertWell().Output);

        Assert.Equal("production: 1 → 2\n", Heed("prompt", "label", "support", "production", "--author", "Bob", "-m", "shorter").AssertWell().Output);
        Assert.Equal("production: 2 → 1\n", Heed("prompt", "rollback", "support", "production", "--author", "Ada", "-m", "rude").AssertWell().Output);
        string[] history = Heed("prompt", "history", "support").AssertWell().Lines;
        Assert.Equal(5, history.Length);
        Assert.EndsWith("production: 2 → 1 (back)  Ada  rude", history[0]);
        JsonElement events = Heed("prompt", "history", "support", "--json").Json().GetProperty("label_events");
        Assert.Equal([false, false, true], events.EnumerateArray().Select(moved => moved.GetProperty("rollback").GetBoolean()));
        Assert.Equal(events[0].GetProperty("new").GetString(), Heed("prompt", "list", "--json").Json().GetProperty("prompts")[0].GetProperty("labels")
            .GetProperty("production").GetString());
    }

    [Fact]
    public void Prompt_BadInput_IsRefused()
    {
        Heed("prompt", "show", "none").AssertRefused("there is none called 'none'", "heed prompt record");
        Heed("prompt", "record", _folder.File("gone.txt")).AssertRefused("gone.txt: the file cannot be read");
        string file = _folder.File("a.txt");
        File.WriteAllText(file, "x");
        Heed("prompt", "record", file, "--param", "x").AssertRefused("param: expected NAME=VALUE; got 'x'");
        Heed("prompt", "record", file).AssertWell();
        Heed("prompt", "diff", "a").AssertRefused("has only one version");
        Heed("prompt", "label", "a", "latest").AssertRefused("label: expected");
        Heed("prompt", "rollback", "a", "production").AssertRefused("has none called 'production'");
        Heed("prompt", "show", "a@7").AssertRefused("a number from 1 to 1");
        CliRun.Of("prompt", "list", "--store", file).AssertRefused("is a file");
        CliRun.Of("prompt", "list", "--store", "postgres://127.0.0.1:1/none").AssertRefused("cannot be reached");
    }

    [Fact]
    public void Trace_FoundShownNotedAndExported_IsTheTrace()
    {
        Keep();
        Assert.Contains("2 of 2", Heed("trace", "list").AssertWell().Output);
        string found = Heed("trace", "search", "SUITCASE").AssertWell().Output;
        Assert.Contains("one", found);
        Assert.DoesNotContain("\u001b", found);
        Heed("trace", "note", "one", "--score", "quality=0.25", "--tag", "odd", "-m", "look", "--author", "Ada").AssertWell();
        JsonElement page = Heed("trace", "list", "--score", "quality<0.5", "--tag", "odd", "--meta", "topic=things", "--json").Json();
        Assert.Equal(("one", 1), (page.GetProperty("traces")[0].GetProperty("id").GetString(), page.GetProperty("count").GetInt32()));
        string shown = Heed("trace", "show", "one").AssertWell().Output;
        Assert.Contains("scores      quality 0.25", shown);
        Assert.Contains("Ada look", shown);
        Assert.Contains("input\n    Does it fit the suitcase?", shown);
        Assert.Equal("look", Heed("trace", "show", "one", "--json").Json().GetProperty("notes")[0].GetProperty("comment").GetString());
        Assert.Equal(["two", "one"], Heed("trace", "export").AssertWell().Lines.Select(line => JsonDocument.Parse(line).RootElement.GetProperty("id")
            .GetString()).Reverse());
        Assert.EndsWith("all sound\n", Heed("trace", "verify").AssertWell().Output);
        Assert.Equal("", Heed("trace", "list", "--failed").Output);
    }

    [Fact]
    public void Dataset_FromTraces_IsTestsOfTheTraces()
    {
        Keep();
        string file = _folder.File("tests.yaml");
        CliRun run = Heed("dataset", "from-traces", "--text", "suitcase", "-o", file);
        Assert.Equal((0, $"heed: 1 trace written to {file}.\n"), (run.Exit, run.Error));
        Assert.Contains("value: \"Yes.\"", File.ReadAllText(file));
        Heed("dataset", "from-traces", "-o", _folder.File("x.txt")).AssertRefused(".yaml, .yml, .csv, .jsonl; got '.txt'");
        Heed("dataset", "from-traces", "--since", "yesterday").AssertRefused("since: expected a time");
        Heed("trace", "list", "--failed", "--well").AssertRefused("expected one of both");
        Heed("trace", "note", "one").AssertRefused("expected a --score");
        Heed("trace", "replay", "one").AssertRefused("has no tokens");
        Heed("trace", "show", "none").AssertRefused("there is none with the id 'none'");
    }

    private CliRun Heed(params string[] args) => CliRun.Of([.. args, "--store", _folder.File("store")]);

    private void Keep()
    {
        using IPromptStore store = PromptStores.Open(_folder.File("store"));
        var start = new DateTimeOffset(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);
        store.Append(
            new Trace("one", start)
            {
                Input = "Does it fit the suitcase?", Output = "Yes.", Model = "echo", PromptName = "support",
                Vars = new Dictionary<string, JsonElement> { ["what"] = JsonElement.Parse("\"trophy\"") },
                Metadata = new Dictionary<string, JsonElement> { ["topic"] = JsonElement.Parse("\"things\"") },
            },
            new Trace("two", start.AddMinutes(1)) { Input = "And now?", Output = "No.", Model = "echo" });
    }
}
