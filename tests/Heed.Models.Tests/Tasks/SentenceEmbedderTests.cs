using Heed.Autograd;
using Heed.Models.Tasks;

namespace Heed.Models.Tests.Tasks;

/// <summary>Folders of sentence-transformers: pooling and normalization as their files say.</summary>
public class SentenceEmbedderTests
{
    private static readonly string[] s_texts = ["The cat sat.", "The dog sat on the log and sang to the bird.", "bird"];

    [Theory]
    [InlineData("pooling_mode_mean_tokens", false)]
    [InlineData("pooling_mode_mean_tokens", true)]
    [InlineData("pooling_mode_cls_token", true)]
    [InlineData("pooling_mode_lasttoken", false)]
    public void Embed_AsTheFolderSays_EqualsPlainPooling(string mode, bool normalize)
    {
        using var folder = new TemporaryFolder();
        string path = Write(folder, mode, normalize);
        using SentenceEmbedder embedder = SentenceEmbedder.Load(path);
        float[][] vectors = embedder.Embed(s_texts);
        for (int i = 0; i < s_texts.Length; i++)
        {
            using var tape = new Tape(recording: false);
            Tensor hidden = embedder.Model.Transformer.Hidden(tape, new TokenBatch(embedder.Model.Tokenizer!.Encode(s_texts[i]).Ids));
            double[] expected = [.. Enumerable.Range(0, hidden.Columns).Select(column => mode switch
            {
                "pooling_mode_cls_token" => hidden.Span[column],
                "pooling_mode_lasttoken" => hidden.Span[(hidden.Rows - 1) * hidden.Columns + column],
                _ => Enumerable.Range(0, hidden.Rows).Average(row => (double)hidden.Span[row * hidden.Columns + column]),
            })];
            double length = normalize ? Math.Sqrt(expected.Sum(x => x * x)) : 1;
            for (int column = 0; column < expected.Length; column++) Assert.Equal(expected[column] / length, vectors[i][column], 2e-5);
            // A text's vector does not depend on its neighbours.
            Assert.All(embedder.Embed([s_texts[i]])[0].Zip(vectors[i]), pair => Assert.Equal(pair.First, pair.Second, 2e-5f));
        }
        Assert.Equal(1, SentenceEmbedder.Cosine(vectors[0], vectors[0]), 1e-6);
    }

    [Fact]
    public void Load_BareModel_TakesTheMean()
    {
        using var folder = new TemporaryFolder();
        using (LanguageModel model = TinyModels.Encoder("BertModel")) ModelFolder.Save(folder.File("m"), model);
        using SentenceEmbedder embedder = SentenceEmbedder.Load(folder.File("m"));
        Assert.Equal(new EmbeddingPlan(), embedder.Plan);
        Assert.Equal(24, embedder.Embed(["The cat"])[0].Length);
    }

    [Fact]
    public void Embed_LongText_IsRefusedOrCut()
    {
        using var folder = new TemporaryFolder();
        string path = Write(folder, "pooling_mode_mean_tokens", true);
        File.WriteAllText(Path.Combine(path, "sentence_bert_config.json"), """{ "max_seq_length": 8, "do_lower_case": false }""");
        using SentenceEmbedder embedder = SentenceEmbedder.Load(path);
        string text = "The cat sat on the mat and the dog sat on the log.";
        Assert.Contains("is 8", Assert.Throws<HeedException>(() => embedder.Embed([text])).Message);
        Assert.Equal(24, embedder.Embed([text], truncate: true)[0].Length);
        Assert.Contains("got an empty text", Assert.Throws<HeedException>(() => embedder.Embed([" "])).Message);
    }

    [Fact]
    public void Embed_DefaultPrompt_StandsBeforeTheText()
    {
        using var folder = new TemporaryFolder();
        string path = Write(folder, "pooling_mode_mean_tokens", true);
        float[] expected;
        using (SentenceEmbedder plain = SentenceEmbedder.Load(path)) expected = plain.Embed(["The dog sat"])[0];
        File.WriteAllText(Path.Combine(path, "config_sentence_transformers.json"), """{ "prompts": { "query": "The dog " }, "default_prompt_name": "query" }""");
        using SentenceEmbedder embedder = SentenceEmbedder.Load(path);
        Assert.Equal(expected, embedder.Embed(["sat"])[0]);
    }

    [Theory]
    [InlineData("modules.json", "{}", "expected a JSON list")]
    [InlineData("modules.json", "[", "expected JSON")]
    [InlineData("modules.json", "[1]", "expected a list of objects")]
    [InlineData("modules.json", "[{ \"type\": \"sentence_transformers.models.Dense\", \"path\": \"2\" }]",
        "Heed has the modules Transformer, Pooling and Normalize")]
    [InlineData("modules.json", "[{ \"type\": \"sentence_transformers.models.Transformer\", \"path\": \"\" }]",
        "expected a module Pooling")]
    [InlineData("modules.json", "[{ \"type\": \"sentence_transformers.models.Pooling\", \"path\": \"../up\" }]",
        "expected a path inside the folder")]
    [InlineData("1_Pooling/config.json", "{ \"pooling_mode_max_tokens\": true }", "pooling_mode_max_tokens")]
    [InlineData("1_Pooling/config.json", "{ \"pooling_mode_mean_tokens\": true, \"pooling_mode_cls_token\": true }", "got 2 of them")]
    [InlineData("1_Pooling/config.json", "{ \"pooling_mode_mean_tokens\": true, \"include_prompt\": false }", "include_prompt")]
    public void Load_BrokenOrUnsupported_IsNamed(string file, string json, string message)
    {
        using var folder = new TemporaryFolder();
        string path = Write(folder, "pooling_mode_mean_tokens", true);
        File.WriteAllText(Path.Combine(path, file), json);
        Assert.Contains(message, Assert.Throws<HeedException>(() => SentenceEmbedder.Load(path)).Message);
    }

    private static string Write(TemporaryFolder folder, string mode, bool normalize)
    {
        string path = folder.File("m");
        using (LanguageModel model = TinyModels.Encoder("BertModel")) ModelFolder.Save(path, model);
        string normal = normalize ? """, { "idx": 2, "name": "2", "path": "2_Normalize", "type": "sentence_transformers.models.Normalize" }""" : "";
        File.WriteAllText(Path.Combine(path, "modules.json"), $$"""
            [{ "idx": 0, "name": "0", "path": "", "type": "sentence_transformers.models.Transformer" },
             { "idx": 1, "name": "1", "path": "1_Pooling", "type": "sentence_transformers.models.Pooling" }{{normal}}]
            """);
        Directory.CreateDirectory(Path.Combine(path, "1_Pooling"));
        File.WriteAllText(Path.Combine(path, "1_Pooling", "config.json"), $$"""
            { "word_embedding_dimension": 24, "pooling_mode_cls_token": false, "pooling_mode_mean_tokens": false, "pooling_mode_max_tokens": false,
              "pooling_mode_mean_sqrt_len_tokens": false, "{{mode}}": true }
            """.Replace($"\"{mode}\": false, ", ""));
        return path;
    }
}
