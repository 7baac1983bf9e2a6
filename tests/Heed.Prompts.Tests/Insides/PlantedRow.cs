using Heed.Lens.Planted;
using Heed.Models;
using Heed.Models.Tokenizers;

namespace Heed.Prompts.Tests.Insides;

/// <summary>A planted model that reads its tokens as words: t0, t1 … t63.</summary>
internal sealed class PlantedRow : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public PlantedRow(PlantedModel planted)
    {
        string vocabulary = string.Join(',', Enumerable.Range(0, 64).Select(id => $"\"{Word(id)}\":{id}"));
        File.WriteAllText(_folder.File("tokenizer.json"), $$"""
            {"version":"1.0","added_tokens":[],"normalizer":null,"pre_tokenizer":{"type":"WhitespaceSplit"},"post_processor":null,"decoder":null,
             "model":{"type":"WordLevel","vocab":{ {{vocabulary}} },"unk_token":"start"} }
            """);
        Planted = planted;
        Model = new LanguageModel(planted.Name, "Planted", planted.Transformer, Tokenizer.Load(_folder.File("tokenizer.json")));
    }

    public PlantedModel Planted { get; }

    public LanguageModel Model { get; }

    public static string Word(int token) => token == 0 ? "start" : token == 1 ? "." : $"t{token}";

    /// <summary>The prompt, its tokens in words, with spans around some of them.</summary>
    public InsideRow Row(PlantedPrompt prompt, params ReadOnlySpan<(string Name, int Start, int End)> spans)
    {
        string marked = "";
        for (int i = 0; i < prompt.Ids.Length; i++)
        {
            foreach ((string name, int start, _) in spans)
                if (start == i) marked += $"«{name}:";
            marked += Word(prompt.Ids[i]);
            foreach ((_, _, int end) in spans)
                if (end == i + 1) marked += "»";
            marked += " ";
        }
        return new InsideRow(marked.TrimEnd(), "planted") { Own = Model };
    }

    public void Dispose()
    {
        Planted.Dispose();
        _folder.Dispose();
    }
}
