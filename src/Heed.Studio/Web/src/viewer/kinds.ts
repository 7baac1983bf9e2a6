import type { Component } from 'svelte';
import SentenceAlone from './SentenceAlone.svelte';
import WhyAlone from './WhyAlone.svelte';

/** The views that pages which stand alone may hold. */
export const kinds: Record<string, Component<any>> = {
  sentence: SentenceAlone,
  why: WhyAlone,
};
