/** Texts in the little language of the built-in models. */
export const examples = [
  { title: 'it → trophy', text: 'The trophy would not fit in the suitcase because it was too big.' },
  { title: 'a code', text: 'The code of amber lamp is 42. The code of basil box is 17. What is the code of amber lamp? It is 42.' },
  { title: 'who gave', text: 'The teacher gave the book to the doctor. Who gave the book? The teacher.' },
];
