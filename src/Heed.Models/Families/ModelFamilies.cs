namespace Heed.Models.Families;

/// <summary>The families Heed reads.</summary>
internal static class ModelFamilies
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<IModelFamily> All { get; } = 
    [
        new Gpt2Family(), new GptNeoXFamily(), new LlamaFamily(), new MistralFamily(), new Qwen2Family(), new Qwen3Family(),
            new Gemma2Family(), new Gemma3Family(),
        new Phi3Family(), new Olmo2Family(),
        new BertFamily(), new RobertaFamily("roberta", "Roberta"), new RobertaFamily("xlm-roberta", "XLMRoberta"), new DistilBertFamily(),
            new AlbertFamily(),
        new T5Family(),
    ];

    /// <summary>Every architecture Heed reads.</summary>
    public static IEnumerable<string> Architectures => All.SelectMany(family => family.Architectures.Keys);

    /// <summary>The family of an architecture; null when there is none.</summary>
    public static IModelFamily? Of(string architecture) => All.FirstOrDefault(family => family.Architectures.ContainsKey(architecture));

    /// <summary>The family of a model type; null when there is none.</summary>
    public static IModelFamily? OfType(string modelType) => All.FirstOrDefault(family => family.ModelType == modelType);
}
