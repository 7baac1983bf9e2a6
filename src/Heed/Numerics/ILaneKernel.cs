namespace Heed.Numerics;

/// <summary>Work written once over <see cref="ILane{TVector}"/>; <see cref="Lanes.Run{TKernel}"/> runs it at the machine's width.</summary>
internal interface ILaneKernel
{
    /// <summary>Does the work at the width of <typeparamref name="TLane"/>.</summary>
    void Run<TLane, TVector>() where TLane : struct, ILane<TVector> where TVector : struct;
}
