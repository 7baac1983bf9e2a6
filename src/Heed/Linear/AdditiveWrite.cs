namespace Heed.Linear;

/// <summary>The value is added as it is: u = v (Katharopoulos et al. 2020, retention, gated linear attention).</summary>
public readonly struct AdditiveWrite : IWriteRule
{
    static bool IWriteRule.ReadsState => false;

    bool IWriteRule.WantsGradient => false;

    void IWriteRule.Check(HeadView keys) { }

    bool IWriteRule.Touches(HeadView view) => false;

    float IWriteRule.Strength(int batch, int head, int token) => 1f;

    void IWriteRule.AddGradient(int batch, int head, int token, float gradient) { }
}
