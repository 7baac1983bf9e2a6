using Heed.Models.Verification;
using Heed.Models.Weights;

namespace Heed.Models.Tests.Verification;

/// <summary>Verification over the reference data, and over copies of it that were spoiled.</summary>
public class VerifierTests
{
    [Theory]
    [InlineData("models", 156)]
    [InlineData("attention", 74)]
    [InlineData("onnx", 63)]
    [InlineData("tokenizers", 2700)]
    public void Run_ReferenceData_NothingFails(string kind, int atLeast)
    {
        VerificationReport report = Verify(Goldens.Path(kind));
        AssertNothingFailed(report);
        Assert.True(report.Passed >= atLeast, $"only {report.Passed} passed");
    }

    [Fact]
    public void Run_Tokenizer_DisputedCasesAreToldBesideTheOthers()
    {
        VerificationReport report = Verify(Goldens.Path("tokenizers", "albert-unigram"));
        Assert.Equal((218, 0, 0, 7), (report.Passed, report.Failed, report.Skipped, report.Disputed));
    }

    [Fact]
    public void Run_WholeFolder_IsTheSumOfItsParts()
    {
        var seen = new List<CaseResult>();
        VerificationReport report = Verify(Goldens.Path(), seen.Add);
        AssertNothingFailed(report);
        Assert.Equal(report.Cases, seen);
        Assert.Equal(report.Cases.Count, report.Passed + report.Failed + report.Skipped);
        Assert.Equal(report.Cases.Count, report.Cases.Select(result => result.Name).Distinct().Count());
        Assert.Equal(["attention", "models", "onnx", "tokenizers", "torch-modules"], report.Cases.Select(result => result.Name.Split('/')[0]).Distinct());
    }

    [Fact]
    public void Run_Models_NothingIsSkipped()
    {
        VerificationReport report = Verify(Goldens.Path("models"));
        Assert.Equal(0, report.Skipped);
        Assert.Equal(0, report.Failed);
    }

    [Theory]
    [InlineData("test_logsoftmax", 5)]
    [InlineData("test_rms_normalization", 13)]
    [InlineData("test_rotary_embedding", 5)]
    [InlineData("test_swish", 1)]
    public void Run_OnnxOperator_EveryCasePasses(string prefix, int cases)
    {
        CaseResult[] results = [.. Verify(Goldens.Path("onnx")).Cases.Where(result => result.Name.Split('/')[^1].StartsWith(prefix))];
        Assert.Equal(cases, results.Length);
        Assert.All(results, result => Assert.Equal(CaseStatus.Passed, result.Status));
    }

    [Fact]
    public void Run_OneModelFolder_NamesItsCases()
    {
        VerificationReport report = Verify(Goldens.Path("models", "gpt2-a"));
        Assert.Equal(17, report.Passed);
        Assert.Contains(report.Cases, result => result.Name == "gpt2-a/greedy_batch_left_pad/cached");
        Assert.Contains(report.Cases, result => result.Name == "gpt2-a/gradients" && result.Detail.Contains("allowed 5.0e-5"));
    }

    [Theory]
    [InlineData("prompt2.logits", 7e-5f, "prompt2")]
    [InlineData("pad_left.attentions.1", float.NaN, "pad_left")]
    public void Run_OneNumberChanged_ThatCaseAloneFails(string tensor, float change, string expected)
    {
        using var folder = new TemporaryFolder();
        Copy(Goldens.Path("models", "gpt2-a"), folder.File("copy"));
        // The last row of a left-padded batch is real.
        Rewrite(folder.File("copy/expected.safetensors"), tensor, values => values[^1] += change * values.Max(Math.Abs));
        VerificationReport report = Verify(folder.File("copy"));
        CaseResult failed = Assert.Single(report.Cases, result => result.Status == CaseStatus.Failed);
        Assert.Equal($"copy/{expected}", failed.Name);
        Assert.Contains(tensor[(tensor.IndexOf('.') + 1)..], failed.Detail);
    }

    [Fact]
    public void Run_ShapeChangedAndTensorMissing_FailWithMessages()
    {
        using var folder = new TemporaryFolder();
        Copy(Goldens.Path("models", "bert-a-cls"), folder.File("copy"));
        string file = folder.File("copy/expected.safetensors");
        List<TensorSource> tensors = Read(file);
        tensors.RemoveAll(tensor => tensor.Name is "prompt0.logits" or "prompt1.logits" or "prompt2.input_ids");
        tensors.Add(TensorSource.Floats("prompt1.logits", [3, 1], new float[3]));
        SafetensorsWriter.Write(file, tensors);
        VerificationReport report = Verify(folder.File("copy"));
        Assert.Equal(3, report.Failed);
        Assert.Contains("no tensor 'prompt0.logits'", report.Cases.Single(result => result.Name == "copy/prompt0").Detail);
        Assert.Contains("[3, 1]", report.Cases.Single(result => result.Name == "copy/prompt1").Detail);
        Assert.Contains("prompt2.input_ids", report.Cases.Single(result => result.Name == "copy/prompt2").Detail);
    }

    [Fact]
    public void Run_BrokenFiles_FailWithoutStoppingTheOthers()
    {
        using var folder = new TemporaryFolder();
        Copy(Goldens.Path("models", "bert-a-cls"), folder.File("a"));
        Copy(Goldens.Path("models", "bert-a-cls"), folder.File("b"));
        Copy(Goldens.Path("models", "bert-a-cls"), folder.File("c"));
        Copy(Goldens.Path("models", "bert-a-cls"), folder.File("d"));
        File.WriteAllText(folder.File("a/expected.json"), "{ \"runs\": 3");
        File.WriteAllBytes(folder.File("b/model.safetensors"), [1, 2, 3]);
        File.WriteAllBytes(folder.File("c/expected.safetensors"), new byte[100]);
        VerificationReport report = Verify(Path.GetDirectoryName(folder.File("a"))!);
        Assert.Equal(1 + 5 + 1, report.Failed);
        Assert.Equal(5, report.Passed);
        Assert.Equal("a", report.Cases[0].Name);
    }

    [Fact]
    public void Run_UnsupportedArchitecture_IsSkippedWithItsReason()
    {
        using var folder = new TemporaryFolder();
        Copy(Goldens.Path("models", "t5-a"), folder.File("copy"));
        string config = folder.File("copy/config.json");
        File.WriteAllText(config, File.ReadAllText(config).Replace("T5ForConditionalGeneration", "T5ForTokenClassification"));
        VerificationReport report = Verify(folder.File("copy"));
        Assert.Equal(8, report.Skipped);
        Assert.Equal(8, report.Cases.Count);
        Assert.All(report.Cases, result => Assert.Contains("\"T5ForTokenClassification\" is not supported. Heed supports GPT2LMHeadModel",
            result.Detail));
    }

    [Theory]
    [InlineData("""{"model":{"type":"BPE","vocab":{"a":0},"merges":["a"]}}""", CaseStatus.Failed, "expected a merge of two tokens")]
    [InlineData("""{"model":{"type":"BPE","voc""", CaseStatus.Failed, "not JSON")]
    [InlineData(null, CaseStatus.Failed, "no such file")]
    [InlineData("""{"model":{"type":"Char","vocab":[]}}""", CaseStatus.Skipped, "'Char' is not supported")]
    [InlineData("""{"model":{"type":"BPE","vocab":{"a":0},"merges":[],"dropout":0.1}}""", CaseStatus.Skipped, "dropout: random merges")]
    [InlineData("""{"model":{"type":"BPE","vocab":{"a":0},"merges":[]}}""", CaseStatus.Passed, "")]
    public void Run_TokenizerFile_BrokenFailsAndUnsupportedIsSkipped(string? tokenizer, CaseStatus expected, string detail)
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.File("t"));
        if (tokenizer is not null) File.WriteAllText(folder.File("t/tokenizer.json"), tokenizer);
        File.WriteAllText(folder.File("t/cases.json"), """{"tokenizer_file":"tokenizer.json","cases":[{"id":"t/1","text":"aa","ids":[0,0]}]}""");
        CaseResult result = Assert.Single(Verify(folder.File("t")).Cases);
        Assert.Equal(expected, result.Status);
        Assert.Contains(detail, result.Detail);
    }

    [Fact]
    public void Run_NothingToVerify_SaysWhatIsExpected()
    {
        using var folder = new TemporaryFolder();
        foreach (string path in (string[])["", folder.File("absent"), Path.GetDirectoryName(folder.File("x"))!])
            Assert.Contains("expected.safetensors", Assert.Throws<HeedException>(() => Verify(path)).Message);
    }

    [Fact]
    public void Run_Cancelled_Stops()
    {
        using var source = new CancellationTokenSource();
        int seen = 0;
        Assert.Throws<OperationCanceledException>(() => Verifier.Run(Goldens.Path("attention"), _ =>
        {
            if (++seen == 3) source.Cancel();
        }, source.Token));
        Assert.Equal(3, seen);
    }

    private static VerificationReport Verify(string path, Action<CaseResult>? report = null) => Verifier.Run(path, report, TestContext.Current.CancellationToken);

    private static void AssertNothingFailed(VerificationReport report)
        => Assert.True(report.Failed == 0, string.Join('\n', report.Cases.Where(result => result.Status == CaseStatus.Failed).Take(20)));

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (string file in Directory.EnumerateFiles(from))
        {
            string copy = Path.Combine(to, Path.GetFileName(file));
            File.WriteAllBytes(copy, File.ReadAllBytes(file));
        }
    }

    private static List<TensorSource> Read(string file)
    {
        using SafetensorsFile tensors = SafetensorsFile.Open(file);
        return [.. tensors.Entries.Values.Select(entry => TensorSource.Raw(entry.Name, entry.Type, entry.Shape, tensors.Bytes(entry.Name).ToArray()))];
    }

    private static void Rewrite(string file, string name, Action<float[]> change)
    {
        List<TensorSource> tensors = Read(file);
        using (SafetensorsFile source = SafetensorsFile.Open(file))
        {
            var values = new float[source.Entry(name).Count];
            source.ReadFloats(name, values);
            change(values);
            tensors[tensors.FindIndex(tensor => tensor.Name == name)] = TensorSource.Floats(name, source.Entry(name).Shape, values);
        }
        SafetensorsWriter.Write(file, tensors);
    }
}
