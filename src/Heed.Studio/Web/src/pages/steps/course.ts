export interface Chapter {
  id: string;
  title: string;
  /** For people who never saw attention. */
  text: string;
  /** Steps of the lens, in order; a model has those it computes. */
  steps: string[];
}

/** The course: every step of a head, from words to what the head writes. */
export const course: Chapter[] = [
  {
    id: 'embedding',
    title: 'Words become numbers',
    text: 'A model cannot read. Each word is looked up in a learned table and becomes a row of numbers; where it stands is told by more numbers that are added. The layers below then change these rows, and what comes out enters the head.',
    steps: ['token_embedding', 'position_embedding', 'type_embedding', 'embedding', 'block_input', 'attention_input'],
  },
  {
    id: 'queries',
    title: 'Queries: what a word looks for',
    text: 'The row of every word is multiplied with a learned matrix and becomes a short row, its query. Think of it as a question: “I am a pronoun; which noun fits me?” The numbers are nobody’s words, though; training found them.',
    steps: ['q_projected', 'q_normed', 'q'],
  },
  {
    id: 'keys',
    title: 'Keys: what a word can be found by',
    text: 'Another learned matrix makes a key of the same row: what the word offers to whoever is looking. A query and a key are equally long, so that they can be compared number by number.',
    steps: ['k_projected', 'k_normed', 'k'],
  },
  {
    id: 'values',
    title: 'Values: what a word hands over',
    text: 'A third matrix makes the value: what is passed on once the word has been chosen. Finding and handing over are separate: a word may be easy to find and still say little.',
    steps: ['v'],
  },
  {
    id: 'scores',
    title: 'Scores: every query meets every key',
    text: 'A query and a key are multiplied number by number and the products added up. A large sum means that what this word looks for is what that word offers. Point at a score to see the two rows it comes from.',
    steps: ['products'],
  },
  {
    id: 'scaling',
    title: 'Scaling: keep scores in reach',
    text: 'A sum of many products grows with their number, so it is divided by the square root of the head’s size. These are the scores you can change: drag one up or down and watch the weights and the answer follow.',
    steps: ['scaled', 'capped', 'bias', 'biased'],
  },
  {
    id: 'mask',
    title: 'Mask: who may see whom',
    text: 'Some pairs may be taken out before anybody is compared: a model that writes from left to right must not see what comes later. A removed pair has no score at all. Switch the mask beside this to see the difference.',
    steps: ['mask', 'scores'],
  },
  {
    id: 'softmax',
    title: 'Softmax: scores become shares',
    text: 'Each score becomes a positive number by the exponential, and each row is divided by its sum. What is left are weights: shares that add up to 1 in every row. Only differences of scores count: one more in score is 2.7 times the share.',
    steps: ['row_max', 'exponentials', 'row_sum', 'pattern'],
  },
  {
    id: 'sum',
    title: 'Weighted sum: collect the values',
    text: 'The values of all words are mixed in proportion to the weights. If nearly all of the weight is on one word, the result is nearly that word’s value: the head has copied it.',
    steps: ['z'],
  },
  {
    id: 'concatenation',
    title: 'All heads side by side',
    text: 'The other heads of the layer did the same at the same time with matrices of their own, and looked elsewhere. Their results are laid side by side; the frame marks this head’s part.',
    steps: ['concatenation'],
  },
  {
    id: 'projection',
    title: 'Projection: back to the word',
    text: 'A last matrix turns what the heads found into a row as wide as the word’s own, and it is added to it. That is all attention does: it moves what other words know into this one. The rest of the model goes on from here to the answer.',
    steps: ['contribution', 'result', 'residual'],
  },
];

/** What people say, and what is right instead. */
export const mistakes: { id: string; claim: string; right: string }[] = [
  {
    id: 'self-against-cross',
    claim: '“Self-attention and cross attention are two different mechanisms.”',
    right: 'There is one computation. Self-attention takes queries, keys and values from the same text; cross attention takes keys and values from another, as a translation does from its source.',
  },
  {
    id: 'weights-as-reasons',
    claim: '“The model answers this because the weight on that word is large.”',
    right: 'A weight says where a head looks. Whether the answer rests on it shows only when the pair is really cut and the model is run again.',
  },
  {
    id: 'all-heads-alike',
    claim: '“All heads of a layer do much the same, so a mean shows what the layer does.”',
    right: 'Heads look at different words and matter to different degrees. A mean over them shows what none of them does.',
  },
  {
    id: 'equal-attention',
    claim: '“Attention looks at all words equally.”',
    right: 'Every word can be reached in one step, but a trained head chooses: most of a row often goes to one or two words. Made equal by force, it loses what it chose.',
  },
];
