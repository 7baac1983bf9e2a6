/** Questions in the little language of the built-in models. */
export interface Example {
  title: string;
  model: string;
  text: string;
  answer: string;
  other: string;
  against: string;
  /** The words whose attention is cut first, where it is not the strongest. */
  pair?: [string, string];
  /** What a newcomer has to know of it. */
  note?: string;
}

export const examples: Example[] = [
  {
    title: 'What does “it” mean?',
    model: 'tiny-encoder',
    text: 'The trophy would not fit in the suitcase because it was too big.',
    answer: 'trophy',
    other: 'suitcase',
    against: 'The trophy would not fit in the suitcase because it was too small.',
    pair: ['it', 'trophy'],
  },
  {
    title: 'What was too big?',
    model: 'tiny-decoder',
    text: 'The trophy would not fit in the suitcase because it was too big. What was too big? The',
    answer: 'trophy',
    other: 'suitcase',
    against: 'The trophy would not fit in the suitcase because it was too small. What was too small? The',
    note: 'This model goes on with a text and reads from left to right, so a question was added. At “it” it has not yet read “big”: what it works out is worked out at other words.',
  },
  {
    title: 'Which code?',
    model: 'tiny-decoder',
    text: 'The code of amber is 42. The code of basil is 17. What is the code of amber? It is',
    answer: '42',
    other: '17',
    against: 'The code of amber is 42. The code of basil is 17. What is the code of basil? It is',
  },
  {
    title: 'Which code, of two words?',
    model: 'tiny-long',
    text: 'The code of amber lamp is 42. The code of basil ring is 17. What is the code of amber lamp? It is',
    answer: '42',
    other: '17',
    against: 'The code of amber lamp is 42. The code of basil ring is 17. What is the code of basil ring? It is',
  },
];

export const exampleOf = (model: string): Example | undefined => examples.find((example) => example.model === model);
