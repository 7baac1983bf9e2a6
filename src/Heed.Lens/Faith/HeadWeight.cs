namespace Heed.Lens.Faith;

/// <summary>The weights of one head at the answering token: the head that was right most often on other sentences.</summary>
public sealed class HeadWeight : IWordMethod
{
    private readonly string _attention;
    private readonly int _head;

    private HeadWeight(string attention, int head) => (_attention, _head) = (attention, head);

    /// <inheritdoc/>
    public string Name => "largest weight, best head";

    /// <summary>Which head.</summary>
    public string Head => $"{_attention} head {_head}";

    /// <summary>Chooses the head.</summary>
    /// <param name="sentences">Sentences of the family that are not measured on.</param>
    public static HeadWeight Choose(IReadOnlyList<FaithCase> sentences)
        => sentences[0].Attentions.SelectMany(attention => Enumerable.Range(0, sentences[0].Model.Blueprint.Heads).Select(head => new HeadWeight(attention, head)))
            .MaxBy(candidate => sentences.Count(sentence => WordScores.NamesTruth(sentence, candidate.Scores(sentence))))!;

    /// <inheritdoc/>
    public float[] Scores(FaithCase sentence) => sentence.Weights(_attention, _head).ToArray();
}
