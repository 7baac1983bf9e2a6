namespace Heed.Models.Training.TinyEnglish;

/// <summary>A family of random contents, whose texts themselves are split.</summary>
internal abstract class FreeFamily(string name) : IFamily
{
    public string Name => name;

    public IReadOnlyList<string> Variants { get; } = [name];

    public virtual bool MasksSome => false;

    public Sentence Draw(ref Randomness random, Split split, in Difficulty difficulty)
    {
        while (true)
        {
            Sentence sentence = Write(ref random, difficulty).Finish(name, split, name);
            if (HeldOutRule.HoldsOut(sentence.Text) == sentence.HeldOut)
                return sentence;
        }
    }

    public int SweepLength(Split split) => 1;

    public Sentence DrawSlot(ref Randomness random, Split split, in Difficulty difficulty, int slot) =>
        Draw(ref random, split, difficulty);

    /// <summary>Writes a random sentence.</summary>
    protected abstract Draft Write(ref Randomness random, in Difficulty difficulty);
}
