/** The little TeX the lens writes its formulas in, as a tree of MathML: letters, numbers, signs, \commands, groups, ^ and _. */
export type MathPart =
  | { kind: 'mi' | 'mn' | 'mo' | 'mtext'; text: string; parts?: undefined }
  | { kind: 'mrow' | 'msqrt' | 'msub' | 'msup' | 'msubsup' | 'mover'; parts: MathPart[]; text?: undefined };

const signs: Record<string, string> = { top: '⊤', dots: '…', in: '∈', sum: '∑', infty: '∞', cdot: '·', times: '×', '{': '{', '}': '}', ',': '\u2009', ' ': '\u2009' };
const letters: Record<string, string> = { mu: 'μ', Sigma: 'Σ', sigma: 'σ' };
const names = new Set(['max', 'exp', 'tanh', 'min', 'log']);

export function mathOf(tex: string): MathPart {
  const tokens = tex.match(/-\\infty|\\[a-zA-Z]+|\\.|\d+(?:\.\d+)?|\s+|./gsu) ?? [];
  let at = 0;
  return { kind: 'mrow', parts: sequence() };

  function sequence(): MathPart[] {
    const found: MathPart[] = [];
    while (at < tokens.length && tokens[at] !== '}') {
      if (/^\s+$/.test(tokens[at])) {
        at++;
        continue;
      }
      found.push(scripted());
    }
    return found;
  }

  function scripted(): MathPart {
    const base = one();
    let sub: MathPart | undefined;
    let sup: MathPart | undefined;
    for (; tokens[at] === '_' || tokens[at] === '^'; ) {
      if (tokens[at++] === '_') sub = one();
      else sup = one();
    }
    if (sub && sup) return { kind: 'msubsup', parts: [base, sub, sup] };
    if (sub) return { kind: 'msub', parts: [base, sub] };
    return sup ? { kind: 'msup', parts: [base, sup] } : base;
  }

  function one(): MathPart {
    const token = tokens[at++] ?? '';
    if (token === '{') {
      const parts = sequence();
      at++;
      return { kind: 'mrow', parts };
    }
    if (token === '-\\infty') return { kind: 'mn', text: '−∞' };
    if (!token.startsWith('\\')) return /^\d/.test(token) ? { kind: 'mn', text: token } : /^\p{L}/u.test(token) ? { kind: 'mi', text: token } : { kind: 'mo', text: token === '-' ? '−' : token };
    const name = token.slice(1);
    if (name === 'sqrt') return { kind: 'msqrt', parts: [one()] };
    if (name === 'hat') return { kind: 'mover', parts: [one(), { kind: 'mo', text: '^' }] };
    if (name === 'text' || name === 'operatorname') return { kind: 'mtext', text: raw() };
    if (names.has(name)) return { kind: 'mtext', text: name };
    return name in letters ? { kind: 'mi', text: letters[name] } : { kind: 'mo', text: signs[name] ?? name };
  }

  /** A group as it is written, spaces and all. */
  function raw(): string {
    at++;
    let text = '';
    while (at < tokens.length && tokens[at] !== '}') text += tokens[at++];
    at++;
    return text.replace(/ /g, '\u00a0');
  }
}
