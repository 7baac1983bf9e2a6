using Heed.Masks;
using Heed.Scores;

namespace Heed.Autograd;

/// <summary>Sees what a module attends with, just before it does.</summary>
public interface IAttentionWatcher
{
    /// <summary>The inputs, valid during the call, with the mask and the change to the scores.</summary>
    void Attend<TMask, TScore>(in AttentionInputs inputs, TMask mask, TScore score)
        where TMask : struct, IMask where TScore : struct, IScore;
}
