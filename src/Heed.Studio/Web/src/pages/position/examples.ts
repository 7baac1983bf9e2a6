/** Ways to ask, from a few seconds to a few minutes on two cores. */
export const presets = [
  { title: 'Quick', about: 'A few seconds', set: { samples: undefined, lengths: undefined, depths: undefined } },
  { title: 'Finer', about: 'More depths and samples, for smaller errors', set: { samples: '8', lengths: '256,1024', depths: '0,10,20,30,40,50,60,70,80,90,100' } },
  { title: 'Whole window', about: 'Up to 4096 tokens: minutes', set: { samples: '4', lengths: '1024,4096', depths: '0,5,10,25,50,75,100' } },
];

export const tasks = [
  { id: 'keys', says: 'a code among codes of other names' },
  { id: 'needle', says: 'a code among sentences about other things' },
  { id: 'passages', says: 'a passage with a code among such passages' },
];

/** A position file to begin with. */
export const file = `name: codes
question: What is the code of amber lamp? It is
answer: "42"
span: The code of amber lamp is 42.
filler: The fox chased the dog. The lamp was too big. The teacher saw the doctor.
lengths: [128, 256]
depths: [0, 25, 50, 75, 100]
`;
