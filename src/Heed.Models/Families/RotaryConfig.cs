using System.Text.Json;

namespace Heed.Models.Families;

/// <summary>
/// Rotary positions of a configuration: <c>rope_theta</c> with <c>rope_scaling</c>, or <c>rope_parameters</c> with both, of all layers or
/// of each kind of layer
/// (Hugging Face transformers, modeling_rope_utils).
/// </summary>
internal static class RotaryConfig
{
    private static readonly Dictionary<string, Func<Scope, RotaryScalingPlan?>> s_scalings = new()
    {
        ["default"] = _ => null,
        ["linear"] = scope => new LinearPlan(scope.Factor()) { Positions = scope.Positions },
        ["dynamic"] = scope => new DynamicPlan(scope.Factor(), scope.Positions) { Positions = scope.Positions },
        ["llama3"] = scope => new Llama3Plan(
            scope.Factor(), scope.Scaling.RequiredNumber("low_freq_factor"), scope.Scaling.RequiredNumber("high_freq_factor"),
                scope.Original())
            { Positions = scope.Positions },
        ["yarn"] = Yarn,
        ["longrope"] = LongRope,
        ["su"] = LongRope, // as the first Phi-3 files call it
    };

    /// <summary>Reads it.</summary>
    /// <param name="config">The configuration.</param>
    /// <param name="width">How many numbers of a head turn where the configuration names no share.</param>
    /// <param name="positions">max_position_embeddings.</param>
    /// <param name="kind">The kind of layer, for configurations that differ by it.</param>
    /// <exception cref="HeedException">A field is missing or wrong, or the kind of scaling is not known.</exception>
    public static RotaryPlan Read(ConfigReader config, int width, int positions, string kind = "full_attention")
    {
        ConfigReader? parameters = config.Object("rope_parameters");
        if (parameters?.Object(kind) is { } ofKind) parameters = ofKind;
        double theta = parameters?.OptionalNumber("rope_theta") ?? config.OptionalNumber("rope_theta") ?? 10000;
        double share = parameters?.OptionalNumber("partial_rotary_factor") ?? config.OptionalNumber("partial_rotary_factor") ?? 1;
        config.Require(share is > 0 and <= 1, "partial_rotary_factor", "a number above 0 and at most 1");
        return new RotaryPlan((int)(width * share), theta, Scaling(config, parameters ?? config.Object("rope_scaling"), positions));
    }

    /// <summary>Reads <c>rope_scaling</c>, or what stands in its place.</summary>
    public static RotaryScalingPlan? Scaling(ConfigReader config, ConfigReader? scaling, int positions)
    {
        if (scaling is null) return null;
        string old = scaling.Text("type", "default"), type = scaling.Text("rope_type", old);
        if (!s_scalings.TryGetValue(type, out Func<Scope, RotaryScalingPlan?>? read))
            throw new HeedException(
                $"{config.File}: \"{scaling.Path}rope_type\": Heed supports {string.Join(", ", s_scalings.Keys)}; got \"{type}\".") { IsUnsupported = true };
        scaling.OptionalNumber("rope_theta");
        scaling.OptionalNumber("partial_rotary_factor");
        RotaryScalingPlan? plan = read(new Scope(config, scaling, positions));
        scaling.RefuseUnread();
        return plan;
    }

    /// <summary>Writes what <see cref="Read"/> reads.</summary>
    public static void Write(Utf8JsonWriter json, RotaryPlan plan, string theta = "rope_theta")
    {
        json.WriteNumber(theta, plan.Theta);
        if (plan.Scaling is null) return;
        json.WriteStartObject("rope_scaling");
        switch (plan.Scaling)
        {
            case LinearPlan linear:
                Start("linear", linear.Factor);
                break;
            case DynamicPlan dynamic:
                Start("dynamic", dynamic.Factor);
                break;
            case Llama3Plan llama:
                Start("llama3", llama.Factor);
                json.WriteNumber("low_freq_factor", llama.LowFrequencyFactor);
                json.WriteNumber("high_freq_factor", llama.HighFrequencyFactor);
                json.WriteNumber("original_max_position_embeddings", llama.OriginalLength);
                break;
            case YarnPlan yarn:
                Start("yarn", yarn.Factor);
                if (yarn.OriginalLength != yarn.Positions) json.WriteNumber("original_max_position_embeddings", yarn.OriginalLength);
                if (yarn.AttentionFactor is { } factor) json.WriteNumber("attention_factor", factor);
                json.WriteNumber("beta_fast", yarn.BetaFast);
                json.WriteNumber("beta_slow", yarn.BetaSlow);
                if (yarn.Mscale != 0) json.WriteNumber("mscale", yarn.Mscale);
                if (yarn.MscaleAllDim != 0) json.WriteNumber("mscale_all_dim", yarn.MscaleAllDim);
                if (!yarn.Truncate) json.WriteBoolean("truncate", false);
                break;
            case LongRopePlan rope:
                json.WriteString("rope_type", "longrope");
                json.WriteNumbers("short_factor", rope.ShortFactors);
                json.WriteNumbers("long_factor", rope.LongFactors);
                if (rope.AttentionFactor is { } attention) json.WriteNumber("attention_factor", attention);
                json.WriteNumber("factor", rope.Factor);
                json.WriteNumber("original_max_position_embeddings", rope.OriginalLength);
                break;
        }
        json.WriteEndObject();

        void Start(string type, double factor)
        {
            json.WriteString("rope_type", type);
            json.WriteNumber("factor", factor);
        }
    }

    private static YarnPlan Yarn(Scope scope) => new(scope.Factor(), scope.Original())
    {
        Positions = scope.Positions,
        AttentionFactor = scope.Scaling.OptionalNumber("attention_factor"),
        BetaFast = scope.Scaling.OptionalNumber("beta_fast") ?? 32,
        BetaSlow = scope.Scaling.OptionalNumber("beta_slow") ?? 1,
        Mscale = scope.Scaling.OptionalNumber("mscale") ?? 0,
        MscaleAllDim = scope.Scaling.OptionalNumber("mscale_all_dim") ?? 0,
        Truncate = scope.Scaling.Flag("truncate", true),
    };

    private static LongRopePlan LongRope(Scope scope)
    {
        int original = scope.Original();
        // How far the model was stretched; a factor of its own holds only where the original length is that of the configuration.
        double factor = scope.Scaling.OptionalNumber("factor") is { } given && original == scope.Positions ? given
            : (double)scope.Positions / original;
        return new LongRopePlan(
            [.. scope.Scaling.Numbers("short_factor")], [.. scope.Scaling.Numbers("long_factor")], original, factor,
                scope.Scaling.OptionalNumber("attention_factor"))
            { Positions = scope.Positions };
    }

    private sealed record Scope(ConfigReader Config, ConfigReader Scaling, int Positions)
    {
        public double Factor() => Scaling.RequiredNumber("factor");

        public int Original()
            => Scaling.OptionalInteger("original_max_position_embeddings", least: 1)
                ?? Config.OptionalInteger("original_max_position_embeddings", least: 1) ?? Positions;
    }
}
