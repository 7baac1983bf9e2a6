/** A configuration to begin with: the measures of Qwen2 0.5B (Yang et al. 2024, Qwen2 technical report, table 1). */
export const example = JSON.stringify(
  {
    architectures: ['Qwen2ForCausalLM'],
    model_type: 'qwen2',
    num_hidden_layers: 24,
    hidden_size: 896,
    num_attention_heads: 14,
    num_key_value_heads: 2,
    intermediate_size: 4864,
    vocab_size: 151936,
    max_position_embeddings: 131072,
    tie_word_embeddings: true,
  },
  null,
  1,
);
