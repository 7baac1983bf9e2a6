/** What there is to look at; an example of so many tokens is made by the server from a fixed seed. */
export const examples = [
  { title: 'a sentence', text: 'The trophy would not fit in the suitcase because it was too big.', model: '', example: undefined, beyond: undefined },
  { title: '2,000 tokens', text: undefined, model: 'tiny-long', example: 2000, beyond: undefined },
  { title: 'Example: 20,000 tokens', text: undefined, model: 'tiny-long', example: 20_000, beyond: 1 },
];
