/** Texts in the little language of the built-in models. */
export const examples = [
  { title: 'it → trophy', text: 'The trophy would not fit in the suitcase because it was too big.' },
  { title: 'it → suitcase', text: 'The trophy would not fit in the suitcase because it was too small.' },
  { title: 'a question, for tiny-decoder', text: 'The trophy would not fit in the suitcase because it was too big. What was too big? The' },
];

/** Texts to take keys and values from. */
export const others = [
  { title: 'the other way round', text: 'The trophy would not fit in the suitcase because it was too small.' },
  { title: 'animals', text: 'The dog saw the cat.' },
];
