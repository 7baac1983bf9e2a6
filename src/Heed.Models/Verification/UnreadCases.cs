using Heed.Models.Tokenizers;

namespace Heed.Models.Verification;

/// <summary>Cases of a kind Heed has nothing to compare with.</summary>
/// <param name="list">The content of cases.json.</param>
/// <param name="nameField">The field with a case's name.</param>
/// <param name="reason">Why.</param>
internal sealed class UnreadCases(JsonPart list, string nameField, string reason) : ICaseSource
{
    public IEnumerable<VerificationCase> Cases()
        => list["cases"].Items().Select(item => new VerificationCase(item[nameField].Text(), () => Outcome.Skipped(reason)));
}
