using System.Text.Json;

namespace Heed.Models.Families;

/// <summary>Fields of a config.json that do not change what a model computes from tokens: bookkeeping, training, and what generation reads
/// elsewhere.</summary>
internal static class HarmlessFields
{
    private static readonly HashSet<string> s_names = new(StringComparer.Ordinal)
    {
        // What the folder is and how it was written.
        "architectures", "model_type", "torch_dtype", "dtype", "transformers_version", "name_or_path", "auto_map", "tokenizer_class",
            "language", "max_length",
        "transformers.js_config", "unsloth_fixed", "unsloth_version", "vocab_file", "finetuning_task", "hub_version", "model_max_length",
            "gguf_file",
        // How libraries run it.
        "use_cache", "return_dict", "return_dict_in_generate", "output_attentions", "output_hidden_states", "output_scores", "output_past",
            "torchscript",
        "use_bfloat16", "tf_legacy_loss", "cache_implementation", "attn_implementation", "pretraining_tp", "chunk_size_feed_forward",
            "reorder_and_upcast_attn",
        "gradient_checkpointing", "tie_encoder_decoder", "keys_to_ignore_at_inference",
        // Training.
        "initializer_range", "initializer_factor", "attention_dropout", "attention_probs_dropout_prob", "attn_pdrop", "embd_pdrop",
            "resid_pdrop", "hidden_dropout",
        "hidden_dropout_prob", "classifier_dropout", "classifier_dropout_prob", "dropout", "dropout_rate", "qa_dropout",
            "seq_classif_dropout", "embedding_dropout",
        "emb_pdrop", "problem_type", "router_aux_loss_coef",
        // Tokens and labels.
        "bos_token_id", "eos_token_id", "pad_token_id", "sep_token_id", "unk_token_id", "cls_token_id", "mask_token_id",
            "decoder_start_token_id", "id2label",
        "label2id", "prefix", "separator_token",
        // Defaults of generation and of tasks.
        "task_specific_params", "do_sample", "temperature", "top_k", "top_p", "typical_p", "num_beams", "num_beam_groups",
            "num_return_sequences", "diversity_penalty",
        "repetition_penalty", "length_penalty", "early_stopping", "min_length", "no_repeat_ngram_size", "encoder_no_repeat_ngram_size",
            "max_new_tokens",
        "bad_words_ids", "begin_suppress_tokens", "suppress_tokens", "forced_bos_token_id", "forced_eos_token_id",
            "exponential_decay_length_penalty",
        "remove_invalid_values", "summary_type", "summary_use_proj", "summary_activation", "summary_proj_to_labels",
            "summary_first_dropout",
        // Leftovers of older code, unused by the models of today.
        "n_ctx", "directionality", "pooler_fc_size", "pooler_num_attention_heads", "pooler_num_fc_layers", "pooler_size_per_head",
            "pooler_type",
        "down_scale_factor", "gap_size", "net_structure_type", "num_memory_blocks", "sinusoidal_pos_embds", "predict_special_tokens",
            "tie_weights_",
    };

    /// <summary>Whether it is one of them. Names that begin with a line are private to the library that wrote them.</summary>
    public static bool Contains(string field) => field.StartsWith('_') || s_names.Contains(field);

    /// <summary>Whether a value says that something is not there: null, false, or empty.</summary>
    public static bool IsOff(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.False => true,
        JsonValueKind.Array => value.GetArrayLength() == 0,
        JsonValueKind.Object => !value.EnumerateObject().Any(),
        JsonValueKind.String => value.ValueEquals(""),
        _ => false,
    };
}
