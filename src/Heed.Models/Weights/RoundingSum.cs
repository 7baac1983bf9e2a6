namespace Heed.Models.Weights;

/// <summary>Adds up the error of rounded rows.</summary>
internal sealed class RoundingSum
{
    private double _errors, _squares, _largest;
    private long _numbers;

    /// <summary>What came of it; null where nothing was rounded.</summary>
    public RoundingError? Error => _numbers == 0 ? null : new RoundingError(_numbers, _squares == 0 ? 0 : Math.Sqrt(_errors / _squares), _largest);

    /// <summary>Takes in one row.</summary>
    public void Add(ReadOnlySpan<float> exact, ReadOnlySpan<float> rounded)
    {
        for (int i = 0; i < exact.Length; i++)
        {
            double error = (double)rounded[i] - exact[i];
            _errors += error * error;
            _squares += (double)exact[i] * exact[i];
            _largest = Math.Max(_largest, Math.Abs(error));
        }
        _numbers += exact.Length;
    }
}
