using Heed.Masks;
using Heed.Scores;

namespace Heed.Models.Verification;

/// <summary>Something to do with a mask and a change to the scores, whatever their types.</summary>
internal interface IVariedCall
{
    /// <summary>Does it.</summary>
    void Run<TMask, TScore>(TMask mask, TScore score) where TMask : struct, IMask where TScore : struct, IScore;
}
