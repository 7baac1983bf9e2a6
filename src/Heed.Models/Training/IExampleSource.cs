namespace Heed.Models.Training;

/// <summary>An endless supply of examples, each a pure function of its number and the level: training can stop and go on anywhere.</summary>
internal interface IExampleSource
{
    /// <summary>Example <paramref name="index"/> at difficulty <paramref name="level"/>, 0 … 1.</summary>
    TrainingExample Draw(long index, double level);
}
