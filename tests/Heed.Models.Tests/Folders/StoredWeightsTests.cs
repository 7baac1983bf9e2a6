using Heed.Autograd;
using Heed.Models.Weights;

namespace Heed.Models.Tests.Folders;

/// <summary>Weights that are read as they are stored, beside the same weights copied as float32.</summary>
public class StoredWeightsTests
{
    public static TheoryData<string, TensorType> Models()
    {
        var data = new TheoryData<string, TensorType>();
        foreach (string architecture in (string[])["GPT2LMHeadModel", "BertForMaskedLM", "BertForSequenceClassification"])
            foreach (TensorType type in (TensorType[])[TensorType.F32, TensorType.F16, TensorType.BF16]) data.Add(architecture, type);
        return data;
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void Load_AsStored_GivesTheBitsOfFloat32(string architecture, TensorType type)
    {
        using var folder = new TemporaryFolder();
        using LanguageModel model = TinyModels.Of(architecture);
        ModelFolder.Save(folder.File("m"), model, type);
        using LanguageModel stored = ModelFolder.Load(folder.File("m")), own = ModelFolder.Load(folder.File("m"), LoadOptions.ForTraining);
        Assert.All(stored.Transformer.Parameters.Where(p => p.Shape.Length == 2), p => Assert.True(p.IsStored, p.Name));
        using var tape = new Tape(recording: false);
        var text = new TokenBatch([.. Enumerable.Range(1, 20)]); // more than the few rows that have a kernel of their own, whose layout matters
        Assert.Equal(TinyModels.Bits(own.Transformer.Hidden(tape, text)), TinyModels.Bits(stored.Transformer.Hidden(tape, text)));
        if (architecture != "BertForSequenceClassification") return;
        Tensor a = own.Transformer.ClassLogits(tape, own.Transformer.Hidden(tape, text), 1), b = stored.Transformer.ClassLogits(tape, stored.Transformer.Hidden(tape, text), 1);
        TinyModels.AssertClose(a.Span, b.Span);
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void Save_OfStoredWeights_WritesTheSameFile(string architecture, TensorType type)
    {
        using var folder = new TemporaryFolder();
        using LanguageModel model = TinyModels.Of(architecture);
        ModelFolder.Save(folder.File("a"), model, type);
        using (LanguageModel stored = ModelFolder.Load(folder.File("a"))) ModelFolder.Save(folder.File("b"), stored, type);
        Assert.Equal(File.ReadAllBytes(folder.File("a/model.safetensors")), File.ReadAllBytes(folder.File("b/model.safetensors")));
    }

    [Fact]
    public void Save_OverTheFolderItReads_LeavesBothWhole()
    {
        using var folder = new TemporaryFolder();
        using LanguageModel model = TinyModels.Encoder();
        ModelFolder.Save(folder.File("m"), model);
        using LanguageModel stored = ModelFolder.Load(folder.File("m"));
        ModelFolder.Save(folder.File("m"), stored, TensorType.BF16);
        TinyModels.AssertSameWeights(model.Transformer, stored.Transformer);
    }

    [Fact]
    public void Load_Int8_IsCloseAndSaysHowFar()
    {
        using var folder = new TemporaryFolder();
        using LanguageModel golden = ModelFolder.Load(Goldens.Path("models", "llama-rope-yarn"));
        using LanguageModel rounded = ModelFolder.Load(Goldens.Path("models", "llama-rope-yarn"), new LoadOptions { Weights = WeightUse.Int8 });
        Assert.Null(golden.Transformer.Rounding);
        RoundingError error = Assert.IsType<RoundingError>(rounded.Transformer.Rounding);
        Assert.InRange(error.Relative, 1e-4, 0.02);
        Assert.True(error.Numbers > 10000);
        using var tape = new Tape(recording: false);
        var text = new TokenBatch([1, 5, 9, 2, 7, 30, 4]);
        Tensor a = golden.Transformer.Hidden(tape, text), b = rounded.Transformer.Hidden(tape, text);
        double difference = 0, size = 0;
        for (int i = 0; i < a.Count; i++)
        {
            difference += Math.Pow(a.Span[i] - b.Span[i], 2);
            size += Math.Pow(a.Span[i], 2);
        }
        Assert.InRange(Math.Sqrt(difference / size), 1e-6, 0.05);
    }

    [Theory]
    [InlineData(TensorType.F64)]
    [InlineData(TensorType.F8_E5M2)]
    public void Load_NumbersProductsDoNotRead_AreWidenedAndTurned(TensorType type)
    {
        using var folder = new TemporaryFolder();
        using LanguageModel model = TinyModels.Decoder();
        ModelFolder.Save(folder.File("m"), model);
        List<TensorSource> tensors = [];
        using (SafetensorsFile file = SafetensorsFile.Open(folder.File("m/model.safetensors")))
            foreach (SafetensorsEntry entry in file.Entries.Values)
            {
                var numbers = new float[entry.Count];
                file.ReadFloats(entry.Name, numbers);
                // The upper half of a float16, cut off: which numbers does not matter here.
                byte[] bytes = type == TensorType.F64
                    ? [.. numbers.SelectMany(number => BitConverter.GetBytes((double)number))]
                    : [.. numbers.Select(number => BitConverter.GetBytes((Half)number)[1])];
                tensors.Add(TensorSource.Raw(entry.Name, type, entry.Shape, bytes));
            }
        SafetensorsWriter.Write(folder.File("m/model.safetensors"), tensors);
        using LanguageModel stored = ModelFolder.Load(folder.File("m")), own = ModelFolder.Load(folder.File("m"), LoadOptions.ForTraining);
        using LanguageModel rounded = ModelFolder.Load(folder.File("m"), new LoadOptions { Weights = WeightUse.Int8 });
        TinyModels.AssertSameWeights(own.Transformer, stored.Transformer);
        using var tape = new Tape(recording: false);
        var text = new TokenBatch([.. Enumerable.Range(1, 20)]);
        Assert.Equal(TinyModels.Bits(own.Transformer.Hidden(tape, text)), TinyModels.Bits(stored.Transformer.Hidden(tape, text)));
        Assert.True(rounded.Transformer.Hidden(tape, text).Span[0] is var number && float.IsFinite(number));
    }

    [Fact]
    public void Save_OfRoundedWeights_IsRefused()
    {
        using var folder = new TemporaryFolder();
        using LanguageModel rounded = ModelFolder.Load(Goldens.Path("models", "llama-rope-yarn"), new LoadOptions { Weights = WeightUse.Int8 });
        Assert.Contains("rounded to int8", Assert.Throws<HeedException>(() => ModelFolder.Save(folder.File("m"), rounded)).Message);
        Assert.False(Directory.Exists(folder.File("m")));
    }

    [Fact]
    public void StoredWeights_AfterTheModelsEnd_SaySo()
    {
        using var folder = new TemporaryFolder();
        using LanguageModel model = TinyModels.Encoder();
        ModelFolder.Save(folder.File("m"), model);
        LanguageModel stored = ModelFolder.Load(folder.File("m"));
        Tensor table = stored.Transformer.Parameter("embed.weight");
        stored.Dispose();
        Assert.Throws<ObjectDisposedException>(() => table.ToArray());
        using var tape = new Tape(recording: false);
        using var x = new Tensor([1, table.Columns], "x");
        Assert.Throws<ObjectDisposedException>(() => Operations.Linear(tape, x, table, null, WeightLayout.OutputByInput));
    }

    [Fact]
    public void StoredWeights_AskedForAGradient_SayHowToLoad()
    {
        using var folder = new TemporaryFolder();
        using LanguageModel model = TinyModels.Encoder();
        ModelFolder.Save(folder.File("m"), model);
        using LanguageModel stored = ModelFolder.Load(folder.File("m"));
        Tensor table = stored.Transformer.Parameter("embed.weight");
        Assert.Contains("have no gradient; load the model with weights of its own", Assert.Throws<InvalidOperationException>(() => table.RequiresGradient = true).Message);
        Assert.Contains("no float32 numbers in memory of their own", Assert.Throws<InvalidOperationException>(() => table.Span.Clear()).Message);
    }

    [Fact]
    public async Task LoadAsync_CancelledOrNot_StopsOrLoads()
    {
        using var folder = new TemporaryFolder();
        using LanguageModel model = TinyModels.Encoder();
        ModelFolder.Save(folder.File("m"), model);
        var progress = new List<LoadProgress>();
        using (LanguageModel loaded = await ModelFolder.LoadAsync(
            folder.File("m"), new LoadOptions { Progress = new Direct(progress) }, TestContext.Current.CancellationToken))
            TinyModels.AssertSameWeights(model.Transformer, loaded.Transformer);
        Assert.Equal(new LoadProgress(progress.Count, progress.Count), progress[^1]);
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ModelFolder.LoadAsync(folder.File("m"), null, cancelled.Token));
    }

    private sealed class Direct(List<LoadProgress> list) : IProgress<LoadProgress>
    {
        public void Report(LoadProgress value) => list.Add(value);
    }
}
