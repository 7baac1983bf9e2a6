namespace Heed.Lens.Words;

/// <summary>A way of saying which token an answer rests on.</summary>
public interface IWordMethod
{
    /// <summary>What it is called.</summary>
    string Name { get; }

    /// <summary>A score for each token: the higher, the more the answer rests on it.</summary>
    float[] Scores(WordCase text);
}
