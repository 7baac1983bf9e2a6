/** Texts in the little language of the built-in models. */
export const examples = [
  { title: 'it → trophy', text: 'The trophy would not fit in the suitcase because it was too big.' },
  { title: 'it → suitcase', text: 'The trophy would not fit in the suitcase because it was too small.' },
];
