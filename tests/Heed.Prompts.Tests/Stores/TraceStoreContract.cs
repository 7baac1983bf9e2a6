using Heed.Prompts.Stores;
using Heed.Prompts.Traces;

namespace Heed.Prompts.Tests.Stores;

/// <summary>What every store of traces does.</summary>
public abstract class TraceStoreContract
{
    /// <summary>Where the test's store is.</summary>
    protected abstract string Address { get; }

    /// <summary>Opens the test's store once more.</summary>
    private IPromptStore Open() => PromptStores.Open(Address);

    [Fact]
    public void Find_Kept_IsWhatWasKept()
    {
        Trace trace = Samples.Full();
        using IPromptStore store = Open(), other = Open();
        Assert.Null(other.Find(trace.Id));
        store.Append(trace);
        Assert.Equal(Samples.Text(trace), Samples.Text(store.Find(trace.Id)));
        Assert.Equal(Samples.Text(trace), Samples.Text(other.Find(trace.Id)));
        Assert.Equal(trace.LogProbabilities.Select(BitConverter.DoubleToInt64Bits),
            other.Find(trace.Id)!.LogProbabilities.Select(BitConverter.DoubleToInt64Bits));
        Assert.Null(store.Find("no such id"));
    }

    [Fact]
    public void Append_SameIdAgain_LeavesTheFirst()
    {
        Trace trace = Samples.Plain(1);
        using IPromptStore store = Open(), other = Open();
        store.Append(trace);
        Assert.NotNull(other.Find(trace.Id));
        other.Append(trace with { Output = "another" }, Samples.Plain(2));
        store.Append(Samples.Plain(2), Samples.Plain(2));
        Assert.Equal("answer 1", store.Find(trace.Id)!.Output);
        Assert.Equal(2, store.Search(new TraceQuery()).Count);
        Assert.Equal(2, store.Verify().Traces);
    }

    [Fact]
    public void Append_NoneOrNoId_KeepsNothing()
    {
        using IPromptStore store = Open();
        store.Append();
        Assert.Contains("id", Assert.Throws<HeedException>(() => store.Append(Samples.Plain(1), Samples.Plain(2) with { Id = "" })).Message);
        Assert.Equal(0, store.Search(new TraceQuery()).Count);
    }

    [Fact]
    public void Search_Pages_AreAllOfThemOnceTheNewestFirst()
    {
        using IPromptStore store = Open();
        Trace[] traces = [.. Enumerable.Range(0, 57).Select(Samples.Plain)];
        // Five began at once: then the highest id is first.
        for (int i = 20; i < 25; i++) traces[i] = traces[i] with { Started = traces[20].Started };
        store.Append([.. traces.Take(30).Reverse()]);
        store.Append([.. traces.Skip(30)]);
        var found = new List<string>();
        for (int page = 0; ; page++)
        {
            TracePage one = store.Search(new TraceQuery { Skip = 10 * page, Take = 10 });
            Assert.Equal(57, one.Count);
            found.AddRange(one.Traces.Select(trace => trace.Id));
            if (one.Traces.Count < 10) break;
        }
        Assert.Equal(traces.Reverse().Select(trace => trace.Id), found);
        Assert.Empty(store.Search(new TraceQuery { Skip = 1000 }).Traces);
        Assert.Equal(57, store.Search(new TraceQuery { Take = 0 }).Count);
    }

    [Fact]
    public void Search_Filters_FindWhatTheySay()
    {
        using IPromptStore store = Open();
        Trace full = Samples.Full();
        store.Append([full, .. Enumerable.Range(0, 20).Select(Samples.Plain)]);
        Only(full, new TraceQuery { Prompt = "support" });
        Only(full, new TraceQuery { Version = full.PromptVersion![..8].ToUpperInvariant() });
        Only(full, new TraceQuery { Version = full.PromptVersion });
        Only(full, new TraceQuery { Label = "production" });
        Only(full, new TraceQuery { Model = "tiny" });
        Only(full, new TraceQuery { RunId = "eval-abc" });
        Only(full, new TraceQuery { Tags = ["b b", "a"] });
        Only(full, new TraceQuery { HasError = true });
        Only(full, new TraceQuery { Metadata = [new("topic", "billing"), new("row", "7")] });
        Only(full, new TraceQuery { Scores = [new ScoreFilter("quality", 0.5, 0.5)] });
        Only(full, new TraceQuery { From = Samples.Start, Until = Samples.Start.AddSeconds(1), LatencyAtLeast = 1 });
        Assert.Equal(20, Count(new TraceQuery { HasError = false }));
        Assert.Equal(10, Count(new TraceQuery { Model = "even" }));
        Assert.Equal(5, Count(new TraceQuery { LatencyAtLeast = 3, LatencyAtMost = 7 }));
        foreach (TraceQuery none in new TraceQuery[]
        {
            new() { Prompt = "Support" }, new() { Prompt = "other" }, new() { Version = "ffffffff" }, new() { Tags = ["a", "c"] },
                new() { Model = "even", Label = "production" },
            new() { Metadata = [new("topic", "7")] }, new() { Scores = [new ScoreFilter("quality", 0.51)] },
                new() { Scores = [new ScoreFilter("quality", null, 0.49)] },
            new() { Scores = [new ScoreFilter("no such")] }, new() { RunId = "" }, new() { Version = "%" },
        }) Assert.Equal(0, Count(none));

        void Only(Trace expected, TraceQuery query) => Assert.Equal([expected.Id], store.Search(query).Traces.Select(trace => trace.Id));

        long Count(TraceQuery query) => store.Search(query).Count;
    }

    [Fact]
    public void Search_ShortTextsAmongMany_FindsAllOfThem()
    {
        using IPromptStore store = Open(), other = Open();
        // Hundreds in several writers' parts; few have what is looked for.
        Trace[] all = [.. Enumerable.Range(0, 700).Select(i => Samples.Plain(i) with { Output = i % 100 == 7 ? $"ZQ {i}" : i % 350 == 5 ? "§ é!?" : "plain" })];
        store.Append([.. all[..300]]);
        foreach (Trace trace in all[300..320]) other.Append(trace);
        store.Append([.. all[320..]]);
        foreach ((string text, int count) in (IReadOnlyList<(string, int)>)
            [("zq", 7), ("Zq", 7), ("q", 700), ("z", 7), ("§", 2), ("é", 2), ("!?", 2), ("é!", 2), ("q 7", 1), ("?!", 0), ("xq", 0), ("pl", 691)])
        {
            TracePage page = store.Search(new TraceQuery { Text = text, Take = 1000 });
            Assert.Equal((text, count), (text, page.Traces.Count));
            Assert.Equal(page.Traces.Select(trace => trace.Id), all.Where(trace => TraceText.Haystack(trace).Contains(TraceText.Lower(text))).Select(trace => trace.Id).Reverse());
        }
    }

    [Theory]
    [InlineData("WHY", 1)] // the input
    [InlineData("because", 1)] // the output
    [InlineData("ärger", 1)]
    [InlineData("😀", 1)]
    [InlineData("null", 1)] // a value that is no text
    [InlineData("ANSWER 3", 2)]
    [InlineData("a", 21)]
    [InlineData("%", 0)]
    [InlineData("_", 0)]
    [InlineData("\\", 0)]
    [InlineData("'x'", 1)]
    [InlineData("why?\nbecause", 0)] // texts are apart
    [InlineData("", 21)]
    public void Search_Text_FindsItWhereItStands(string text, int count)
    {
        using IPromptStore store = Open();
        store.Append([Samples.Full(), .. Enumerable.Range(0, 20).Select(Samples.Plain)]);
        Assert.Equal(count, store.Search(new TraceQuery { Text = text }).Count);
        Assert.Equal(count, store.Search(new TraceQuery { Text = text, Take = 100 }).Traces.Count);
    }

    [Fact]
    public void Search_NoSense_IsRefused()
    {
        using IPromptStore store = Open();
        Assert.Throws<HeedException>(() => store.Search(new TraceQuery { Skip = -1 }));
        Assert.Throws<HeedException>(() => store.Search(new TraceQuery { Take = -1 }));
        Assert.Throws<HeedException>(() => store.Search(new TraceQuery { From = Samples.Start, Until = Samples.Start }));
        Assert.Throws<HeedException>(() => store.Search(new TraceQuery { LatencyAtLeast = 2, LatencyAtMost = 1 }));
    }

    [Fact]
    public void Annotate_LaterNotes_ChangeWhatIsFoundAndNotTheTrace()
    {
        using IPromptStore store = Open();
        Trace trace = Samples.Full();
        store.Append(trace, Samples.Plain(1));
        Assert.Equal([trace.Id], Found(new TraceQuery { Scores = [new ScoreFilter("quality", 0.4)] }));
        var late = new TraceNote("2", trace.Id, Samples.Start.AddHours(2), "Bob") { Scores = new Dictionary<string, double> { ["quality"] = 0.25 },
            Tags = ["late", "a"], Comment = "worse" };
        var early = new TraceNote("1", trace.Id, Samples.Start.AddHours(1), "rule") { Scores = new Dictionary<string,
            double> { ["quality"] = 0.75, ["new"] = 1 } };
        store.Annotate(late);
        store.Annotate(early, late);
        Assert.Equal([trace.Id], Found(new TraceQuery { Tags = ["late"], Scores = [new ScoreFilter("new", 1), new ScoreFilter("quality", 0.25, 0.25)] }));
        Assert.Empty(Found(new TraceQuery { Scores = [new ScoreFilter("quality", 0.4)] }));
        Trace noted = store.Find(trace.Id)!;
        Assert.Equal((0.25, 1), (noted.Scores["quality"], noted.Scores["new"]));
        Assert.Equal(["a", "b b", "late"], noted.Tags);
        Assert.Equal(["1", "2"], store.Notes(trace.Id).Select(note => note.Id));
        Assert.Equal(("Bob", "worse"), (store.Notes(trace.Id)[1].Author, store.Notes(trace.Id)[1].Comment));
        Assert.Empty(store.Notes("none"));
        Assert.Equal((2, 2), (store.Verify().Traces, store.Verify().Notes));
        store.Annotate(late with { Id = "3", At = late.At.AddHours(1), Scores = new Dictionary<string, double> { ["quality"] = double.NaN } });
        Assert.Empty(Found(new TraceQuery { Scores = [new ScoreFilter("quality")] }));

        IEnumerable<string> Found(TraceQuery query) => store.Search(query).Traces.Select(found => found.Id);
    }

    [Fact]
    public void Annotate_UnknownTrace_KeepsNone()
    {
        using IPromptStore store = Open();
        Trace trace = Samples.Plain(1);
        store.Append(trace);
        Assert.Contains("'gone'", Assert.Throws<HeedException>(() => store.Annotate(TraceNote.Now(trace.Id, "x"), TraceNote.Now("gone", "x"))).Message);
        Assert.Empty(store.Notes(trace.Id));
    }

    [Fact]
    public void Append_ManyThreadsAndStores_LosesNothing()
    {
        const int Writers = 8, Each = 12;
        Parallel.For(0, Writers, new ParallelOptions { MaxDegreeOfParallelism = Writers }, writer =>
        {
            using IPromptStore store = Open();
            for (int i = 0; i < Each; i++)
            {
                store.Append(Samples.Plain(writer * Each + i));
                if (i % 5 == 0) Assert.NotNull(store.Find(Samples.Plain(writer * Each + i).Id));
            }
        });
        using IPromptStore reader = Open();
        Assert.Equal(Enumerable.Range(0, Writers * Each).Select(i => Samples.Plain(i).Id).Reverse(),
            reader.Search(new TraceQuery { Take = 1000 }).Traces.Select(trace => trace.Id));
        Assert.Empty(reader.Verify().Damages);
    }

    [Fact]
    public void Append_EightProcesses_LosesNothing()
    {
        const int Writers = 8, Each = 20;
        TracerProcess[] writers = [.. Enumerable.Range(0, Writers).Select(writer => TracerProcess.Start(Address, writer * Each, Each))];
        string[] confirmed = [.. writers.SelectMany(writer => writer.Confirmed())];
        Assert.Equal(Writers * Each, confirmed.Length);
        using IPromptStore reader = Open();
        Assert.Equal(confirmed.Order(), reader.Search(new TraceQuery { Take = 1000 }).Traces.Select(trace => trace.Id).Order());
        Assert.Equal((Writers * Each, 0), ((int)reader.Verify().Traces, reader.Verify().Damages.Count));
    }

    [Fact]
    public void Append_WriterIsKilled_KeepsWhatWasConfirmed()
    {
        using TracerProcess writer = TracerProcess.Start(Address, 0, int.MaxValue / 2);
        string[] confirmed = [.. writer.ConfirmedUntilKilled(after: 25)];
        using IPromptStore store = Open();
        string[] kept = [.. store.Search(new TraceQuery { Take = int.MaxValue }).Traces.Select(trace => trace.Id)];
        Assert.InRange(confirmed.Length, 25, kept.Length);
        Assert.Subset(kept.ToHashSet(), confirmed.ToHashSet());
        Assert.All(store.Verify().Damages, damage => Assert.True(damage.IsTornTail));
        store.Append(Samples.Full());
        Assert.Equal(kept.Length + 1, store.Search(new TraceQuery()).Count);
    }

    [Fact]
    public void Find_HalvesOfCharacters_AreReplaced()
    {
        using IPromptStore store = Open();
        store.Append(Samples.Plain(1) with { Input = "a\uD83Db", Model = "\uDE00", Tags = ["\uD83D"] });
        Assert.Equal("a\uFFFDb", store.Find(Samples.Plain(1).Id)!.Input);
        Assert.Equal(1, store.Search(new TraceQuery { Text = "\uFFFDb", Tags = ["\uFFFD"], Model = "\uFFFD" }).Count);
    }

    [Fact]
    public void Salt_EveryTime_IsTheStoresOwn()
    {
        using IPromptStore store = Open(), other = Open();
        byte[] salt = store.Salt();
        Assert.Equal(32, salt.Length);
        Assert.Equal(salt, other.Salt());
        Assert.NotEqual(new byte[32], salt);
    }
}
