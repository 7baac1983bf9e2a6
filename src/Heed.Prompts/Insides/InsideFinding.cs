using System.Text.Json;

namespace Heed.Prompts.Insides;

/// <summary>What was found inside, before <c>not-</c>.</summary>
/// <param name="Holds">Whether what is asserted is so.</param>
/// <param name="Score">0 … 1.</param>
/// <param name="Reason">For people.</param>
/// <param name="Details">All numbers behind it.</param>
internal sealed record InsideFinding(bool Holds, double Score, string Reason, JsonElement Details);
