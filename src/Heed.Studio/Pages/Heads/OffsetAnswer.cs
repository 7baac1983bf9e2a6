using Heed.Lens.Roles;

namespace Heed.Studio.Pages.Heads;

/// <summary>A column of the histogram of offsets.</summary>
/// <param name="From">The first offset in it; null for all further back.</param>
/// <param name="To">The last; null for all further ahead.</param>
/// <param name="Name">For the axis.</param>
/// <param name="Even">What attention spread evenly would have there.</param>
public sealed record OffsetAnswer(int? From, int? To, string Name, double Even)
{
    internal static OffsetAnswer Of(double even, int bin)
    {
        int offset = HeadOffsets.OffsetOf(bin);
        string name = Math.Abs(offset) > HeadOffsets.Reach ? offset < 0 ? "further back" : "further ahead" : offset == 0 ? "itself" : offset < 0 ? $"−{-offset}" : $"+{offset}";
        return new OffsetAnswer(offset < -HeadOffsets.Reach ? null : offset, offset > HeadOffsets.Reach ? null : offset, name, even);
    }
}
