namespace Heed.Models.Training;

/// <summary>All that decides a training run. The final weights are a function of it (and of the instruction set).</summary>
public sealed record TrainingConfig
{
    /// <summary>Where the config came from, for messages.</summary>
    public required string File { get; init; }

    /// <summary>The text of the config, kept in checkpoints: a run resumes with the config it started with.</summary>
    public required string Source { get; init; }

    /// <summary>Folder the model is written to.</summary>
    public required string Output { get; init; }

    /// <summary>What the model will know, in a sentence, for its card.</summary>
    public string About { get; init; } = "";

    /// <summary>Seed of weights, corpus, masks and order.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary><c>gpt2</c>, <c>llama</c> or <c>bert</c>.</summary>
    public required string Family { get; init; }

    /// <summary>Blocks.</summary>
    public int Layers { get; init; } = 4;

    /// <summary>Width of the residual stream.</summary>
    public int Width { get; init; } = 128;

    /// <summary>Heads of a layer.</summary>
    public int Heads { get; init; } = 4;

    /// <summary>Of <c>llama</c>, key-value heads of a layer; as many as <see cref="Heads"/> where 0.</summary>
    public int KeyHeads { get; init; }

    /// <summary>Of <c>llama</c>, the head size; <see cref="Width"/> over <see cref="Heads"/> where 0.</summary>
    public int HeadSize { get; init; }

    /// <summary>Of <c>llama</c>, θ, the base of the rotary frequencies.</summary>
    public double RopeTheta { get; init; } = 10000;

    /// <summary>Width of the feed-forward layers; where 0, four times <see cref="Width"/>, of <c>llama</c> 8/3 times, rounded up to a multiple of 8.</summary>
    public int Hidden { get; init; }

    /// <summary>The longest text, in tokens.</summary>
    public int Window { get; init; } = 256;

    /// <summary>Tokens of the tokenizer.</summary>
    public int Vocabulary { get; init; } = 1024;

    /// <summary>Standard deviation of fresh weights.</summary>
    public float Deviation { get; init; } = 0.02f;

    /// <summary>How position embeddings start.</summary>
    public ParameterStart Positions { get; init; } = ParameterStart.Normal;

    /// <summary>How many tokens back heads of the first layer look at the start, a head each.</summary>
    public IReadOnlyList<int> LookBack { get; init; } = [];

    /// <summary>Type the weights are stored in: F32, F16 or BF16.</summary>
    public Weights.TensorType Store { get; init; } = Weights.TensorType.F32;

    /// <summary>Text files to learn from; empty: the tiny-english generator.</summary>
    public IReadOnlyList<string> Files { get; init; } = [];

    /// <summary>How often each tiny-english family comes, relative to the others; empty: the generator's own mixture.</summary>
    public IReadOnlyDictionary<string, double> Mixture { get; init; } = new Dictionary<string, double>();

    /// <summary>What words that are no answer count in the loss; answers count 1.</summary>
    public float OtherWeight { get; init; } = 1f;

    /// <summary>Share of tokens an encoder masks.</summary>
    public double MaskRate { get; init; } = 0.15;

    /// <summary>Share of the steps for which sequences stay short.</summary>
    public double GrowFrom { get; init; }

    /// <summary>Share of the steps after which sequences have grown to their full length; 0: they have it from the start.</summary>
    public double GrowUntil { get; init; }

    /// <summary>Optimiser steps.</summary>
    public int Steps { get; init; } = 1000;

    /// <summary>Tokens in a step, about.</summary>
    public int BatchTokens { get; init; } = 4096;

    /// <summary>The highest learning rate.</summary>
    public float LearningRate { get; init; } = 1e-3f;

    /// <summary>The last learning rate, as a share of the highest.</summary>
    public float FinalRate { get; init; } = 0.05f;

    /// <summary>Steps over which the rate rises.</summary>
    public int Warmup { get; init; } = 100;

    /// <summary>Share of the steps at whose end the rate falls (as a cosine); before, it stays.</summary>
    public double Decay { get; init; } = 0.5;

    /// <summary>β₁ of AdamW.</summary>
    public float Beta1 { get; init; } = 0.9f;

    /// <summary>β₂ of AdamW.</summary>
    public float Beta2 { get; init; } = 0.98f;

    /// <summary>Weight decay of AdamW.</summary>
    public float WeightDecay { get; init; } = 0.01f;

    /// <summary>Gradients longer than this are shortened to it; 0: never.</summary>
    public float Clip { get; init; } = 1f;

    /// <summary>Steps between checkpoints.</summary>
    public int CheckpointEvery { get; init; } = 200;

    /// <summary>Steps between measurements of the accuracy on held-out sentences; 0: none.</summary>
    public int EvaluateEvery { get; init; }

    /// <summary>Whether a model of this family predicts the next token.</summary>
    public bool IsDecoder => Family != "bert";

    /// <summary>The learning rate of a step, counted from 0: a linear rise, a plateau, then half a cosine down.</summary>
    public float RateAt(int step)
    {
        if (step < Warmup) return LearningRate * (step + 1) / Warmup;
        double start = Steps * (1 - Decay);
        if (step < start) return LearningRate;
        double t = (step - start) / Math.Max(1, Steps - start);
        return (float)(LearningRate * (FinalRate + (1 - FinalRate) * 0.5 * (1 + Math.Cos(Math.PI * t))));
    }

    /// <summary>The difficulty of a step, 0 … 1.</summary>
    public double LevelAt(int step) => GrowUntil <= 0 ? 1 : Math.Clamp(((double)step / Steps - GrowFrom) / Math.Max(1e-9, GrowUntil - GrowFrom), 0, 1);
}
