using Heed.Prompts.Assertions;
using Heed.Prompts.Plans;
using Heed.Prompts.Runs;

namespace Heed.Prompts.Tests.Runs;

public sealed class RunJournalTests
{
    private static readonly EvalPlan s_plan = Plans.Of(Plans.Echo, ["{{a}}", "{{a}}!"], Plans.Case(0, ("a", "one")), Plans.Case(1, ("a", "two")) with
    {
        Assertions =
        [
            new PlannedAssertion("contains", new Place("x")) { Value = Plans.Json("\"two\"") },
            new PlannedAssertion("assert-set", new Place("x")) { Members = [new PlannedAssertion("equals", new Place("x"))] },
        ],
    });

    [Fact]
    public void Resume_RowsWrittenDown_AreThereAgain()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("run/rows.jsonl");
        RunRow row = Row(1, 1) with
        {
            Results =
            [
                new AssertionResult(s_plan.Cases[1].Assertions[0], Verdict.Pass, 1, "good") { Details = Plans.Json("""{"x": 1}""") },
                new AssertionResult(s_plan.Cases[1].Assertions[1], Verdict.Fail, 0.25, "bad") { Members = [new AssertionResult(s_plan.Cases[1].Assertions[1].Members[0], Verdict.Fail, 0, "worse")] },
            ],
            NamedScores = new Dictionary<string, double> { ["m"] = 1.0 / 3 }, Failure = FailureReason.Assertion, Score = 0.625, Output = Plans.Json("\"two!\""),
        };
        using (RunJournal journal = RunJournal.Begin(path, "id", s_plan, DateTimeOffset.UnixEpoch, 4)) journal.Write(row);
        using RunJournal again = RunJournal.Resume(path, s_plan);
        RunRow found = Assert.Single(again.Done);
        Assert.Equal((row.Id, row.Prompt, row.Score, row.Failure), (found.Id, found.Prompt, found.Score, found.Failure));
        Assert.Same(row.Results[1].Members[0].Assertion, found.Results[1].Members[0].Assertion);
        Assert.Equal(1, found.Results[0].Details.GetProperty("x").GetInt32());
        Assert.Equal(1.0 / 3, found.NamedScores["m"]);
        Assert.Equal("two!", found.Output.GetString());
    }

    [Fact]
    public void Resume_CutOffAnywhere_KeepsAllWholeRows()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("rows.jsonl");
        using (RunJournal journal = RunJournal.Begin(path, "id", s_plan, DateTimeOffset.UnixEpoch, 4))
        {
            journal.Write(Row(0, 0));
            journal.Write(Row(0, 1));
        }
        byte[] whole = File.ReadAllBytes(path);
        int first = Array.IndexOf(whole, (byte)'\n') + 1, second = Array.IndexOf(whole, (byte)'\n', first) + 1;
        for (int length = first; length <= whole.Length; length++)
        {
            File.WriteAllBytes(path, whole[..length]);
            using (RunJournal journal = RunJournal.Resume(path, s_plan))
            {
                Assert.Equal(length == whole.Length ? 2 : length >= second ? 1 : 0, journal.Done.Count);
                journal.Write(Row(1, 0));
            }
            using RunJournal again = RunJournal.Resume(path, s_plan);
            Assert.Contains(again.Done, row => row.Case.Index == 1);
        }
    }

    [Fact]
    public void Resume_OtherPlan_IsRefused()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("rows.jsonl");
        RunJournal.Begin(path, "id", s_plan, DateTimeOffset.UnixEpoch, 4).Dispose();
        EvalPlan other = Plans.Of(Plans.Echo, ["{{a}}?", "{{a}}!"], Plans.Case(0, ("a", "one")));
        Assert.Contains("was begun with other prompts", Assert.Throws<HeedException>(() => RunJournal.Resume(path, other)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Resume_NewerFormat_IsRefused()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("rows.jsonl");
        RunJournal.Begin(path, "id", s_plan, DateTimeOffset.UnixEpoch, 4).Dispose();
        File.WriteAllText(path, File.ReadAllText(path).Replace("\"format\":1", "\"format\":2", StringComparison.Ordinal));
        Assert.Contains("from a newer Heed", Assert.Throws<HeedException>(() => RunJournal.Resume(path, s_plan)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Resume_HeldByAnother_IsRefused()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("rows.jsonl");
        using RunJournal one = RunJournal.Begin(path, "id", s_plan, DateTimeOffset.UnixEpoch, 4);
        Assert.Throws<HeedException>(() => RunJournal.Resume(path, s_plan));
    }

    [Theory, InlineData("../x"), InlineData(""), InlineData("a/b")]
    public void Folder_IdThatIsNoName_IsRefused(string id) => Assert.Throws<HeedException>(() => new RunFolder("/nowhere").ResultsOf(id));

    private static RunRow Row(int test, int prompt) => new(s_plan.Cases[test], s_plan.Columns[prompt])
    {
        Id = $"{test}.{prompt}", Vars = s_plan.Cases[test].Vars, Prompt = "p", Output = Plans.Json("\"o\""),
    };
}
